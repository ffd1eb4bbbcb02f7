import type pg from "pg";
import { type Columns, createLead, type Lead, one, type Queryable } from "./database-actors";

/** Tuesday 2026-03-03 at 10:00 in Chicago. */
export const NOW = "2026-03-03T16:00:00Z";

/** `NOW`, so many minutes later. */
export function minutesLater(minutes: number, from = NOW): string {
  return new Date(Date.parse(from) + minutes * 60_000).toISOString();
}

export interface Claim {
  readonly call_id: string;
  readonly lead_id: string;
  readonly attempt: number;
}

/** One run of the automation: it claims and places nothing. */
export async function claim(
  db: Queryable,
  teamId: string,
  { now = NOW, trigger = "cron" }: { now?: string; trigger?: "cron" | "manual" } = {},
): Promise<Claim[]> {
  const { id } = one(
    await db.query<{ id: string }>("select public.start_automation_run($1, $2, $3) as id", [
      teamId,
      trigger,
      now,
    ]),
  );
  const result = await db.query<Claim>(
    "select call_id, lead_id, attempt from public.claim_due_leads($1, $2, now() + interval '2 minutes')",
    [id, now],
  );
  return result.rows;
}

/** Claims the only lead that is due. */
export async function claimOne(db: Queryable, teamId: string, now = NOW): Promise<Claim> {
  const [claimed, ...others] = await claim(db, teamId, { now });
  if (claimed === undefined || others.length > 0) throw new Error("expected one lead to be due");
  return claimed;
}

export interface LeadInCall extends Claim {
  readonly lead: Lead;
}

let providerCallCount = 0;

/** A new lead that the provider is calling right now. */
export async function leadInCall(
  db: Queryable,
  teamId: string,
  { columns = {}, now = NOW }: { columns?: Columns; now?: string } = {},
): Promise<LeadInCall> {
  const lead = await createLead(db, teamId, columns);
  const claimed = await claimOne(db, teamId, now);
  await place(db, claimed.call_id, now);
  return { ...claimed, lead };
}

/** The provider accepts a claimed call. */
export async function place(db: Queryable, callId: string, now = NOW): Promise<void> {
  providerCallCount += 1;
  const providerCallId = `provider-call-${providerCallCount}`;
  await db.query("select public.start_placing_call($1, now() + interval '1 minute')", [callId]);
  await db.query("select public.attach_provider_call($1, $2, $3)", [callId, providerCallId, now]);
}

export interface Report extends Columns {
  readonly outcome: string;
  readonly rank?: number;
  readonly report_at?: string;
}

/** Delivers an end-of-call report and says which outcome the call has after it. */
export async function settle(
  db: Queryable,
  callId: string,
  report: Report,
  now = minutesLater(3),
): Promise<string | null> {
  const whole = {
    rank: 7,
    report_at: minutesLater(2),
    ended_reason: "customer-ended-call",
    ...report,
  };
  const { outcome } = one(
    await db.query<{ outcome: string | null }>("select public.settle_call($1, $2, $3) as outcome", [
      callId,
      whole,
      now,
    ]),
  );
  return outcome;
}

export interface Booking extends Columns {
  readonly uid: string;
  readonly status: "pending" | "accepted" | "cancelled" | "rejected";
}

/** Delivers what Cal.com says about a booking. The demo is two days after `NOW`, for half an hour. */
export async function applyBooking(
  db: Queryable,
  booking: Booking,
  now = minutesLater(2),
): Promise<{ appointment_id: string; team_id: string; lead_id: string | null; status: string }[]> {
  const whole = {
    actor: "cal",
    start: "2026-03-05T16:00:00Z",
    end: "2026-03-05T16:30:00Z",
    event_at: minutesLater(1),
    attendee_name: "Pat Owner",
    attendee_email: "pat@hvac.example",
    attendee_timezone: "America/Chicago",
    ...booking,
  };
  const result = await db.query<{
    appointment_id: string;
    team_id: string;
    lead_id: string | null;
    status: string;
  }>("select * from public.apply_booking($1, $2)", [whole, now]);
  return result.rows;
}

/** Columns of the row with this id. */
export async function read<T extends pg.QueryResultRow>(
  db: Queryable,
  table: string,
  id: string,
): Promise<T> {
  return one(await db.query<T>(`select * from public.${table} where id = $1`, [id]));
}

/** Calls, leads, appointments, suppressions and the mail still to be sent, without ids and times of delivery. */
export async function snapshot(db: Queryable, teamId: string): Promise<unknown> {
  const parts = {
    calls:
      "state, provider_status, outcome, outcome_reason, report_rank, report_at, transcript, is_attempt_counted, has_opted_out",
    leads: "status, call_attempts, last_called_at, callback_at, review_reason",
    appointments:
      "cal_booking_uid, previous_uid, status, start_time, end_time, customer_name, customer_email, customer_phone, attendee_timezone, cancellation_reason, meeting_url, last_event_at, lead_id is not null as has_lead, call_id is not null as has_call",
    suppressions: "channel, address, source",
    emails: "kind, to_email, variables ->> 'start_time' as start_time",
  };
  const result: Record<string, unknown> = {};
  for (const [table, columns] of Object.entries(parts)) {
    const filter = table === "emails" ? "and state = 'queued'" : "";
    const { rows } = await db.query(
      `select ${columns} from public.${table} where team_id = $1 ${filter} order by 1, 2, 3`,
      [teamId],
    );
    result[table] = rows;
  }
  return result;
}
