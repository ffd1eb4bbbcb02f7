import fc from "fast-check";
import { createLead, createTeam, insertRow, type Lead, type Queryable } from "./database-actors";
import { allowEveryState } from "./window-policies";

/** What a lead is like, seen from the moment at which it is looked at. */
export interface DrawnLead {
  readonly place: { readonly timezones: readonly string[]; readonly states: readonly string[] };
  readonly consent: string | null;
  readonly status: string;
  readonly isInReview: boolean;
  readonly isSuppressed: boolean;
  readonly minutesSinceCalls: readonly number[];
  readonly minutesToCallback: number | null;
}

export interface DrawnWorld {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly isRegistered: boolean;
  readonly leads: readonly DrawnLead[];
}

const DAY_MINUTES = 24 * 60;

const PLACES = [
  { timezones: ["America/Chicago"], states: ["IL"] },
  { timezones: ["America/Chicago", "America/New_York"], states: ["FL"] },
  { timezones: ["America/Phoenix"], states: ["AZ"] },
  { timezones: ["America/Denver", "America/Phoenix"], states: ["AZ"] },
  { timezones: ["America/Los_Angeles"], states: ["CA", "NY"] },
  { timezones: ["Pacific/Honolulu"], states: ["HI"] },
  { timezones: ["America/New_York"], states: ["RI"] },
  { timezones: ["America/Chicago"], states: [] },
  { timezones: [], states: ["TX"] },
];

const oneIn = (n: number) => fc.integer({ min: 1, max: n }).map((drawn) => drawn === 1);

const leads: fc.Arbitrary<DrawnLead> = fc.record({
  place: fc.constantFrom(...PLACES),
  consent: fc.constantFrom("written", "written", "oral", "other", null),
  status: fc.constantFrom("pending", "pending", "pending", "pending", "scheduled", "no_answer"),
  isInReview: oneIn(10),
  isSuppressed: oneIn(10),
  minutesSinceCalls: fc.array(fc.integer({ min: 1, max: 3 * DAY_MINUTES }), { maxLength: 4 }),
  minutesToCallback: fc.option(fc.integer({ min: -600, max: 4000 }), { freq: 3 }),
});

const hours = fc.constantFrom(["10:00", "17:00"], ["08:00", "21:00"], ["12:30", "13:15"]);

const settings = fc
  .record({
    calling_days: fc.constantFrom([1, 2, 3, 4, 5], [1, 2, 3, 4, 5, 6, 7], [2, 6]),
    hours,
    retry_interval: fc.constantFrom(1, 4, 30),
    max_attempts: fc.constantFrom(2, 3, 5),
    max_attempts_per_number_24h: fc.constantFrom(1, 2, 3),
    min_gap_minutes: fc.constantFrom(0, 60, 300),
    accepted_consent_bases: fc.constantFrom(["written"], ["written", "oral", "other"]),
  })
  .map(({ hours: [calling_start, calling_end], ...rest }) => ({
    ...rest,
    calling_start,
    calling_end,
    max_calls_batch: 100,
    max_concurrent_calls: 100,
  }));

/** Teams with a few leads of every kind. */
export const worlds: fc.Arbitrary<DrawnWorld> = fc.record({
  settings,
  isRegistered: fc.boolean(),
  leads: fc.array(leads, { minLength: 1, maxLength: 8 }),
});

/** Quarters of an hour of ten weeks in which clocks change and holidays come. */
export const instants: fc.Arbitrary<Date> = fc
  .integer({ min: 0, max: 70 * 96 })
  .map((quarters) => new Date(Date.UTC(2026, 9, 5) + quarters * 900_000));

export interface World {
  readonly team: string;
  readonly leads: readonly Lead[];
}

/** Writes a drawn world into the database, as it is at `now`. */
export async function buildWorld(db: Queryable, drawn: DrawnWorld, now: Date): Promise<World> {
  const team = await createTeam(db, drawn.settings);
  if (drawn.isRegistered) await allowEveryState(db, team);
  const built: Lead[] = [];
  for (const each of drawn.leads) built.push(await buildLead(db, team, each, now));
  return { team, leads: built };
}

async function buildLead(db: Queryable, team: string, drawn: DrawnLead, now: Date): Promise<Lead> {
  const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000).toISOString();
  const calls = [...drawn.minutesSinceCalls].sort((a, b) => b - a);
  const latest = calls.at(-1);
  const timezone = drawn.place.timezones[0] ?? null;
  const lead = await createLead(db, team, {
    timezone,
    timezone_source: timezone && "zip",
    timezones: drawn.place.timezones,
    states: drawn.place.states,
    consent_basis: drawn.consent,
    status: drawn.status,
    review_reason: drawn.isInReview ? "Look at it." : null,
    call_attempts: calls.length,
    last_called_at: latest === undefined ? null : at(-latest),
    callback_at: drawn.minutesToCallback === null ? null : at(drawn.minutesToCallback),
  });
  for (const [index, minutes] of calls.entries()) {
    await insertRow(db, "calls", {
      team_id: team,
      lead_id: lead.id,
      company_name: "Northside Heating",
      phone: lead.phone,
      attempt: index + 1,
      state: "ended",
      outcome: "no_answer",
      claimed_at: at(-minutes),
      settled_at: at(-minutes),
    });
  }
  if (drawn.isSuppressed) await suppress(db, team, lead, at(0));
  return lead;
}

async function suppress(db: Queryable, team: string, lead: Lead, now: string): Promise<void> {
  await insertRow(db, "suppressions", {
    team_id: team,
    channel: "phone",
    address: lead.phone,
    reason: "Asked for it.",
    source: "staff",
    suppressed_at: now,
  });
}
