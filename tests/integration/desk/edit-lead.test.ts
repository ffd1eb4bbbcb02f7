import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ServiceContext } from "@/lib/context";
import { editLead, editLeadSchema } from "@/lib/services/leads/edit";
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

const FIELDS = { company_name: "companyName", phone: "phone", email: "email" } as const;

const edit = (field: keyof typeof FIELDS, seen: string, value: string, as = member) =>
  editLead(as, {
    leadId,
    values: { [FIELDS[field]]: value },
    seen: { [field]: seen, ...(field === "phone" ? { phone_extension: null } : {}) },
  });

describe("a lead that is edited", () => {
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
    expect(bad).toEqual({
      kind: "invalid",
      field: "email",
      message: '"nobody" is not an e-mail address.',
    });
    const taken = await editLead(member, {
      leadId,
      values: { phone: "205-555-0102" },
      seen: { phone: "+16025550103", phone_extension: "7" },
    });
    expect(taken).toEqual({
      kind: "invalid",
      field: "phone",
      message: "Another lead has this number.",
    });
  });

  it("overwrites nothing that somebody changed since, and says who did", async () => {
    await edit("email", "a@ace.example", "new@ace.example");
    const { rows } = await rig.pool.query("select email from team_members where user_id = $1", [
      member.actor.kind === "user" ? member.actor.userId : "",
    ]);
    expect(await edit("email", "a@ace.example", "mine@ace.example")).toEqual({
      kind: "conflict",
      current: { email: "new@ace.example" },
      changedBy: rows[0].email,
    });
  });

  it("saves several fields at once or none of them", async () => {
    const save = (seen: Record<string, string | null>) =>
      editLead(member, {
        leadId,
        values: { contactName: "Pat Lee", notes: "Ask for Pat.", city: "Phoenix" },
        seen: { contact_name: null, city: null, ...seen },
      });
    // A colleague has changed the notes, but not the other two.
    expect(await save({ notes: "Ask for nobody." })).toMatchObject({
      kind: "conflict",
      current: { notes: "Ask for Sam." },
    });
    const before = await rig.pool.query("select contact_name, city from leads where id = $1", [
      leadId,
    ]);
    expect(before.rows[0]).toEqual({ contact_name: null, city: null });
    expect(await save({ notes: "Ask for Sam." })).toMatchObject({
      kind: "saved",
      lead: { contact_name: "Pat Lee", notes: "Ask for Pat.", city: "Phoenix" },
    });
  });

  it("is not taken without what its editor saw", () => {
    const parse = (seen: object) =>
      editLeadSchema.safeParse({ leadId, values: { phone: "205-555-0110" }, seen }).success;
    expect(parse({ phone: "+16025550103" })).toBe(false);
    expect(parse({ phone: "+16025550103", phone_extension: "7" })).toBe(true);
  });

  it("is not for viewers", async () => {
    const attempt = edit("email", "new@ace.example", "v@ace.example", viewer);
    await expect(attempt).rejects.toThrow();
    const { rows } = await rig.pool.query("select email from leads where id = $1", [leadId]);
    expect(rows[0].email).toBe("new@ace.example");
  });
});
