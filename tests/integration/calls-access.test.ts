import { createClient } from "@supabase/supabase-js";
import { SignJWT } from "jose";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { GET as listen } from "@/app/api/calls/[id]/listen/route";
import { GET as getRecording } from "@/app/api/calls/[id]/recording/route";
import type { ServiceContext } from "@/lib/context";
import type { Database } from "@/lib/database.types";
import { createLog } from "@/lib/log";
import { endOpenCall, sayInOpenCall } from "@/lib/services/calls/intervene";
import { createServiceClient } from "@/lib/supabase";
import { startTestSupabase, type TestSupabase } from "../../local/database/test-database";
import { openPool, openTestDatabase } from "../support/database";
import { addMember, createTeam, type TeamRole, updateRow } from "../support/database-actors";
import { leadInCall, NOW, settle } from "../support/database-calls";
import { IDS, type Rig, SECRETS, startRig } from "./stand-ins/rig";

interface Person {
  readonly id: string;
  readonly ctx: ServiceContext;
}

/** Who asks the routes; nobody means no session. */
const session = vi.hoisted((): { person?: unknown } => ({}));
vi.mock("@/lib/auth", () => ({
  getUser: async () => session.person,
  createUserContext: async () => (session.person as Person).ctx,
}));

const database = await openTestDatabase();
const pool = openPool(database);
let supabase: TestSupabase;
let rig: Rig;
let people: Readonly<Record<TeamRole | "outsider", Person>>;
let teamId: string;
let call: { readonly id: string; readonly providerId: string };

beforeAll(async () => {
  supabase = await startTestSupabase(database);
  rig = await startRig();
  Object.assign(process.env, {
    APP_URL: "http://app.test",
    NEXT_PUBLIC_SUPABASE_URL: supabase.url,
    NEXT_PUBLIC_SUPABASE_ANON_KEY: supabase.publishableKey,
    SUPABASE_SERVICE_ROLE_KEY: supabase.secretKey,
    VAPI_API_KEY: SECRETS.vapiApiKey,
    VAPI_BASE_URL: rig.standIns.vapiUrl,
    VAPI_ASSISTANT_ID: IDS.assistantId,
    VAPI_PHONE_NUMBER_ID: IDS.phoneNumberId,
    VAPI_WEBHOOK_SECRET: SECRETS.vapiWebhookSecret,
    CAL_API_KEY: SECRETS.calApiKey,
    CAL_EVENT_TYPE_ID: String(IDS.eventTypeId),
    CAL_WEBHOOK_SECRET: SECRETS.calWebhookSecret,
    RESEND_API_KEY: SECRETS.resendApiKey,
    RESEND_FROM: "demo@sales.example",
    CRON_SECRET: "cron-secret-of-the-tests",
    LOG_LEVEL: "silent",
  });
  teamId = await createTeam(pool, { max_calls_batch: 100 });
  const otherTeamId = await createTeam(pool);
  const [admin, member, viewer, outsider] = await Promise.all([
    signIn(teamId, "admin"),
    signIn(teamId, "member"),
    signIn(teamId, "viewer"),
    signIn(otherTeamId, "admin"),
  ]);
  people = { admin, member, viewer, outsider };
});
afterAll(async () => {
  await rig.stop();
  await supabase.stop();
});
beforeEach(async () => {
  session.person = undefined;
  call = await startCall();
});
afterEach(settleNow);

async function signIn(team: string, role: TeamRole): Promise<Person> {
  const id = await addMember(pool, team, role);
  const token = await new SignJWT({ role: "authenticated" })
    .setProtectedHeader({ alg: "HS256" })
    .setSubject(id)
    .setAudience("authenticated")
    .setExpirationTime("10m")
    .sign(new TextEncoder().encode(supabase.jwtSecret));
  const db = createClient<Database>(supabase.url, supabase.publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false },
    accessToken: async () => token,
  });
  const actor = { kind: "user", userId: id } as const;
  return { id, ctx: { db, actor, log: createLog("test"), now: () => new Date(NOW) } };
}

