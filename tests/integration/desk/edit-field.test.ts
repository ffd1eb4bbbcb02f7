import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ServiceContext } from "@/lib/context";
import { editLeadField } from "@/lib/services/leads/edit-field";
import { startDeskRig } from "./desk-rig";

const rig = await startDeskRig(new Date("2026-03-03T16:00:00Z"));
let member: ServiceContext;
let viewer: ServiceContext;
let leadId: string;

beforeAll(async () => {
  const teamId = await rig.addTeam("Edits");
  member = await rig.joinAs("member", teamId);
  viewer = await rig.joinAs("viewer", teamId);
  const { rows } = await rig.pool.query(
    `insert into leads (team_id, company_name, phone, email, notes) values
     ($1, 'Ace Air', '+12055550101', 'a@ace.example', 'Ask for Sam.'), ($1, 'Bay Air', '+12055550102', 'b@bay.example', null)
     returning id`,
    [teamId],
  );
  leadId = rows[0].id;
});
afterAll(() => rig.stop());

const edit = (
  field: "company_name" | "phone" | "email",
  seen: string,
  value: string,
  as = member,
) => editLeadField(as, { leadId, field, seen, value });

describe("a field edited in place", () => {
  it("is saved as the form would save it, with the state that follows from a number", async () => {
    expect(await edit("company_name", "Ace Air", "  Ace   Cooling ")).toMatchObject({
      kind: "saved",
      lead: { company_name: "Ace Cooling", notes: "Ask for Sam." },
    });
    expect(await edit("phone", "+12055550101", "(602) 555-0103 ext. 7")).toMatchObject({
      kind: "saved",
      lead: { phone: "+16025550103", phone_extension: "7", notes: "Ask for Sam." },
    });
    // The number's area code says which state's rules hold from now on.
    const { rows } = await rig.pool.query("select states from leads where id = $1", [leadId]);
    expect(rows[0].states).toEqual(["AZ"]);
  });

  it("tells what is wrong, and which number another lead has", async () => {
    const bad = await edit("email", "a@ace.example", "nobody");
    expect(bad).toEqual({ kind: "invalid", message: '"nobody" is not an e-mail address.' });
    const taken = await edit("phone", "+16025550103", "205-555-0102");
    expect(taken).toEqual({ kind: "invalid", message: "Another lead has this number." });
  });

  it("overwrites nothing that somebody changed since, and says who did", async () => {
    await edit("email", "a@ace.example", "new@ace.example");
    const { rows } = await rig.pool.query("select email from team_members where user_id = $1", [
      member.actor.kind === "user" ? member.actor.userId : "",
    ]);
    expect(await edit("email", "a@ace.example", "mine@ace.example")).toEqual({
      kind: "conflict",
      currentValue: "new@ace.example",
      changedBy: rows[0].email,
    });
  });

  it("is not for viewers", async () => {
    const attempt = edit("email", "new@ace.example", "v@ace.example", viewer);
    await expect(attempt).rejects.toThrow();
    const { rows } = await rig.pool.query("select email from leads where id = $1", [leadId]);
    expect(rows[0].email).toBe("new@ace.example");
  });
});
