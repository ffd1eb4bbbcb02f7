import { describe, expect, test } from "vitest";
import { POST } from "@/app/api/webhook/vapi/route";
import { isObject, type JsonObject, parseJson } from "../../../local/stand-ins/json";
import type { Random } from "../../../local/stand-ins/random";
import { TOOL_CALL_SHAPES } from "../../../local/stand-ins/vapi/faults";
import { toolCallFields } from "../../../local/stand-ins/vapi/messages";
import { createTeam } from "../../support/database-actors";
import { leadInCall } from "../../support/database-calls";
import { useBookingApp } from "../booking-app";
import { SECRETS } from "../stand-ins/rig";
import type { Answer, Door } from "./door";
import { fuzzDoor } from "./fuzz-door";
import { callEverybody, forgetLimits } from "./rich-history";
import { countWrites } from "./write-counter";

const SEED = process.env.FUZZ_SEED ?? "vapi";
const COUNT = Number(process.env.FUZZ_COUNT ?? 10_000);
/** On a busy machine. */
const LONGEST_MS = 900_000;
const CALLS = 40;

const recorded = new Map<string, JsonObject[]>();
const app = await useBookingApp({
  "/api/webhook/vapi": async (request) => {
    keep(parseJson(await request.clone().text()));
    return POST(request);
  },
});

/** A few messages of each type are enough to start from; most without the assistant, which is the most of them. */
function keep(body: unknown): void {
  if (!isObject(body) || !isObject(body.message)) return;
  const { assistant, ...message } = body.message;
  const ofType = recorded.get(String(message.type)) ?? [];
  if (ofType.length >= 30) return;
  const kept = ofType.length % 6 === 0 ? { ...message, assistant } : message;
  recorded.set(String(message.type), [...ofType, kept]);
}

interface LiveCall {
  readonly id: string;
  readonly providerId: string;
}

async function liveCalls(): Promise<LiveCall[]> {
  const limits = { max_concurrent_calls: 100, max_calls_batch: 100 };
  const teams = [await createTeam(app.pool, limits), await createTeam(app.pool, limits)];
  const now = app.clock.now().toISOString();
  for (let index = 0; index < CALLS; index += 1) {
    await leadInCall(app.pool, teams[index % 2] ?? "", { now });
  }
  const { rows } = await app.pool.query<LiveCall>(
    `select id, provider_call_id as "providerId" from calls where team_id = any ($1::uuid[])`,
    [teams],
  );
  return rows;
}

interface ToolUse {
  readonly name: string;
  readonly args: JsonObject;
}

const TOOL_USES: readonly [ToolUse, ...ToolUse[]] = [
  { name: "check_availability", args: {} },
  { name: "check_availability", args: { when: "tomorrow afternoon" } },
  { name: "check_availability", args: { when: "Thursday after two", part_of_day: "any" } },
  { name: "book_appointment", args: { slot_id: "S1" } },
  { name: "book_appointment", args: { slot_id: "S2", attendee_email: "sam@lee.example" } },
  { name: "reschedule_appointment", args: { slot_id: "S2" } },
  { name: "cancel_appointment", args: { reason: "no time" } },
  { name: "request_callback", args: { when: "tomorrow at nine" } },
  { name: "opt_out", args: { reason: "stop calling" } },
  { name: "open_the_door", args: { how: 1 } },
];

/** One to three tool calls in one of the shapes they come in. */
function toolCalls(random: Random): JsonObject {
  const calls = Array.from({ length: random.pick([1, 1, 1, 2, 3]) }, () => {
    const { name, args } = random.pick(TOOL_USES);
    return { id: `call_${random.int(0, 2_000)}`, name, arguments: args, tool: undefined };
  });
  return { type: "tool-calls", ...toolCallFields(calls, random.pick(TOOL_CALL_SHAPES)) };
}

function messageOf(random: Random, calls: readonly [LiveCall, ...LiveCall[]]): JsonObject {
  const { id, providerId } = random.pick(calls);
  const types = [...recorded.keys()].filter((type) => type !== "tool-calls");
  const [type = ""] = types.slice(random.int(0, types.length - 1));
  const [first = {}, ...others] = recorded.get(type) ?? [];
  const base = random.int(0, 2) === 0 ? toolCalls(random) : random.pick([first, ...others]);
  const assistantOverrides = { metadata: { callId: id } };
  return {
    message: {
      timestamp: 1_772_553_600_000,
      ...base,
      call: { id: providerId, assistantOverrides },
    },
  };
}

/** What the ids of the results must be, if the body is a message with tool calls that can be read. */
function idsAsked(body: Uint8Array): unknown[] | undefined {
  const json = parseJson(Buffer.from(body).toString("utf8"));
  const message = isObject(json) ? json.message : undefined;
  if (!isObject(message) || message.type !== "tool-calls") return undefined;
  const wrapped = message.toolWithToolCallList;
  const unwrapped = Array.isArray(wrapped)
    ? wrapped.map((entry) => (isObject(entry) ? entry.toolCall : undefined))
    : wrapped;
  const list = [message.toolCallList, message.toolCalls, unwrapped].find(
    (item) => item !== undefined,
  );
  return Array.isArray(list)
    ? list.map((call) => (isObject(call) ? call.id : undefined))
    : undefined;
}

