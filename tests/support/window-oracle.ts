/**
 * Whether the law and a team let somebody be called at an instant, a second time: minute by minute with `Intl`, from the
 * rules as they are written, so that a mistake in the SQL, which works with ranges, is not made twice.
 */

/** The hours that one row of rules allows, as Postgres writes them ("08:00:00"); null: no calls on such days. */
export interface StateHours {
  readonly weekday_start: string;
  readonly weekday_end: string;
  readonly saturday_start: string | null;
  readonly saturday_end: string | null;
  readonly sunday_start: string | null;
  readonly sunday_end: string | null;
  readonly allows_holidays: boolean;
  readonly is_allowed: boolean;
}

export interface OraclePolicy {
  /** ISO weekdays: 1 is Monday. */
  readonly days: readonly number[];
  readonly start: string;
  readonly end: string;
  /** By state: the team's own row, otherwise the default by law. */
  readonly rules: ReadonlyMap<string, StateHours>;
  /** By local date, who keeps it: "US" for federal holidays, otherwise the state. */
  readonly holidays: ReadonlyMap<string, ReadonlySet<string>>;
  /** Local dates on which the team calls nobody. */
  readonly teamHolidays: ReadonlySet<string>;
}

/** Where somebody plausibly is. */
export interface Whereabouts {
  readonly zones: readonly string[];
  readonly states: readonly string[];
}

/** What a clock on the wall and a calendar beside it show. */
export interface WallClock {
  readonly date: string;
  readonly weekday: number;
  /** "08:15" */
  readonly time: string;
}

/** 47 CFR 64.1200(c)(1): nobody is called before 8 or from 21 on, by the clock of the called party. */
const FEDERAL_START = "08:00";
const FEDERAL_END = "21:00";

/** Every plausible clock and every plausible state must allow the call; without a plausible clock nobody is called. */
export function mayCall(policy: OraclePolicy, { zones, states }: Whereabouts, at: number): boolean {
  return (
    zones.length > 0 &&
    zones.every((zone) => {
      const clock = wallClock(zone, at);
      return teamAllows(policy, clock) && lawAllows(policy, states, clock);
    })
  );
}

function teamAllows(policy: OraclePolicy, clock: WallClock): boolean {
  return (
    isBetween(clock.time, FEDERAL_START, FEDERAL_END) &&
    isBetween(clock.time, policy.start, policy.end) &&
    policy.days.includes(clock.weekday) &&
    !policy.teamHolidays.has(clock.date)
  );
}

function lawAllows(policy: OraclePolicy, states: readonly string[], clock: WallClock): boolean {
  if (states.length === 0) return !isHoliday(policy, "US", clock);
  return states.every((state) => stateAllows(policy, state, clock));
}

/** A state that no rule is known for is one that nobody may be called in. */
function stateAllows(policy: OraclePolicy, state: string, clock: WallClock): boolean {
  const rule = policy.rules.get(state);
  if (!rule?.is_allowed) return false;
  const isBanned = isHoliday(policy, "US", clock) || isHoliday(policy, state, clock);
  if (isBanned && !rule.allows_holidays) return false;
  const [start, end] = hoursOn(rule, clock.weekday);
  return start !== null && end !== null && isBetween(clock.time, start, end);
}

function hoursOn(rule: StateHours, weekday: number): readonly [string | null, string | null] {
  if (weekday === 6) return [rule.saturday_start, rule.saturday_end];
  if (weekday === 7) return [rule.sunday_start, rule.sunday_end];
  return [rule.weekday_start, rule.weekday_end];
}

function isHoliday(policy: OraclePolicy, scope: string, clock: WallClock): boolean {
  return policy.holidays.get(clock.date)?.has(scope) ?? false;
}

/** The end is the first minute that is too late. Only hours and minutes count: rules have no seconds. */
function isBetween(time: string, start: string, end: string): boolean {
  return time >= start.slice(0, 5) && time < end.slice(0, 5);
}

const WEEKDAYS = ["", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

interface Clock {
  readonly format: Intl.DateTimeFormat;
  readonly shown: Map<number, WallClock>;
}

const clocks = new Map<string, Clock>();

/** The clock of an IANA zone at an instant, given in milliseconds. */
export function wallClock(zone: string, at: number): WallClock {
  const clock = clocks.get(zone) ?? openClock(zone);
  const known = clock.shown.get(at);
  if (known) return known;
  const parts = Object.fromEntries(
    clock.format.formatToParts(at).map(({ type, value }) => [type, value]),
  );
  const shown = {
    date: `${parts.year}-${parts.month}-${parts.day}`,
    weekday: WEEKDAYS.indexOf(parts.weekday ?? ""),
    time: `${parts.hour}:${parts.minute}`,
  };
  clock.shown.set(at, shown);
  return shown;
}

function openClock(zone: string): Clock {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    weekday: "short",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  const clock = { format, shown: new Map<number, WallClock>() };
  clocks.set(zone, clock);
  return clock;
}