/** A call of the team that the provider has on the line. */
async function startCall() {
  const { call_id: id, lead } = await leadInCall(pool, teamId);
  rig.standIns.vapi.scripts.set(lead.phone, "interested-books");
  rig.standIns.vapi.concurrencyLimit = 50;
  const response = await fetch(`${rig.standIns.vapiUrl}/call`, {
    method: "POST",
    headers: { authorization: `Bearer ${SECRETS.vapiApiKey}`, "content-type": "application/json" },
    body: JSON.stringify({
      assistantId: IDS.assistantId,
      phoneNumberId: IDS.phoneNumberId,
      customer: { number: lead.phone },
    }),
  });
  const created = await response.json();
  const record = rig.standIns.vapi.records.all.get(created.id);
  for (let second = 0; second < 60 && record?.status !== "in-progress"; second += 1) {
    await rig.clock.advance(1000);
  }
  await updateRow(pool, "calls", "id", id, {
    provider_call_id: created.id,
    provider_status: "in-progress",
    started_at: NOW,
    monitor_listen_url: created.monitor.listenUrl,
    monitor_control_url: created.monitor.controlUrl,
  });
  return { id, providerId: String(created.id) };
}

function settleNow() {
  return settle(pool, call.id, { outcome: "not_interested" });
}

function handsOf(person: Person) {
  return { user: person.ctx, privileged: createServiceClient() };
}

function say(person: Person, text = "Friday works, too.") {
  return sayInOpenCall(handsOf(person), { callId: call.id, userId: person.id, text });
}

function end(person: Person) {
  return endOpenCall(handsOf(person), { callId: call.id, userId: person.id });
}

async function stepsOnRecord() {
  const { rows } = await pool.query(
    "select kind, detail, user_id from activity where call_id = $1 and kind like 'call.%' order by created_at",
    [call.id],
  );
  return rows;
}

const record = () => rig.standIns.vapi.records.all.get(call.providerId);

describe("stepping into a call", () => {
  it.each(["admin", "member"] as const)("lets the agent say what an %s types", async (role) => {
    expect(await say(people[role])).toEqual({ kind: "ok" });
    expect(record()?.messages.at(-1)).toMatchObject({ role: "bot", message: "Friday works, too." });
    expect(await stepsOnRecord()).toEqual([
      { kind: "call.say", detail: { text: "Friday works, too." }, user_id: people[role].id },
    ]);
  });

  it("hangs up, once, and says who did it", async () => {
    expect(await end(people.member)).toEqual({ kind: "ok" });
    expect(record()).toMatchObject({ status: "ended", endedReason: "manually-canceled" });
    expect(await end(people.admin)).toEqual({ kind: "gone" });
    expect(await stepsOnRecord()).toEqual([
      { kind: "call.end_requested", detail: {}, user_id: people.member.id },
      { kind: "call.end_requested", detail: { failed: "gone" }, user_id: people.admin.id },
    ]);
  });

  it.each([
    ["viewer", "forbidden"],
    ["outsider", "not_found"],
  ] as const)("refuses a %s and does nothing", async (who, code) => {
    await expect(say(people[who])).rejects.toMatchObject({ code });
    await expect(end(people[who])).rejects.toMatchObject({ code });
    expect(record()).toMatchObject({ status: "in-progress" });
    expect(await stepsOnRecord()).toEqual([]);
  });

  it("goes by the role in the call's own team", async () => {
    await pool.query(
      "insert into team_members (team_id, user_id, email, role) values ($1, $2, 'guest@staff.example', 'viewer')",
      [teamId, people.outsider.id],
    );
    await expect(say(people.outsider)).rejects.toMatchObject({ code: "forbidden" });
    await pool.query("delete from team_members where team_id = $1 and user_id = $2", [
      teamId,
      people.outsider.id,
    ]);
  });

  it("refuses where the call is over or the provider gave no way in", async () => {
    await updateRow(pool, "calls", "id", call.id, { monitor_control_url: null });
    await expect(say(people.member)).rejects.toMatchObject({ code: "conflict" });
    await settleNow();
    await expect(end(people.member)).rejects.toThrow(
      expect.objectContaining({ code: "conflict", userMessage: "This call is not going on." }),
    );
  });
});

