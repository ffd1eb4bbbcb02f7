import { beforeAll, describe, expect, test } from "vitest";
import zipcodes from "zipcodes";
import { US_AREA_CODES } from "@/lib/utils/geo/area-codes";
import { deriveWhereabouts } from "@/lib/utils/lead-zone";
import { US_STATES } from "@/lib/utils/us-states";
import { openPool, openTestDatabase } from "../support/database";
import { createTeam, insertRow } from "../support/database-actors";
import { mayCall, type OraclePolicy, type Whereabouts, wallClock } from "../support/window-oracle";
import {
  allowEveryState,
  readEngineWindows,
  readPolicy,
  type Span,
} from "../support/window-policies";

const database = await openTestDatabase();
const pool = openPool(database, 2);

const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;
const DAY = 24 * 60 * MINUTE;

/** Seven local days by any American clock, from Guam to Samoa. */
function weekFrom(day: string): Span {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  return [midnight - DAY, midnight + 8 * DAY];
}

const WEEKS: readonly [string, Span][] = [
  ["the week in which clocks fall back", weekFrom("2026-10-29")],
  ["the week in which clocks spring forward", weekFrom("2027-03-11")],
  ["the week of Thanksgiving", weekFrom("2026-11-22")],
  ["the week of Mardi Gras", weekFrom("2027-02-07")],
];

const TEAMS: readonly [string, () => Promise<string>][] = [
  ["a new team", () => createTeam(pool, { calling_days: [1, 2, 3, 4, 5] })],
  ["a team that calls whenever the law lets it", createWidestTeam],
  ["a team with rules and holidays of its own", createTeamWithRules],
];

async function createWidestTeam(): Promise<string> {
  const team = await createTeam(pool, { calling_start: "08:00", calling_end: "21:00" });
  await allowEveryState(pool, team);
  return team;
}

async function createTeamWithRules(): Promise<string> {
  const team = await createTeam(pool, {
    calling_days: [1, 2, 4, 6, 7],
    calling_start: "09:20",
    calling_end: "19:40",
  });
  await allowEveryState(pool, team);
  const change = (state: string, columns: string) =>
    pool.query(
      `update public.team_calling_rules set ${columns} where team_id = $1 and state = $2`,
      [team, state],
    );
  await change("TX", "sunday_start = '10:10', sunday_end = '18:50', allows_holidays = true");
  await change("LA", "sunday_start = '13:00', sunday_end = '14:00', allows_holidays = true");
  await change("FL", "is_allowed = false");
  await change("PA", "saturday_start = null, saturday_end = null");
  await change("TN", "weekday_start = '18:05', weekday_end = '18:35'");
  await pool.query(
    "delete from public.team_calling_rules where team_id = $1 and state = any ($2)",
    [team, ["OH", "IL", "UT"]],
  );
  for (const day of ["2026-11-01", "2026-11-24", "2027-02-11", "2027-03-14", "2027-03-15"]) {
    await insertRow(pool, "team_holidays", { team_id: team, day, name: "Company day" });
  }
  return team;
}

/** A place that the sweep covers, with the key under which the engine knows it. */
interface Profile extends Whereabouts {
  readonly key: string;
}

const nowhere = {
  timezone: null,
  timezoneFrom: "column",
  postalCode: null,
  city: null,
  state: null,
} as const;

/** A number that no prefix is known for: its whole area is plausible. */
const numberIn = (areaCode: string) => `+1${areaCode}5552345`;

/** Some eight of each state, evenly over its ZIP codes, which follow the map. */
const SAMPLED_ZIPS = Object.keys(US_STATES).flatMap((state) => {
  const zips = Object.values(zipcodes.codes)
    .filter((code) => code.state === state)
    .map(({ zip }) => zip)
    .sort();
  const step = Math.max(1, Math.floor(zips.length / 8));
  return zips.filter((_, index) => index % step === 0);
});

const DERIVED_PLACES: readonly Whereabouts[] = [
  ...US_AREA_CODES.map(({ npa }) => ({ ...nowhere, phone: numberIn(npa) })),
  ...SAMPLED_ZIPS.map((postalCode) => ({ ...nowhere, phone: "+18005550123", postalCode })),
].map((place) => {
  const { timezones, states } = deriveWhereabouts(place);
  return { zones: timezones, states };
});

/** What no area code or ZIP code gives, but a person may enter. */
const ODD_PLACES: readonly Whereabouts[] = [
  { zones: ["America/Chicago"], states: [] },
  { zones: ["America/Chicago"], states: ["ZZ"] },
  { zones: ["America/Chicago"], states: ["AL", "ZZ"] },
  { zones: ["America/Chicago"], states: ["LA", "MS", "TX"] },
  { zones: ["America/Denver", "America/Phoenix"], states: ["AZ", "NM", "UT"] },
  { zones: ["Pacific/Honolulu", "America/New_York", "America/Adak"], states: ["HI", "NY"] },
  { zones: ["Pacific/Guam", "America/Los_Angeles"], states: ["CA", "GU"] },
];

