import type { Queryable } from "./database-actors";
import { one } from "./database-actors";
import type { OraclePolicy, StateHours } from "./window-oracle";

/** From an instant, in milliseconds, until just before another one. */
export type Span = readonly [from: number, until: number];

type NamedHours = StateHours & { readonly state: string };

const HOURS = `state, weekday_start, weekday_end, saturday_start, saturday_end, sunday_start, sunday_end, allows_holidays`;

/** What the tables say about a team, as plain data. */
export async function readPolicy(db: Queryable, teamId: string): Promise<OraclePolicy> {
  const settings = one(
    await db.query<{ days: number[]; start: string; end: string }>(
      `select calling_days::integer[] as days, calling_start as start, calling_end as "end" from public.settings where team_id = $1`,
      [teamId],
    ),
  );
  const law = await db.query<NamedHours>(
    `select ${HOURS}, not needs_registration as is_allowed from public.calling_rules`,
  );
  const own = await db.query<NamedHours>(
    `select ${HOURS}, is_allowed from public.team_calling_rules where team_id = $1`,
    [teamId],
  );
  const teamHolidays = await db.query<{ day: string }>(
    "select day::text from public.team_holidays where team_id = $1",
    [teamId],
  );
  return {
    ...settings,
    rules: new Map([...law.rows, ...own.rows].map((rule) => [rule.state, rule])),
    holidays: await readHolidays(db),
    teamHolidays: new Set(teamHolidays.rows.map(({ day }) => day)),
  };
}

async function readHolidays(db: Queryable): Promise<Map<string, Set<string>>> {
  const { rows } = await db.query<{ day: string; scope: string }>(
    "select day::text, scope from public.holidays",
  );
  const keepers = new Map<string, Set<string>>();
  for (const { day, scope } of rows) {
    keepers.set(day, (keepers.get(day) ?? new Set<string>()).add(scope));
  }
  return keepers;
}

/** The team has registered wherever a state asks for it, and calls in the hours that each state's law allows. */
export async function allowEveryState(db: Queryable, teamId: string): Promise<void> {
  await db.query(
    `insert into public.team_calling_rules (team_id, ${HOURS}, is_allowed, reason)
     select $1, ${HOURS}, true, 'Registered.' from public.calling_rules`,
    [teamId],
  );
}

/** When the engine would call the leads of these profiles, worked out in one go. */
export async function readEngineWindows(
  db: Queryable,
  teamId: string,
  profiles: readonly string[],
  [from, until]: Span,
): Promise<Map<string, Span[]>> {
  const { rows } = await db.query<{ profile: string; opens_at: Date; closes_at: Date }>(
    `select w.profile, lower(r) as opens_at, upper(r) as closes_at
     from private.profile_windows(private.policy_of($1), $2, $3, $4) w cross join unnest(w.windows) r
     order by 1, 2`,
    [teamId, profiles, new Date(from), new Date(until)],
  );
  return groupWindows(rows);
}

/** What the claim looks up: the windows that were worked out ahead. */
export async function readCachedWindows(
  db: Queryable,
  teamId: string,
): Promise<Map<string, Span[]>> {
  const { rows } = await db.query<{ profile: string; opens_at: Date; closes_at: Date }>(
    "select profile, opens_at, closes_at from private.calling_windows where team_id = $1 order by 1, 2",
    [teamId],
  );
  return groupWindows(rows);
}

function groupWindows(
  rows: readonly { profile: string; opens_at: Date; closes_at: Date }[],
): Map<string, Span[]> {
  const windows = new Map<string, Span[]>();
  for (const { profile, opens_at, closes_at } of rows) {
    const spans = windows.get(profile) ?? [];
    spans.push([opens_at.getTime(), closes_at.getTime()]);
    windows.set(profile, spans);
  }
  return windows;
}
