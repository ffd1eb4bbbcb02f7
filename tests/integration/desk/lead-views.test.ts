import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ServiceContext } from "@/lib/context";
import { AppError } from "@/lib/errors";
import {
  createLeadList,
  deleteLeadList,
  listLeadLists,
  renameLeadList,
} from "@/lib/services/leads/lists";
import {
  createLeadView,
  deleteLeadView,
  type LeadView,
  listLeadViews,
  updateLeadView,
  type ViewResult,
} from "@/lib/services/leads/views";
import { type DeskRig, startDeskRig } from "./desk-rig";

let rig: DeskRig;
let teamId: string;
let ana: ServiceContext;
let ben: ServiceContext;
let viewer: ServiceContext;
let stranger: ServiceContext;

beforeAll(async () => {
  rig = await startDeskRig(new Date("2026-03-03T16:00:00Z"));
  teamId = await rig.addTeam("Views");
  ana = await rig.joinAs("admin", teamId);
  ben = await rig.joinAs("member", teamId);
  viewer = await rig.joinAs("viewer", teamId);
  stranger = await rig.joinAs("admin", await rig.addTeam("Others"));
});
afterAll(() => rig.stop());

async function keep(ctx: ServiceContext, name: string, isMine: boolean): Promise<ViewResult> {
  return createLeadView(ctx, { teamId, name, isMine, query: "state=OH", layout: {} });
}

async function keepNew(ctx: ServiceContext, isMine: boolean): Promise<LeadView> {
  const result = await keep(ctx, randomUUID(), isMine);
  if (result.kind !== "saved") throw new Error("the name is taken");
  return result.view;
}

async function namesFor(ctx: ServiceContext): Promise<string[]> {
  return (await listLeadViews(ctx, { teamId })).map(({ name }) => name);
}

function withCode(code: AppError["code"]) {
  return (error: unknown) => error instanceof AppError && error.code === code;
}

describe("a view", () => {
  it("of one's own is seen by nobody else, the team's by everybody in it", async () => {
    const mine = await keepNew(ana, true);
    const ours = await keepNew(ana, false);
    expect(await namesFor(ana)).toEqual(expect.arrayContaining([mine.name, ours.name]));
    for (const other of [ben, viewer]) {
      expect(await namesFor(other)).toContain(ours.name);
      expect(await namesFor(other)).not.toContain(mine.name);
    }
    expect(await namesFor(stranger)).toEqual([]);
    expect(mine.isMine).toBe(true);
    expect(ours.isMine).toBe(false);
  });

  it("has a name of its own, whatever its case, among those of its owner", async () => {
    const { name } = await keepNew(ana, true);
    expect(await keep(ana, name.toUpperCase(), true)).toEqual({ kind: "name_taken" });
    expect(await keep(ana, name, false)).toMatchObject({ kind: "saved" });
    expect(await keep(ben, name, true)).toMatchObject({ kind: "saved" });
    const other = await keepNew(ana, true);
    expect(await updateLeadView(ana, { viewId: other.id, name })).toEqual({ kind: "name_taken" });
  });

  it("of the team's is changed and deleted by those who may edit, not by viewers", async () => {
    const ours = await keepNew(ana, false);
    const change = { viewId: ours.id, query: "why=due", layout: { text: "k50:" } };
    expect(await updateLeadView(ben, change)).toMatchObject({ view: { query: "why=due" } });
    await expect(updateLeadView(viewer, change)).rejects.toSatisfy(withCode("not_found"));
    await expect(deleteLeadView(viewer, ours.id)).rejects.toSatisfy(withCode("not_found"));
    await expect(deleteLeadView(stranger, ours.id)).rejects.toSatisfy(withCode("not_found"));
    await deleteLeadView(ben, ours.id);
    expect(await namesFor(ana)).not.toContain(ours.name);
  });

  it("can be kept by viewers for themselves alone", async () => {
    const mine = await keepNew(viewer, true);
    expect(await namesFor(viewer)).toContain(mine.name);
    await expect(keep(viewer, "For all", false)).rejects.toSatisfy(withCode("forbidden"));
    await deleteLeadView(viewer, mine.id);
  });
});

describe("a list", () => {
  it("is begun, renamed and deleted by those who may edit", async () => {
    const made = await createLeadList(ben, { teamId, name: "Ohio" });
    if (made.kind !== "saved") throw new Error("the name is taken");
    expect(await createLeadList(ana, { teamId, name: "OHIO" })).toEqual({ kind: "name_taken" });
    await renameLeadList(ana, { listId: made.list.id, name: "Buckeyes" });
    expect(await listLeadLists(viewer, { teamId })).toEqual([
      { id: made.list.id, name: "Buckeyes" },
    ]);
    await expect(createLeadList(viewer, { teamId, name: "X" })).rejects.toSatisfy(
      withCode("forbidden"),
    );
    await expect(deleteLeadList(stranger, made.list.id)).rejects.toSatisfy(withCode("not_found"));
    await deleteLeadList(ben, made.list.id);
    expect(await listLeadLists(ana, { teamId })).toEqual([]);
  });

  it("that goes lets its leads go", async () => {
    const made = await createLeadList(ana, { teamId, name: "Short-lived" });
    if (made.kind !== "saved") throw new Error("the name is taken");
    const { rows } = await rig.pool.query(
      `insert into leads (team_id, company_name, phone, email, list_id)
       values ($1, 'Aspen Air', '+16145550123', 'aspen@air.example', $2) returning id`,
      [teamId, made.list.id],
    );
    await deleteLeadList(ana, made.list.id);
    const left = await rig.pool.query("select list_id from leads where id = $1", [rows[0].id]);
    expect(left.rows[0].list_id).toBeNull();
  });
});
