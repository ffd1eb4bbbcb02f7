import { randomUUID } from "node:crypto";
import { beforeEach, expect } from "vitest";
import { POST as takeCalEvent } from "@/app/api/webhook/cal/route";
import { answerToolCalls, type ToolRequest } from "@/lib/services/conversation/answer";
import { createTeam } from "../support/database-actors";
import { type LeadInCall, leadInCall } from "../support/database-calls";
import { useBookingApp } from "./booking-app";
import { IDS, SECRETS } from "./stand-ins/rig";

const WEBHOOKS_MS = 120_000;
const STRANGER = { name: "Somebody", email: "somebody@else.example", timeZone: "UTC" };

/** Conversations over the booking app: a calendar without bookings and a lead on the phone for each test. */
export async function useConversation() {
  const app = await useBookingApp({ "/api/webhook/cal": takeCalEvent });
  const current: { call?: LeadInCall } = {};

  const call = (): LeadInCall => {
    if (!current.call) throw new Error("there is no call yet");
    return current.call;
  };
  const newCall = async (columns: Record<string, unknown> = {}): Promise<LeadInCall> => {
    const teamId = await createTeam(app.pool);
    const now = app.clock.now().toISOString();
    return await leadInCall(app.pool, teamId, {
      columns: { contact_name: "Pat Lee", ...columns },
      now,
    });
  };

  /** A minute of the calendar's limit is a real one: no test can wait for it. */
  const forgetBudget = () => app.pool.query("delete from private.provider_budgets");

  // What one test books, the next would find taken.
  beforeEach(async () => {
    await app.clock.advance(WEBHOOKS_MS);
    const { calendar, subscription, eventType } = app.standIns().cal;
    calendar.bookings.clear();
    calendar.reservations.clear();
    subscription.mode = "queue";
    Object.assign(eventType, { requiresConfirmation: false });
    await app.pool.query("delete from private.prepared_slots");
    await app.pool.query("delete from private.slot_holds");
    await forgetBudget();
    current.call = await newCall();
  });

  /** One message with these tool calls; what goes on behind the answer is collected in `work`. */
  async function ask(
    requests: readonly ToolRequest[],
    work: Promise<unknown>[],
    of: Pick<LeadInCall, "call_id"> = call(),
    ctx = app.context("vapi"),
  ) {
    const { rows } = await app.pool.query("select provider_call_id from calls where id = $1", [
      of.call_id,
    ]);
    const delivery = {
      key: `tool-calls:${randomUUID()}`,
      type: "tool-calls",
      payload: {},
      providerCallId: rows[0]?.provider_call_id ?? randomUUID(),
      callId: of.call_id,
      listenUrl: undefined,
      controlUrl: undefined,
      assistantVersion: undefined,
      requests,
    };
    const defer = (task: () => Promise<unknown>) => void work.push(task());
    return await answerToolCalls(ctx, delivery, defer, performance.now());
  }

  /** Uses a tool and waits for all that it causes. */
  async function use(
    name: string,
    args: object = {},
    { id = randomUUID() as string, of = call() as Pick<LeadInCall, "call_id"> } = {},
  ): Promise<string> {
    const work: Promise<unknown>[] = [];
    const { results } = await ask([{ id, name, args }], work, of);
    // What is deferred may defer more.
    for (let done = 0; done < work.length; done += 1) await work[done];
    const [result] = results;
    expect(result).toMatchObject({ toolCallId: id, name });
    expect(result?.result).not.toMatch(/[\n\r]/);
    return result?.result ?? "";
  }

  async function appointments() {
    const { rows } = await app.pool.query(
      "select cal_booking_uid, call_id, status, start_time, customer_name, customer_email, attendee_timezone from appointments where team_id = (select team_id from calls where id = $1) order by start_time",
      [call().call_id],
    );
    return rows;
  }

  /** Asks Cal.com itself, as anybody could who books by hand. */
  async function bookByHand(start: string, attendee: object = STRANGER): Promise<Response> {
    return await fetch(`${app.standIns().calUrl}/v2/bookings`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${SECRETS.calApiKey}`,
        "cal-api-version": "2024-08-13",
        "content-type": "application/json",
      },
      body: JSON.stringify({
        eventTypeId: IDS.eventTypeId,
        start,
        attendee,
      }),
    });
  }

  const bookings = () => [...app.standIns().cal.calendar.bookings.values()];
  return {
    app,
    call,
    newCall,
    ask,
    use,
    appointments,
    bookings,
    bookByHand,
    forgetBudget,
    settle: () => app.clock.advance(WEBHOOKS_MS),
  };
}

/** The slot codes of an answer, in order. */
export const codesIn = (answer: string) =>
  [...answer.matchAll(/\(slot (S\d+)\)/g)].map((hit) => hit[1]);
