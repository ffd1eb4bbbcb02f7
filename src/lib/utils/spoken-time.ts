import { TZDate } from "@date-fns/tz";
import { localDate, noonOf } from "./slots";
import { dayOf, timeOfDay } from "./speech";
import { type DaySpan, dateOfDay, dayFromDate } from "./spoken-time/calendar-days";
import { type Clock, findClock, type SaidClock } from "./spoken-time/clock";
import { readDays } from "./spoken-time/day-span";
import { findDays } from "./spoken-time/days";
import { instantFromNow, meansNow } from "./spoken-time/durations";
import type { Mention } from "./spoken-time/mentions";
import { clockPhrase, daysPhrase, nearPartPhrase } from "./spoken-time/phrases";
import { plainWords } from "./spoken-time/words";

/**
 * A wish as a person says it, resolved: local calendar days (inclusive, `YYYY-MM-DD`, in the person's zone) and a
 * window of the day in minutes since local midnight.
 */
export interface SpokenWish {
  readonly fromDate: string;
  readonly toDate: string;
  readonly fromMinute?: number;
  /** Exclusive. */
  readonly toMinute?: number;
  readonly atMinute?: number;
  /** The instant itself, for "in twenty minutes". */
  readonly at?: Date;
}

interface Local {
  readonly today: number;
  readonly minute: number;
}

interface Said {
  readonly text: string;
  readonly mentions: readonly Mention[];
  readonly clock: SaidClock | undefined;
  readonly at: Date | undefined;
}

const MINUTE_MS = 60_000;
/** How far a time may lie from "at two" and still be what was asked for. */
const NEAR_MS = 45 * MINUTE_MS;
const HALF_DAY = 720;
/** The latest reading of "today at nine" once nine in the morning is over. */
const LATEST_MINUTE = 1260;
const WEEK = 7;

const CORRECTION =
  /\b(?:no,? wait|wait,? no|oh wait|actually|i mean|i meant|make (?:it|that)|scratch that|or rather|rather|sorry|correction|on 2nd thought)\b/;
/** A habit rather than a day: "mornings are best", "any day after two". */
const HABIT =
  /\b(?:mornings|afternoons|evenings|weekdays)\b|\b(?:any|every|most|all) ?(?:day|morning|afternoon|evening|weekday)s?\b/;

/**
 * What the words of a person mean at this moment in their zone. Nothing in it is past. Undefined when the words name
 * no time. The rules are the speaker's calendar and business hours: see the files of `spoken-time/`.
 */
export function resolveSpokenTime(
  words: string,
  now: Date,
  timeZone: string,
): SpokenWish | undefined {
  const local = localOf(now, timeZone);
  const said = firstChoice(plainWords(words), now, local)
    .split(CORRECTION)
    .map((text) => understand(text, now, local))
    .filter(({ mentions, clock, at }) => mentions.length > 0 || clock || at);
  const last = said.at(-1);
  if (!last) return meansNow(plainWords(words)) ? wishAt(now, timeZone) : undefined;
  if (last.at) return wishAt(last.at, timeZone);
  const named = said.findLast(({ mentions }) => mentions.length > 0);
  const timed = said.findLast(({ clock }) => clock);
  return wishFor(named, timed, local);
}

/** Whether an instant is what was wished. A time that was named is met within three quarters of an hour. */
export function fitsWish(at: Date, wish: SpokenWish, timeZone: string): boolean {
  if (wish.at) return isNear(at, wish.at);
  const date = localDate(at, timeZone);
  if (date < wish.fromDate || date > wish.toDate) return false;
  const on = (minute: number) => instantOn(date, minute, timeZone);
  if (wish.atMinute !== undefined) return isNear(at, on(wish.atMinute));
  if (wish.fromMinute !== undefined && at < on(wish.fromMinute)) return false;
  return wish.toMinute === undefined || at < on(wish.toMinute);
}

/**
 * The instant at which to call back, never before `now`: the start of the wish, which is the start of the day when no
 * time was named. Calling hours are not its business.
 */
export function callbackInstant(wish: SpokenWish, now: Date, timeZone: string): Date {
  const minute = wish.atMinute ?? wish.fromMinute ?? 0;
  const wished = wish.at ?? instantOn(wish.fromDate, minute, timeZone);
  return wished > now ? wished : now;
}

