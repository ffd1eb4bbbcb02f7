import { createClient } from "@supabase/supabase-js";
import { SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Db } from "@/lib/context";
import type { Database } from "@/lib/database.types";
import { getCallDetail } from "@/lib/services/calls/detail";
import { getCallProgress } from "@/lib/services/calls/lines";
import {
  type CallQuery,
  listCalls,
  listCallsOfLead,
  listLiveCalls,
} from "@/lib/services/calls/list";
import { startTestSupabase, type TestSupabase } from "../../local/database/test-database";
import { openPool, openTestDatabase } from "../support/database";
import { addMember, createTeam, insertRow } from "../support/database-actors";
import { leadInCall, NOW, settle } from "../support/database-calls";

const database = await openTestDatabase();
const pool = openPool(database);
let supabase: TestSupabase;
let teamId: string;
let viewerId: string;
let viewer: { db: Db };
let outsider: { db: Db };

/** Evening of March 2 in Chicago, which is March 3 in London. */
const EVENING = "2026-03-03T01:30:00Z";

beforeAll(async () => {
  supabase = await startTestSupabase(database);
  teamId = await createTeam(pool, {
    max_calls_batch: 100,
    calling_start: "08:00",
    calling_end: "21:00",
  });
  viewerId = await addMember(pool, teamId, "viewer");
  viewer = { db: await connectAs(viewerId) };
  outsider = { db: await connectAs(await addMember(pool, await createTeam(pool), "admin")) };
});
afterAll(() => supabase.stop());

async function connectAs(userId: string): Promise<Db> {
  const token = await new SignJWT({ role: "authenticated" })
    .setProtectedHeader({ alg: "HS256" })
    .setSubject(userId)
    .setAudience("authenticated")
    .setExpirationTime("10m")
    .sign(new TextEncoder().encode(supabase.jwtSecret));
  return createClient<Database>(supabase.url, supabase.publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false },
    accessToken: async () => token,
  });
}

function queryOf(changes: Partial<CallQuery> = {}): CallQuery {
  return {
    teamId,
    outcome: null,
    search: "",
    firstDay: null,
    lastDay: null,
    timeZone: "America/Chicago",
    page: 1,
    pageSize: 50,
    ...changes,
  };
}

async function names(changes: Partial<CallQuery> = {}): Promise<string[]> {
  return (await listCalls(viewer, queryOf(changes))).rows.map((row) => row.company_name);
}

async function finish(company: string, outcome: string, now = NOW) {
  const call = await leadInCall(pool, teamId, { columns: { company_name: company }, now });
  await settle(pool, call.call_id, { outcome, cost_usd: 0.1 }, now);
  return call;
}

describe("lists of calls", () => {
  beforeAll(async () => {
    await finish("Alder Air", "not_interested", EVENING);
    await finish("Birch 100% Heating", "needs_review");
    await finish("Cedar Cooling", "not_interested");
  });

  it("filters by outcome, words and number, latest first", async () => {
    expect(await names()).toHaveLength(3);
    expect((await names()).at(-1)).toBe("Alder Air");
    expect(await names({ outcome: "needs_review" })).toEqual(["Birch 100% Heating"]);
    expect(await names({ outcome: "not_placed" })).toEqual([]);
    expect(await names({ search: "cool ced" })).toEqual(["Cedar Cooling"]);
    expect(await names({ search: "100%" })).toEqual(["Birch 100% Heating"]);
    const [cedar] = (await listCalls(viewer, queryOf({ search: "cedar" }))).rows;
    expect(
      await names({ search: `(${cedar?.phone.slice(2, 5)}) ${cedar?.phone.slice(5)}` }),
    ).toEqual(["Cedar Cooling"]);
  });

  it("means the days of the team's zone", async () => {
    expect(await names({ lastDay: "2026-03-02" })).toEqual(["Alder Air"]);
    expect(await names({ firstDay: "2026-03-03" })).toHaveLength(2);
    expect(await names({ lastDay: "2026-03-02", timeZone: "Europe/London" })).toEqual([]);
  });

  it("divides into pages and survives one that is not there", async () => {
    const page = (number: number) => listCalls(viewer, queryOf({ page: number, pageSize: 2 }));
    expect((await page(1)).total).toBe(3);
    expect((await page(2)).rows).toHaveLength(1);
    expect((await page(9)).rows).toEqual([]);
  });

  it("shows another team nothing", async () => {
    expect((await listCalls(outsider, queryOf())).total).toBe(0);
    expect(await listLiveCalls(outsider, { teamId })).toEqual([]);
  });
});

describe("a call that goes on", () => {
  it("is listed with the last words, and leaves the list when it ends", async () => {
    const call = await leadInCall(pool, teamId, { columns: { company_name: "Live Air" } });
    for (const [index, text] of ["Hello?", "Who is this?"].entries()) {
      await insertRow(pool, "call_lines", {
        team_id: teamId,
        call_id: call.call_id,
        line_key: String(index),
        role: index === 0 ? "assistant" : "user",
        text,
        spoken_at: new Date(Date.parse(NOW) + index * 1000),
      });
    }
    expect(await listLiveCalls(viewer, { teamId })).toMatchObject([
      {
        company_name: "Live Air",
        timezone: "America/Chicago",
        lastLine: { role: "user", text: "Who is this?" },
      },
    ]);
    const progress = await getCallProgress(viewer, call.call_id);
    expect(progress.lines.map(({ text }) => text)).toEqual(["Hello?", "Who is this?"]);
    expect((await getCallProgress(outsider, call.call_id)).lines).toEqual([]);
    await settle(pool, call.call_id, { outcome: "not_interested" });
    expect(await listLiveCalls(viewer, { teamId })).toEqual([]);
  });
});

describe("one call", () => {
  it("comes with its timeline and who did what, without the recording's address", async () => {
    const call = await finish("Dogwood Ducts", "not_interested");
    const recording = "https://storage.example/secret.wav";
    await pool.query("update calls set recording_url = $2 where id = $1", [
      call.call_id,
      recording,
    ]);
    await insertRow(pool, "activity", {
      team_id: teamId,
      lead_id: call.lead_id,
      call_id: call.call_id,
      actor: "user",
      user_id: viewerId,
      kind: "call.say",
      detail: { text: "Hello." },
      happened_at: NOW,
    });
    const detail = await getCallDetail(viewer, call.call_id);
    expect(detail).toMatchObject({
      company_name: "Dogwood Ducts",
      timezone: "America/Chicago",
      outcome: "not_interested",
      cost_usd: 0.1,
      has_recording: true,
    });
    expect(JSON.stringify(detail)).not.toContain(recording);
    expect(detail?.activity.find(({ kind }) => kind === "call.say")?.by).toMatch(
      /@staff\.example$/,
    );
    expect(await listCallsOfLead(viewer, { leadId: call.lead_id })).toHaveLength(1);
    expect(await getCallDetail(outsider, call.call_id)).toBeUndefined();
  });
});
