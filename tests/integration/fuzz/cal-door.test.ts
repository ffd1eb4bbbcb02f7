import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { POST } from "@/app/api/webhook/cal/route";
import { hmacSha256Hex } from "@/lib/utils/secrets";
import { isObject, type JsonObject, parseJson } from "../../../local/stand-ins/json";
import type { Random } from "../../../local/stand-ins/random";
import { useBookingApp } from "../booking-app";
import { SECRETS } from "../stand-ins/rig";
import type { Door } from "./door";
import { fuzzDoor } from "./fuzz-door";
import { callEverybody, forgetLimits } from "./rich-history";
import { countWrites } from "./write-counter";

const SEED = process.env.FUZZ_SEED ?? "cal";
const COUNT = Number(process.env.FUZZ_COUNT ?? 10_000);
/** On a busy machine. */
const LONGEST_MS = 900_000;
const FIXTURES = new URL("../../fixtures/cal/", import.meta.url);

const recorded: JsonObject[] = [];
const app = await useBookingApp({
  "/api/webhook/cal": async (request) => {
    const body = parseJson(await request.clone().text());
    if (isObject(body)) recorded.push(body);
    return POST(request);
  },
});

const fixtures = readdirSync(FIXTURES)
  .map((file) => parseJson(readFileSync(new URL(file, FIXTURES), "utf8")))
  .filter(isObject);

/** Ids of bookings: those that Cal.com and we know, and some that nobody knows. */
async function bookingIds(): Promise<[string, ...string[]]> {
  const { rows } = await app.pool.query("select cal_booking_uid as uid from appointments");
  const ours = rows.map((row): string => row.uid);
  const strange = Array.from({ length: 20 }, (_, index) => `unknown${index}`);
  return ["nobody", ...strange, ...ours, ...app.standIns().cal.calendar.bookings.keys()];
}

function messageOf(random: Random, uids: readonly [string, ...string[]]): JsonObject {
  const [first = {}, ...others] = random.int(0, 1) === 0 ? fixtures : recorded;
  const event = structuredClone(random.pick([first, ...others]));
  if (isObject(event.payload)) {
    for (const key of ["uid", "bookingUid"]) {
      if (key in event.payload) event.payload[key] = random.pick(uids);
    }
  }
  return event;
}

const sign = (secret: string, body: Uint8Array) =>
  hmacSha256Hex(secret, Buffer.from(body).toString("utf8"));

function fake(random: Random, body: Uint8Array): Record<string, string> {
  const right = sign(SECRETS.calWebhookSecret, body);
  const header = (value: string) => ({ "x-cal-signature-256": value });
  return random.pick<Record<string, string>>([
    {},
    header(""),
    header("no-secret-provided"),
    header(sign("another-secret", body)),
    header(sign(SECRETS.calWebhookSecret, Buffer.concat([body, Buffer.from(" ")]))),
    header(sign("", body)),
    header(right.slice(0, -1)),
    header(`sha256=${right}`),
    header(`${right}, ${right}`),
    header(right.toUpperCase()),
    header("0".repeat(64)),
    { authorization: `Bearer ${SECRETS.calWebhookSecret}` },
    { "x-vapi-secret": SECRETS.vapiWebhookSecret },
  ]);
}

async function makeDoor(): Promise<Door> {
  const uids = await bookingIds();
  const calls = await app.pool.query("select id from calls limit 8");
  const leads = await app.pool.query("select email, phone from leads limit 8");
  return {
    url: "http://app.test/api/webhook/cal",
    maxBytes: 256 * 1024,
    post: POST,
    message: (random) => messageOf(random, uids),
    words: [
      ...uids,
      ...calls.rows.map((row): unknown => row.id),
      ...leads.rows.flatMap((row): unknown[] => [row.email, row.phone]),
      ...fixtures.map((fixture) => fixture.triggerEvent),
      ..."ACCEPTED PENDING CANCELLED REJECTED accepted UTC America/Chicago Mars/Base".split(" "),
      "2026-03-05T15:00:00Z",
      "2026-03-05T15:30:00+00:00",
      "2026-03-01T15:00:00.000Z",
      true,
    ],
    prove: (body) => ({ "x-cal-signature-256": sign(SECRETS.calWebhookSecret, body) }),
    fake,
    judge: () => undefined,
  };
}

describe("the Cal.com door", () => {
  test(`stands ${COUNT} mutated events`, { timeout: LONGEST_MS }, async () => {
    await callEverybody(app, ["interested-books", "moves-demo", "changes-mind", "cancels-demo"]);
    const booked = [...app.standIns().cal.calendar.bookings.keys()];
    const writes = await countWrites(app.pool);
    const { trusted, strange, failures } = await fuzzDoor(await makeDoor(), {
      seed: SEED,
      count: COUNT,
      writes,
      resetLimits: () => forgetLimits(app),
    });
    expect(failures).toEqual([]);
    for (const status of [200, 400, 413]) expect(trusted.get(status)).toBeGreaterThan(0);
    expect(strange.get(401)).toBeGreaterThan(COUNT / 5);
    expect(await writes()).toBeGreaterThan(COUNT / 4);
    expect([...app.standIns().cal.calendar.bookings.keys()]).toEqual(booked);
    const { rows } = await app.pool.query("select count(*)::int as count from appointments");
    expect(rows[0].count).toBeGreaterThan(booked.length);
  });
});