/** The wish in a few words, for an answer: "Thursday the 5th after 2 PM", "next week", "tomorrow morning". */
export function describeWish(wish: SpokenWish, now: Date, timeZone: string): string {
  const { today } = localOf(now, timeZone);
  const span = { from: dayFromDate(wish.fromDate), to: dayFromDate(wish.toDate) };
  const days = daysPhrase(span, today, (day) =>
    dayOf(noonOf(dateOfDay(day), timeZone), timeZone, now),
  );
  if (wish.at) return `${days} at ${timeOfDay(wish.at, timeZone)}`;
  return nearPartPhrase(span, today, wish) ?? `${days}${clockPhrase(wish)}`;
}

function understand(text: string, now: Date, { today }: Local): Said {
  const { mentions, rest } = findDays(text, today);
  return { text, mentions, clock: findClock(rest), at: instantFromNow(text, now) };
}

/** Of "Monday at two or Tuesday at ten" the first: a wish has one time of day. */
function firstChoice(text: string, now: Date, local: Local): string {
  const middle = text.search(/ or /);
  if (middle < 0) return text;
  const isWhole = (part: string) => {
    const { mentions, clock } = understand(part, now, local);
    return mentions.length > 0 && clock !== undefined;
  };
  const first = text.slice(0, middle);
  return isWhole(first) && isWhole(text.slice(middle)) ? first : text;
}

function wishFor(
  named: Said | undefined,
  timed: Said | undefined,
  local: Local,
): SpokenWish | undefined {
  const { today, minute } = local;
  const isToday = named !== undefined && /\btoday\b/.test(named.text);
  const clock = timed?.clock && stillToCome(timed.clock, isToday, minute);
  const earliest = clock && isOver(clock, minute) ? today + 1 : today;
  const context = { today, earliest, hasClock: clock !== undefined };
  const days = named
    ? readDays(named.mentions, named.text, context)
    : timed && openDays(timed, local, earliest);
  if (!days) return undefined;
  return { fromDate: dateOfDay(days.from), toDate: dateOfDay(days.to), ...clock };
}

/** "Today at nine" said in the afternoon is nine in the evening. */
function stillToCome({ clock, isBare }: SaidClock, isToday: boolean, minute: number): Clock {
  const { atMinute } = clock;
  if (!isToday || !isBare || atMinute === undefined || atMinute >= minute) return clock;
  const later = atMinute + HALF_DAY;
  return later >= minute && later <= LATEST_MINUTE ? { atMinute: later } : clock;
}

function isOver({ atMinute, toMinute }: Clock, minute: number): boolean {
  if (atMinute !== undefined) return atMinute < minute;
  return toMinute !== undefined && toMinute <= minute;
}

/**
 * The days of a time that was said without one: the next on which it is not over. "In the morning" said in the
 * morning is tomorrow's: for today's people say "this morning".
 */
function openDays({ text, clock }: Said, { today, minute }: Local, earliest: number): DaySpan {
  if (HABIT.test(text)) return { from: earliest, to: earliest + WEEK - 1 };
  const hasBegun = clock?.isMorning === true && (clock.clock.fromMinute ?? 0) <= minute;
  const day = hasBegun ? today + 1 : earliest;
  return { from: day, to: day };
}

function wishAt(at: Date, timeZone: string): SpokenWish {
  const date = localDate(at, timeZone);
  return { fromDate: date, toDate: date, at };
}

function localOf(now: Date, timeZone: string): Local {
  const wall = new TZDate(now, timeZone);
  return {
    today: dayFromDate(localDate(now, timeZone)),
    minute: wall.getHours() * 60 + wall.getMinutes(),
  };
}

/** The instant of a local wall-clock time; one that a clock change skips lies as much later as was skipped. */
function instantOn(date: string, minute: number, timeZone: string): Date {
  const [year = 1970, month = 1, day = 1] = date.split("-").map(Number);
  const wall = new TZDate(year, month - 1, day, Math.floor(minute / 60), minute % 60, timeZone);
  return new Date(wall.getTime());
}

function isNear(a: Date, b: Date): boolean {
  return Math.abs(a.getTime() - b.getTime()) <= NEAR_MS;
}