type Route = typeof listen;

function ask(route: Route, who: Person | undefined, init: RequestInit = {}, id = call.id) {
  session.person = who;
  return route(new Request("http://app.test/api/calls", init), { params: Promise.resolve({ id }) });
}

const STRANGERS = [
  ["nobody", undefined, 401],
  ["an outsider", "outsider", 404],
] as const;

describe("listening to a call", () => {
  it("gives a member the format and then the sound, and lets go of the provider with the request", async () => {
    const stop = new AbortController();
    const response = await ask(listen, people.member, { signal: stop.signal });
    expect(response.status).toBe(200);
    expect([...response.headers.values()].join()).not.toContain("monitor");
    const reader = response.body?.getReader();
    const first = await reader?.read();
    expect(JSON.parse(new TextDecoder().decode(first?.value))).toEqual({
      sampleRate: 16_000,
      channels: 1,
    });
    const second = await reader?.read();
    expect(second?.value?.byteLength).toBeGreaterThan(1000);
    stop.abort();
    await expect(readOn(reader)).rejects.toThrow();
  });

  it("ends cleanly when the call does", async () => {
    const response = await ask(listen, people.admin);
    const reader = response.body?.getReader();
    await reader?.read();
    await end(people.admin);
    await expect(readOn(reader)).resolves.toBeUndefined();
  });

  it("gives the seat to the same person's later request", async () => {
    const earlier = (await ask(listen, people.member)).body?.getReader();
    await earlier?.read();
    const later = (await ask(listen, people.member)).body?.getReader();
    await expect(readOn(earlier)).rejects.toThrow();
    expect((await later?.read())?.done).toBe(false);
    await later?.cancel();
  });

  it.each([...STRANGERS, ["a viewer", "viewer", 403]] as const)(
    "refuses %s",
    async (_, who, status) => {
      const response = await ask(listen, who && people[who]);
      expect(response.status).toBe(status);
      expect(await response.text()).not.toContain("monitor");
    },
  );

  it("knows no call by another name", async () => {
    expect((await ask(listen, people.admin, {}, "../secrets")).status).toBe(404);
  });
});

async function readOn(reader: ReadableStreamDefaultReader<Uint8Array> | undefined): Promise<void> {
  while (reader && !(await reader.read()).done);
}

describe("the recording of a call", () => {
  it("reaches whoever may read the call, whole or in part", async () => {
    const whole = await ask(getRecording, people.viewer);
    expect(whole.status).toBe(200);
    expect(whole.headers.get("content-type")).toBe("audio/wav");
    const bytes = new Uint8Array(await whole.arrayBuffer());
    expect(new TextDecoder().decode(bytes.subarray(0, 4))).toBe("RIFF");
    const part = await ask(getRecording, people.viewer, { headers: { range: "bytes=4-7" } });
    expect(part.status).toBe(206);
    expect(part.headers.get("content-range")).toBe(`bytes 4-7/${bytes.byteLength}`);
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(bytes.slice(4, 8));
  });

  it.each(STRANGERS)("is kept from %s", async (_, who, status) => {
    const response = await ask(getRecording, who && people[who]);
    expect(response.status).toBe(status);
    expect(response.headers.get("location")).toBeNull();
  });

  it("is not there for a call that was not answered", async () => {
    await updateRow(pool, "calls", "id", call.id, { started_at: null });
    expect((await ask(getRecording, people.admin)).status).toBe(404);
  });
});