/** As JSON, with NUL and halves of surrogate pairs, which PostgreSQL cannot hold, replaced in the ids. */
function storable(ids: readonly unknown[]): string {
  return JSON.stringify(
    ids.map((id) =>
      typeof id === "string" ? id.replaceAll(/\0|[\ud800-\udfff]/gu, "\ufffd") : id,
    ),
  );
}

function judge(body: Uint8Array, { status, text }: Answer): string | undefined {
  if (status !== 200) return undefined;
  const ids = idsAsked(body);
  if (ids === undefined) return undefined;
  const json = parseJson(text);
  const results = isObject(json) && Array.isArray(json.results) ? json.results : [];
  const answered = results.map((result) => (isObject(result) ? result.toolCallId : undefined));
  if (JSON.stringify(answered) !== storable(ids)) return `the results are ${text}`;
  const isSpeech = results.every(
    ({ result }) => typeof result === "string" && /^[^\r\n\u2028\u2029]{5,}$/.test(result),
  );
  return isSpeech ? undefined : `not each result is one line of speech: ${text}`;
}

function fake(random: Random): Record<string, string> {
  const secret = SECRETS.vapiWebhookSecret;
  return random.pick<Record<string, string>>([
    {},
    { "x-vapi-secret": "" },
    { "x-vapi-secret": "wrong" },
    { "x-vapi-secret": secret.toUpperCase() },
    { "x-vapi-secret": `${secret},${secret}` },
    { "x-vapi-secret": secret.slice(0, -1) },
    { "x-vapi-secret": "undefined", authorization: `Bearer ${secret}` },
    { authorization: secret },
    { authorization: `Basic ${Buffer.from(`:${secret}`).toString("base64")}` },
    { authorization: `bearer ${secret}x` },
    { authorization: `Bearer ${SECRETS.vapiApiKey}` },
    { "x-cal-signature-256": secret },
  ]);
}

async function makeDoor(calls: readonly [LiveCall, ...LiveCall[]]): Promise<Door> {
  const ids = calls.flatMap(({ id, providerId }) => [id, providerId]);
  return {
    url: "http://app.test/api/webhook/vapi",
    maxBytes: 4_000_000,
    post: POST,
    message: (random) => messageOf(random, calls),
    words: [
      ...ids.slice(0, 12),
      ...recorded.keys(),
      ...TOOL_USES.flatMap(({ name, args }) => [name, args, JSON.stringify(args)]),
      ..."S1 S2 S3 S9 slot-S1 ended in-progress queued final partial assistant user".split(" "),
      "2026-03-05T15:00:00.000Z",
      { metadata: { callId: ids[0] } },
    ],
    prove: (body) =>
      body.length % 2 === 0
        ? { "x-vapi-secret": SECRETS.vapiWebhookSecret }
        : { authorization: `Bearer ${SECRETS.vapiWebhookSecret}` },
    fake,
    judge,
  };
}

describe("the Vapi door", () => {
  test(`stands ${COUNT} mutated messages`, { timeout: LONGEST_MS }, async () => {
    await callEverybody(app, ["interested-books", "opt-out-stated", "moves-demo", "voicemail"]);
    const [first, ...others] = await liveCalls();
    if (!first) throw new Error("no calls to talk about");
    const door = await makeDoor([first, ...others]);
    const known = new Set(app.standIns().cal.calendar.bookings.keys());
    const writes = await countWrites(app.pool);
    const { trusted, strange, failures } = await fuzzDoor(door, {
      seed: SEED,
      count: COUNT,
      writes,
      resetLimits: () => forgetLimits(app),
    });
    expect(failures).toEqual([]);
    for (const status of [200, 400, 413]) expect(trusted.get(status)).toBeGreaterThan(0);
    expect(strange.get(401)).toBeGreaterThan(COUNT / 5);
    expect(await writes()).toBeGreaterThan(COUNT / 4);
    await expectOfferedBookingsOnly(known);
    await expectOneTeamPerCall();
  });
});

/** Every new booking belongs to a call and is at a time that was offered in it. */
async function expectOfferedBookingsOnly(known: ReadonlySet<string>): Promise<void> {
  const all = [...app.standIns().cal.calendar.bookings.values()];
  const bookings = all.filter(({ uid }) => !known.has(uid));
  const { rows } = await app.pool.query("select call_id, start_at from slot_offers");
  const offered = new Set(rows.map((row) => `${row.call_id} ${row.start_at.toISOString()}`));
  const strange = bookings.filter(
    ({ metadata, start }) => !offered.has(`${metadata.callId} ${new Date(start).toISOString()}`),
  );
  expect(strange).toEqual([]);
  expect(bookings.length).toBeGreaterThan(5);
}

async function expectOneTeamPerCall(): Promise<void> {
  for (const table of ["call_lines", "tool_calls", "slot_offers", "booking_requests", "activity"]) {
    const { rows } = await app.pool.query(
      `select t.* from ${table} t join calls c on c.id = t.call_id where t.team_id <> c.team_id`,
    );
    expect(rows, table).toEqual([]);
  }
}
