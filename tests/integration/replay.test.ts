import fc from "fast-check";
import pMap from "p-map";
import { beforeAll, describe, expect, test } from "vitest";
import { POST as takeCalEvent } from "@/app/api/webhook/cal/route";
import { POST as takeVapiMessage } from "@/app/api/webhook/vapi/route";
import { hmacSha256Hex } from "@/lib/utils/secrets";
import { RARE_TRIGGERS } from "../../local/stand-ins/cal/rare-payloads";
import { settleAfterResponse } from "../support/after";
import { useBookingApp } from "./booking-app";
import { callEverybody, forgetLimits, passTime } from "./fuzz/rich-history";
import { SECRETS } from "./stand-ins/rig";

interface StoredEvent {
  readonly source: "vapi" | "cal";
  readonly type: string;
  readonly body: string;
}

const HOUR_MS = 3_600_000;
const ORDERS = 6;
/** What is compared at once: small enough to say which delivery it was, nearly. */
const CHUNK = 40;
const AT_ONCE = 6;

/** What counts deliveries and requests, and what Cal.com was last heard to say: no business. */
const NOT_COMPARED = [
  "public.webhook_events",
  "private.request_counts",
  "private.provider_budgets",
  "private.provider_requests",
  "private.prepared_slots",
];

const app = await useBookingApp({
  "/api/webhook/cal": takeCalEvent,
  "/api/webhook/vapi": takeVapiMessage,
});

let events: StoredEvent[] = [];

beforeAll(async () => {
  await liveThroughMuch();
  const { rows } = await app.pool.query(
    "select source, type, state, reason, coalesce(raw_body, payload::text) as body from webhook_events order by created_at",
  );
  expect(rows.filter(({ state }) => state === "failed" || state === "received")).toEqual([]);
  events = rows;
}, 240_000);

/** Conversations of all kinds and bookings changed by hand; webhooks come twice, late and in the wrong order. */
async function liveThroughMuch(): Promise<void> {
  const { vapi, cal } = app.standIns();
  for (const { faults } of [vapi.outbox, cal.subscription.outbox]) {
    faults.duplicate("*", 1, 60);
    faults.delay("*", 90_000, 25);
    faults.hold("*", 25);
  }
  await callEverybody(app);
  const [moved, cancelled, other] = standing().toReversed();
  if (!moved || !cancelled || !other) throw new Error("too few demos were booked");
  await cal.reschedule(moved, { start: freeTimes()[3] }, "host");
  await cal.cancel(cancelled, { cancellationReason: "The host is ill." }, "host");
  for (const trigger of RARE_TRIGGERS) await cal.sendRare(trigger, other);
  await bookByHand(freeTimes()[5]);
  await passTime(app, 60);
  await app.clock.advance(30 * HOUR_MS);
  await missDemo();
  await passTime(app, 30);
  await settleAfterResponse();
}

/** The host says that nobody came to the first demo. */
async function missDemo(): Promise<void> {
  const { cal } = app.standIns();
  const missed = [...cal.calendar.bookings.values()].find(
    ({ start, status }) => status === "accepted" && new Date(start) < app.clock.now(),
  );
  if (!missed) throw new Error("no demo has begun yet");
  const { email } = missed.attendee;
  await cal.markAbsent(missed.uid, { attendees: [{ email, absent: true }] });
}

function standing(): string[] {
  const bookings = [...app.standIns().cal.calendar.bookings.values()];
  return bookings.filter(({ status }) => status === "accepted").map(({ uid }) => uid);
}

function freeTimes(): string[] {
  const { cal } = app.standIns();
  const days = cal.slots({
    eventTypeId: String(cal.eventType.id),
    start: app.clock.now().toISOString(),
    end: new Date(app.clock.now().getTime() + 96 * HOUR_MS).toISOString(),
  });
  return Object.values(days).flatMap((slots) => slots.map(({ start }) => start));
}

