import { TZDate } from "@date-fns/tz";
import { format } from "date-fns";
import type pg from "pg";
import { fullMoment } from "@/lib/utils/speech";
import type { StandIns } from "../../local/stand-ins/index";
import type { Lead } from "../support/database-actors";
import type { Expected, Span } from "./scenes";

export interface Check {
  readonly about: string;
  readonly expected: string;
  readonly actual: string;
  readonly isMet: boolean;
}

export interface CallRow {
  readonly outcome: string | null;
  readonly state: string;
  readonly ended_reason: string | null;
  readonly claimed_at: Date;
  readonly requested_callback_at: Date | null;
}

interface Appointment {
  readonly uid: string;
  readonly start: Date;
  readonly zone: string | null;
  readonly status: string;
}

const ACTIVE = ["pending", "accepted"];
const SUPPRESSED_CHANNELS = "email, phone";

/** Compares what is in the database, the calendar and the mailbox with what a scene expects. */
export async function checkOutcome(
  db: pg.Pool,
  { cal, vapi, resend }: StandIns,
  lead: Lead,
  expected: Expected,
): Promise<Check[]> {
  const calls = await readCalls(db, lead);
  const [row] = await rows<{ status: string; review: string | null }>(
    db,
    "select status, review_reason as review from leads where id = $1",
    lead.id,
  );
  const appointments = await rows<Appointment>(
    db,
    "select cal_booking_uid as uid, start_time as start, attendee_timezone as zone, status from appointments where lead_id = $1 order by start_time",
    lead.id,
  );
  const active = appointments.filter(({ status }) => ACTIVE.includes(status));
  const booked = [...cal.calendar.bookings.values()].filter(
    ({ status, attendee }) => ACTIVE.includes(status) && attendee.email === lead.email,
  );
  const said = [...vapi.records.all.values()].flatMap(({ toolUses }) =>
    toolUses.map(({ result, message }) => `${result ?? ""} ${message?.content ?? ""}`),
  );
  const heard = [...vapi.records.all.values()].flatMap(({ messages }) =>
    messages.flatMap(({ role, message }) => (role === "bot" ? [String(message)] : [])),
  );
  const checks = [
    check(
      "outcome of each call",
      expected.outcomes,
      calls.map(({ outcome }) => outcome ?? "none"),
    ),
    check("lead", expected.lead, row?.status ?? "gone"),
    check("demos in the database", expected.demos, active.length),
    check("the calendar has the same", active.map(describe), booked.map(describe)),
    check("waits for a person", expected.isInReview ?? false, (row?.review ?? null) !== null),
    check(
      "suppressed for",
      expected.isSuppressed ? SUPPRESSED_CHANNELS : "none",
      await readSuppressions(db, lead),
    ),
    check("left open", "nothing", await readOpen(db, lead)),
  ];
  for (const { start, zone } of active) {
    const moment = fullMoment(start, zone ?? "UTC");
    const isSaid = [...said, ...heard].some((text) => text.includes(moment));
    checks.push(check("the time that was spoken", moment, isSaid ? moment : "not spoken"));
  }
  if (expected.endedReason) {
    checks.push(check("ended because", expected.endedReason, calls[0]?.ended_reason ?? "unknown"));
  }
  if (expected.mails) {
    const sent = [...resend.mails.values()].filter(({ to }) => to.includes(lead.email)).length;
    const kinds = await readMails(db, lead);
    checks.push(check("e-mails", expected.mails, kinds), check("e-mails sent", kinds.length, sent));
  }
  if (expected.demo) {
    checks.push(checkSpan("day of the demo", expected.demo, local(active[0]?.start, "yyyy-MM-dd")));
  }
  if (expected.callback) {
    const second = local(calls[1]?.claimed_at, "yyyy-MM-dd HH:mm");
    checks.push(checkSpan("called back", expected.callback, second));
  }
  return checks;
}

function checkSpan(about: string, { from, to }: Span, actual: string): Check {
  const isMet = actual >= from && actual <= to;
  return { about, expected: `${from} to ${to}`, actual, isMet };
}

function local(instant: Date | null | undefined, pattern: string): string {
  return instant ? format(new TZDate(instant, "America/Chicago"), pattern) : "never";
}

export function readCalls(db: pg.Pool, lead: Lead): Promise<CallRow[]> {
  return rows<CallRow>(
    db,
    "select outcome, state, ended_reason, claimed_at, requested_callback_at from calls where lead_id = $1 order by claimed_at",
    lead.id,
  );
}

async function readSuppressions(db: pg.Pool, { phone, email }: Lead): Promise<string> {
  const { rows: found } = await db.query<{ channel: string }>(
    "select distinct channel::text as channel from suppressions where address in ($1, $2) order by channel",
    [phone, email],
  );
  return found.map(({ channel }) => channel).join(", ") || "none";
}

async function readMails(db: pg.Pool, lead: Lead): Promise<string[]> {
  const found = await rows<{ kind: string }>(
    db,
    "select kind from emails where lead_id = $1 and state = 'sent' order by created_at",
    lead.id,
  );
  return found.map(({ kind }) => kind);
}

/** What has not come to rest, in a few words each. */
async function readOpen(db: pg.Pool, lead: Lead): Promise<string> {
  const found = await rows<{ what: string }>(
    db,
    `select 'call ' || c.state as what from calls c where c.lead_id = $1 and (c.state not in ('ended', 'not_placed') or c.outcome is null)
     union all select 'lead calling' from leads l where l.id = $1 and l.status = 'calling'
     union all select 'tool ' || t.name from tool_calls t join calls c on c.id = t.call_id where c.lead_id = $1 and t.result is null
     union all select 'booking request' from booking_requests b join calls c on c.id = b.call_id where c.lead_id = $1 and b.state = 'requested'
     union all select 'e-mail ' || e.state from emails e where e.lead_id = $1 and e.state = 'queued'`,
    lead.id,
  );
  return found.map(({ what }) => what).join(", ") || "nothing";
}

async function rows<T extends pg.QueryResultRow>(
  db: pg.Pool,
  query: string,
  id: string,
): Promise<T[]> {
  return (await db.query<T>(query, [id])).rows;
}

function describe({ uid, start }: { uid: string; start: Date | string }): string {
  return `${uid} ${new Date(start).toISOString()}`;
}

function check(about: string, expected: unknown, actual: unknown): Check {
  const [wanted, found] = [expected, actual].map((value) =>
    Array.isArray(value) ? value.join(", ") || "none" : String(value),
  );
  return { about, expected: wanted ?? "", actual: found ?? "", isMet: wanted === found };
}
