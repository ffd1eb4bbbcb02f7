import { createLead, insertRow, type Queryable } from "./database-actors";
import { minutesLater, NOW } from "./database-calls";

/** Leads of every kind that a list tells apart, and for each reason to wait some that wait for it at `NOW`. */
export async function fillList(db: Queryable, team: string): Promise<void> {
  await db.query(
    "update settings set accepted_consent_bases = '{written}', retry_interval = 1, max_attempts = 3 where team_id = $1",
    [team],
  );
  await addLeads(db, team);
  await dial(db, team);
}

/** What a value may be: often equal to others, often missing. */
const oneOf = <T>(values: readonly T[], n: number): T => values[n % values.length] as T;
const CALLED = ["2026-02-01T12:00:00Z", "2026-03-01T12:00:00Z", minutesLater(-15)];
const SOME = [null, "Aa", "bb", "Zz"] as const;

async function addLeads(db: Queryable, team: string): Promise<void> {
  for (let n = 0; n < 140; n += 1) {
    const status = oneOf(["pending", "pending", "no_answer", "scheduled", "not_interested"], n);
    const lead = await createLead(db, team, {
      company_name: `${oneOf(["Ace", "Bay", "Cool"], n * 7)} Air ${n % 9}`,
      contact_name: oneOf(SOME, n * 3),
      city: oneOf(SOME, n * 5),
      state: oneOf(["AL", "GA", null], n),
      timezone: oneOf(["America/Chicago", "America/New_York"], n),
      timezone_source: "staff",
      status,
      call_attempts: n % 4,
      last_called_at: n % 4 === 0 ? null : oneOf(CALLED, n),
      callback_at: status === "pending" && n % 6 === 0 ? `2026-03-0${1 + (n % 7)}T12:00:00Z` : null,
      review_reason: status === "pending" && n % 11 === 0 ? "Look at it." : null,
      last_outcome: oneOf([null, "voicemail", "no_answer"], n),
      consent_basis: oneOf(["written", "oral", "written", "written", null, "written"], n >> 2),
      created_at: `2026-01-0${1 + (n % 8)}T00:00:00Z`,
    });
    if (n % 13 === 0) await suppress(db, team, lead.phone);
    if (n % 9 === 0) await book(db, team, lead.id, `2026-03-${10 + (n % 10)}T12:00:00Z`);
    if (n % 18 === 0) await book(db, team, lead.id, `2026-02-${10 + (n % 10)}T12:00:00Z`);
  }
}

async function suppress(db: Queryable, team: string, phone: string): Promise<void> {
  await insertRow(db, "suppressions", {
    team_id: team,
    channel: "phone",
    address: phone,
    reason: "asked not to be called",
    source: "staff",
    suppressed_at: NOW,
  });
}

/** Calls of the last hours: some numbers often, some of a lead that has another number by now. */
async function dial(db: Queryable, team: string): Promise<void> {
  const { rows } = await db.query<Dialled>(
    "select id, phone, team_id from leads where team_id = $1 and status = 'pending' order by phone",
    [team],
  );
  for (const [n, lead] of rows.entries()) {
    if (n % 3 > 0) continue;
    await call(db, { ...lead, id: (n % 2 === 0 ? lead : rows[n + 1])?.id ?? lead.id }, -20);
    if (n % 2 === 0) await call(db, lead, -90);
    if (n % 2 === 0) await call(db, lead, -150);
  }
}

interface Dialled {
  readonly id: string;
  readonly phone: string;
  readonly team_id: string;
}

async function call(db: Queryable, lead: Dialled, minutes: number): Promise<void> {
  const at = minutesLater(minutes);
  await insertRow(db, "calls", {
    team_id: lead.team_id,
    lead_id: lead.id,
    company_name: "Ace Air",
    phone: lead.phone,
    attempt: 1,
    state: "ended",
    outcome: "voicemail",
    claimed_at: at,
    ended_at: at,
    settled_at: at,
    spend_day: at.slice(0, 10),
  });
}

async function book(db: Queryable, team: string, leadId: string, startTime: string): Promise<void> {
  await insertRow(db, "appointments", {
    team_id: team,
    lead_id: leadId,
    cal_booking_uid: `list-${leadId}-${startTime}`,
    start_time: startTime,
    end_time: new Date(Date.parse(startTime) + 1_800_000).toISOString(),
    status: "accepted",
    last_event_at: NOW,
  });
}