/** The distinct ones of all these places. */
async function listProfiles(): Promise<Profile[]> {
  const places = [...DERIVED_PLACES, ...ODD_PLACES];
  const distinct = new Map(places.map((place) => [JSON.stringify(place), place]));
  const { rows } = await pool.query<Profile>(
    `select p.zones, p.states, private.calling_profile(p.zones, p.states) as key
     from jsonb_to_recordset($1) as p (zones text[], states text[])`,
    [JSON.stringify([...distinct.values()])],
  );
  return rows;
}

let profiles: Profile[];
beforeAll(async () => {
  profiles = await listProfiles();
});

test("the sweep covers every area code and ZIP codes of every state", () => {
  expect(US_AREA_CODES.length).toBeGreaterThan(350);
  expect(SAMPLED_ZIPS.length).toBeGreaterThan(300);
  expect(DERIVED_PLACES.filter(({ zones, states }) => !zones.length || !states.length)).toEqual([]);
  expect(new Set(profiles.flatMap(({ states }) => states))).toEqual(
    new Set([...Object.keys(US_STATES), "ZZ"]),
  );
});

describe.each(TEAMS)("%s", (_, create) => {
  let team: string;
  let policy: OraclePolicy;
  beforeAll(async () => {
    team = await create();
    policy = await readPolicy(pool, team);
  });

  test.each(WEEKS)(
    "calls nobody a minute too early, too late or too little in %s",
    async (__, span) => {
      const keys = profiles.map(({ key }) => key);
      const windows = await readEngineWindows(pool, team, keys, span);
      expect(windows.size).toBeGreaterThan(profiles.length / 10);
      const differences = profiles.flatMap((profile) =>
        listDifferences(policy, profile, windows.get(profile.key) ?? [], span),
      );
      expect(differences.slice(0, 20)).toEqual([]);
    },
  );

  test.each(WEEKS)("is told when it may call next in %s", async (__, [from]) => {
    for (const hour of [9, 62, 115, 168]) {
      const at = from + hour * 60 * MINUTE;
      const openings = await readOpenings(team, at);
      const mistakes = profiles.filter(
        (profile) => !isNextOpening(policy, profile, at, openings.get(profile.key)),
      );
      expect(mistakes.map(({ key }) => [key, openings.get(key), new Date(at)])).toEqual([]);
    }
  });
});

/** By profile, when the gates open: -Infinity when they are open, Infinity when nothing is to be expected. */
async function readOpenings(team: string, at: number): Promise<Map<string, number>> {
  const { rows } = await pool.query<{ profile: string; opens_at: number | Date }>(
    "select profile, opens_at from private.profile_states(private.policy_of($1), $2, $3)",
    [team, profiles.map(({ key }) => key), new Date(at)],
  );
  return new Map(rows.map(({ profile, opens_at }) => [profile, Number(opens_at)]));
}

function isNextOpening(
  policy: OraclePolicy,
  profile: Profile,
  at: number,
  opensAt: number | undefined,
): boolean {
  if (opensAt === undefined) return false;
  if (mayCall(policy, profile, at)) return opensAt === -Infinity;
  const seen = Math.min(opensAt, at + 3 * DAY);
  const quartersBefore = Array.from({ length: (seen - at) / QUARTER }, (_, n) => at + n * QUARTER);
  return (
    opensAt > at &&
    !quartersBefore.some((quarter) => mayCall(policy, profile, quarter)) &&
    (opensAt === Infinity || mayCall(policy, profile, opensAt))
  );
}

function listDifferences(
  policy: OraclePolicy,
  profile: Profile,
  windows: readonly Span[],
  span: Span,
): string[] {
  const differences = [];
  for (const at of probes(windows, span)) {
    const isOpen = windows.some(([opens, closes]) => opens <= at && at < closes);
    if (isOpen !== mayCall(policy, profile, at))
      differences.push(describeProbe(profile, at, isOpen));
  }
  return differences;
}

/** Every quarter of an hour, and the minutes at which a window opens and closes. */
function probes(windows: readonly Span[], [from, until]: Span): number[] {
  const quarters = Array.from({ length: (until - from) / QUARTER }, (_, n) => from + n * QUARTER);
  const edges = windows.flatMap(([opens, closes]) => [
    opens - MINUTE,
    opens,
    closes - MINUTE,
    closes,
  ]);
  return [...quarters, ...edges.filter((at) => at >= from && at < until)];
}

function describeProbe({ key, zones }: Profile, at: number, isOpen: boolean): string {
  const clocks = zones.map((zone) => {
    const { date, time } = wallClock(zone, at);
    return `${date} ${time} ${zone}`;
  });
  const verdict = isOpen ? "called, but must not be" : "not called, but may be";
  return `${key} ${verdict} at ${new Date(at).toISOString()} (${clocks.join(", ")})`;
}