/** Somebody who is a lead books on the calendar's own page. */
async function bookByHand(start: string | undefined): Promise<void> {
  const { rows } = await app.pool.query(
    "select email from leads where status not in ('scheduled', 'calling') limit 1",
  );
  const { cal } = app.standIns();
  const attendee = { name: "Sam Lee", email: rows[0].email, timeZone: "America/Chicago" };
  await cal.book({ eventTypeId: cal.eventType.id, start, attendee });
}

async function deliver({ source, body }: StoredEvent): Promise<number> {
  const credential =
    source === "vapi"
      ? { "x-vapi-secret": SECRETS.vapiWebhookSecret }
      : { "x-cal-signature-256": hmacSha256Hex(SECRETS.calWebhookSecret, body) };
  const request = new Request(`http://app.test/api/webhook/${source}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...credential },
    body,
  });
  const response = await (source === "vapi" ? takeVapiMessage : takeCalEvent)(request);
  return response.status;
}

type Snapshot = Readonly<Record<string, readonly string[]>>;

/** Every row of every table that a delivery could change, and what others have of us. */
async function everything(): Promise<Snapshot> {
  const tables = await app.pool.query<{ name: string }>(
    `select format('%s.%s', schemaname, tablename) as name from pg_tables
     where schemaname in ('public', 'private') and not format('%s.%s', schemaname, tablename) = any ($1)`,
    [NOT_COMPARED],
  );
  const parts = tables.rows.map(
    ({ name }) =>
      `select '${name}' as name, coalesce(array_agg(to_jsonb(t)::text), '{}') as rows from ${name} t`,
  );
  const { rows } = await app.pool.query(parts.join(" union all "));
  const { cal, resend, vapi } = app.standIns();
  const outside = { bookings: cal.calendar.bookings, mails: resend.mails, calls: vapi.records.all };
  return {
    ...Object.fromEntries(rows.map((table) => [table.name, table.rows])),
    ...Object.fromEntries(
      Object.entries(outside).map(([name, map]) => [
        name,
        [...map.values()].map((item) => JSON.stringify(item)),
      ]),
    ),
  };
}

/** The rows that are no longer as they were, and those that are new. */
function changesBetween(before: Snapshot, after: Snapshot): string[] {
  return Object.keys(after).flatMap((name) => {
    const [old, now] = [new Set(before[name]), new Set(after[name])];
    const gone = [...old].filter((row) => !now.has(row)).map((row) => `${name} had ${row}`);
    return [...gone, ...[...now].filter((row) => !old.has(row)).map((row) => `${name} has ${row}`)];
  });
}

describe("replaying every webhook that was ever accepted", () => {
  test("begins with webhooks of all kinds", () => {
    const types = new Set(events.map(({ source, type }) => `${source} ${type}`));
    expect([...types].sort()).toEqual(
      expect.arrayContaining([
        "cal BOOKING_CANCELLED",
        "cal BOOKING_CREATED",
        "cal BOOKING_NO_SHOW_UPDATED",
        "cal BOOKING_RESCHEDULED",
        "vapi end-of-call-report",
        "vapi status-update",
        "vapi tool-calls",
        "vapi transcript",
      ]),
    );
    expect(events.length).toBeGreaterThan(200);
  });

  test("changes nothing, in whatever order and however often", { timeout: 240_000 }, async () => {
    const before = await everything();
    const twice = [...events, ...events];
    const order = fc.shuffledSubarray(twice, { minLength: events.length, maxLength: twice.length });
    const property = fc.asyncProperty(order, async (list) => {
      for (let from = 0; from < list.length; from += CHUNK) {
        const chunk = list.slice(from, from + CHUNK);
        await forgetLimits(app);
        const statuses = await pMap(chunk, deliver, { concurrency: AT_ONCE });
        await settleAfterResponse();
        expect(statuses.filter((status) => status !== 200 && status !== 400)).toEqual([]);
        const changes = changesBetween(before, await everything());
        const types = chunk.map(({ source, type }) => `${source} ${type}`);
        expect(changes, `after ${types.join(", ")}`).toEqual([]);
      }
    });
    await fc.assert(property, { numRuns: ORDERS, endOnFailure: true });
  });
});
