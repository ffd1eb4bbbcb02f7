import fc from "fast-check";
import type pg from "pg";
import { describe, expect, test } from "vitest";
import { openPool, openTestDatabase } from "../support/database";
import { createTeam } from "../support/database-actors";
import {
  applyBooking,
  type Booking,
  leadInCall,
  minutesLater,
  settle,
  snapshot,
} from "../support/database-calls";

const database = await openTestDatabase();
const pool = openPool(database, 1);
const ARRIVAL = minutesLater(10);

type Delivery =
  | {
      readonly kind: "report";
      readonly outcome: string;
      readonly rank: number;
      readonly at: number;
    }
  | { readonly kind: "status"; readonly status: string }
  | { readonly kind: "booking"; readonly booking: Booking };

/** Bookings as Cal.com reports them: a cancellation or rejection does not say in which call it was booked. */
const accepted = (uid: string, at: number, more: object = {}): Booking => ({
  uid,
  status: "accepted",
  event_at: minutesLater(at),
  call_id: "this call",
  ...more,
});
const requested = (uid: string, at: number): Booking => ({
  ...accepted(uid, at),
  status: "pending",
});
const cancelled = (uid: string, at: number): Booking => ({
  uid,
  status: "cancelled",
  event_at: minutesLater(at),
  cancellation_reason: `${uid} does not suit`,
});
const rejected = (uid: string, at: number): Booking => ({
  ...cancelled(uid, at),
  status: "rejected",
});
const moved = (from: string, to: string, at: number, more: object = {}): Booking => ({
  ...accepted(to, at),
  previous_uid: from,
  previous_start: "2026-03-05T16:00:00Z",
  previous_end: "2026-03-05T16:30:00Z",
  start: "2026-03-06T16:00:00Z",
  end: "2026-03-06T16:30:00Z",
  ...more,
});
const withoutTimes = { previous_start: null, previous_end: null };

const HISTORIES: readonly (readonly Booking[])[] = [
  [],
  [accepted("A", 1)],
  [accepted("A", 1, { meeting_url: "https://meet.example/a" }), accepted("A", 2)],
  [requested("A", 1), accepted("A", 2)],
  [requested("A", 1), rejected("A", 2)],
  [accepted("A", 1), cancelled("A", 2)],
  [accepted("A", 1), moved("A", "B", 2)],
  [accepted("A", 1), moved("A", "B", 2, withoutTimes)],
  [accepted("A", 1), moved("A", "B", 2), cancelled("B", 3)],
  [accepted("A", 1), moved("A", "B", 2), moved("B", "C", 3)],
  [accepted("A", 1), cancelled("A", 2), moved("A", "B", 3)],
  [accepted("A", 1), cancelled("A", 2), accepted("D", 3)],
  [accepted("A", 1), cancelled("A", 2), accepted("D", 3), cancelled("D", 4)],
];

const OUTCOMES = [
  "booked",
  "opted_out",
  "not_interested",
  "callback",
  "no_answer",
  "voicemail",
  "needs_review",
  "provider_error",
  "cancelled",
];
const STATUSES = ["queued", "ringing", "in-progress", "ended"];

const reports = fc
  .array(fc.record({ outcome: fc.constantFrom(...OUTCOMES), rank: fc.nat({ max: 7 }) }), {
    minLength: 1,
    maxLength: 3,
  })
  // Two reports of one moment are one report.
  .map((list) => list.map((item, at) => ({ kind: "report" as const, ...item, at })));
const history = fc
  .constantFrom(...HISTORIES)
  .map((list) => list.map((booking) => ({ kind: "booking" as const, booking })));
const statuses = fc
  .subarray(STATUSES)
  .map((list) => list.map((status) => ({ kind: "status" as const, status })));

/** The deliveries in order, and the same in any order with any of them repeated. */
function deliveries(...parts: fc.Arbitrary<Delivery[]>[]) {
  return fc.tuple(...parts).chain((lists) => {
    const inOrder = lists.flat();
    const repeated = fc.subarray(inOrder);
    const shuffled = repeated.chain((again) => {
      const all = [...inOrder, ...again];
      return fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length });
    });
    return fc.record({ inOrder: fc.constant(inOrder), shuffled });
  });
}

/** A lead that is being called for the first or the last time, or was called an hour ago. */
async function makeScene(callAttempts: number, isInCall: boolean) {
  const team = await createTeam(pool);
  const call = await leadInCall(pool, team, { columns: { call_attempts: callAttempts } });
  if (!isInCall) await settle(pool, call.call_id, { outcome: "voicemail" });
  return { ...call, team, isInCall };
}
type Scene = Awaited<ReturnType<typeof makeScene>>;
const inCall = [await makeScene(0, true), await makeScene(2, true)];
const byHand = [await makeScene(0, false), await makeScene(2, false)];

/** What the lead's team has after these deliveries; rolled back afterwards. */
async function outcomeOf(scene: Scene, list: readonly Delivery[]): Promise<unknown> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    for (const delivery of list) await deliver(client, scene, delivery);
    await client.query("set constraints all immediate");
    return await snapshot(client, scene.team);
  } finally {
    await client.query("rollback");
    client.release();
  }
}

async function deliver(client: pg.PoolClient, scene: Scene, delivery: Delivery): Promise<void> {
  switch (delivery.kind) {
    case "report": {
      const { outcome, rank, at } = delivery;
      const content = { transcript: `said ${at}`, outcome_reason: `because ${at}` };
      const callback = outcome === "callback" ? { callback_at: "2026-03-04T20:00:00Z" } : {};
      const report = { outcome, rank, report_at: minutesLater(at), ...content, ...callback };
      await settle(client, scene.call_id, report, ARRIVAL);
      return;
    }
    case "status": {
      const parameters = [scene.call_id, delivery.status, ARRIVAL];
      await client.query("select record_call_status($1, $2, $3)", parameters);
      return;
    }
    case "booking": {
      const { call_id, ...booking } = delivery.booking;
      const call = call_id && scene.isInCall ? { call_id: scene.call_id } : {};
      const attendee = { attendee_phone: scene.lead.phone, attendee_email: scene.lead.email };
      await applyBooking(client, { ...attendee, ...booking, ...call }, ARRIVAL);
      return;
    }
    default:
      delivery satisfies never;
  }
}

describe("the order and number of deliveries do not matter", () => {
  test.each([
    [
      "the reports, updates and bookings of one call",
      inCall,
      deliveries(statuses, history, reports),
    ],
    ["bookings made and moved by hand", byHand, deliveries(history)],
  ])("for %s", async (_, scenes, lists) => {
    const property = fc.asyncProperty(
      fc.constantFrom(...scenes),
      lists,
      async (scene, { inOrder, shuffled }) => {
        expect(await outcomeOf(scene, shuffled)).toEqual(await outcomeOf(scene, inOrder));
      },
    );
    await fc.assert(property, { numRuns: 100 });
  });
});
