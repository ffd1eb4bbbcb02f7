import { take } from "./words";

/** A wish about the time of day, in minutes since local midnight; `toMinute` is exclusive. */
export interface Clock {
  readonly atMinute?: number;
  readonly fromMinute?: number;
  readonly toMinute?: number;
}

/** A time as it was said, before it is known which half of the day it lies in. */
interface SaidTime {
  readonly hour: number;
  readonly minute: number;
  readonly half: "am" | "pm" | undefined;
  /** "14:00", "02:00": written by the 24-hour clock. */
  readonly isWhole: boolean;
}

export interface SaidClock {
  readonly clock: Clock;
  /** Whether the hour was said without "AM" or "PM", so that another half of the day could be meant. */
  readonly isBare: boolean;
  /** Only a morning, as in "call me in the morning". */
  readonly isMorning: boolean;
}

const NOON = 720;
const HALF_DAY = 720;
const DAY = 2 * HALF_DAY;
/** A choice of two times ("two or three") ends as late as the second of them may be met. */
const AROUND = 45;

const DAY_PARTS: ReadonlyArray<readonly [pattern: RegExp, from: number, to: number]> = [
  [/\bafter lunch(?: ?time)?\b/g, 780, 1020],
  [/\bbefore lunch(?: ?time)?\b/g, 0, NOON],
  [/\blunch(?: ?time| hour| break)?\b|\bmidday\b/g, 690, 810],
  [
    /\b(?:first thing|early|bright and early)(?: (?:in )?(?:the )?morning| am)?\b(?! (?:in the )?(?:afternoon|evening))/g,
    360,
    600,
  ],
  [/\blate(?:r)?(?: (?:in )?(?:the )?| )morning\b/g, 600, NOON],
  [/\bmid ?-? ?morning\b/g, 540, 660],
  [/\bearly (?:in the )?afternoon\b/g, NOON, 900],
  [/\bmid ?-? ?afternoon\b/g, 840, 960],
  [/\blater? (?:in the )?afternoon\b/g, 900, 1080],
  [
    /\b(?:the )?(?:end|close) of (?:the |my )?(?:(?:business|work) ?)?(?:day|business)\b|\blater? in the day\b|\beod\b|\bcob\b/g,
    960,
    1080,
  ],
  [/\bmornings?\b|\bam\b(?<!\d ?am)/g, 360, NOON],
  [/\bafternoons?\b|\bpm\b(?<!\d ?pm)/g, NOON, 1020],
  [/\bevenings?\b|\bnights?\b|\bafter work\b/g, 1020, 1260],
];

const TIME = "(?:\\d{1,2}(?::[0-5]\\d)? ?(?:am|pm)?|noon|midnight)";
const SPOKEN_TIME = `(${TIME})(?![\\d:/])(?!\\w)`;
const NEAR = "(?:(?:at|around|right) )*";
const ALONE =
  "(?= ?(?:$|[,.;~-]|(?:or|and|works?|is|would|will|should|please|if|then|on|in|sharp|my|your|our|local|eastern|central|mountain|pacific|" +
  "est|cst|mst|pst|edt|cdt|mdt|pdt|et|ct|mt|pt|for|because|but|the|this|that|to|i|we|he|she)\\b))";

const BETWEEN = new RegExp(
  `\\b(?:between |from )?${NEAR}${SPOKEN_TIME} ?(?:to|-|until|till|through|thru) ?${NEAR}${SPOKEN_TIME}|\\bbetween ${NEAR}${SPOKEN_TIME} (?:and|or|to) ${NEAR}${SPOKEN_TIME}`,
);
const LATER = new RegExp(
  `\\b(?:after|past|from|since|starting|anything after) ${NEAR}${SPOKEN_TIME}|\\b${NEAR}${SPOKEN_TIME} (?:or|and|on) ?(?:later|after|onwards?)\\b(?! ?(?:\\d|noon))|\\b${NEAR}${SPOKEN_TIME} onwards?\\b`,
);
const EARLIER = new RegExp(
  `\\b(?:before|by|until|till|earlier than) ${NEAR}${SPOKEN_TIME}|\\b${NEAR}${SPOKEN_TIME} (?:or (?:earlier|before)|at the latest)\\b`,
);
const EITHER = new RegExp(`(?:^|[ ,~])${NEAR}${SPOKEN_TIME} or ${NEAR}${SPOKEN_TIME}${ALONE}`);
const AT = new RegExp(
  `(?:^|[ ,~])(?:(?:at|around) )+${SPOKEN_TIME}|(?:^|[ ,~])((?:\\d{1,2}:[0-5]\\d|noon|midnight)(?: ?(?:am|pm))?|\\d{1,2} ?(?:am|pm))(?!\\w)|(?:^|[ ,~])(\\d{1,2})${ALONE}`,
);

/** The time of day that the text names, once the days are taken out of it. */
export function findClock(text: string): SaidClock | undefined {
  const { window, rest } = partOfDay(text);
  const said = times(rest, window);
  if (said) return { ...said, clock: within(said.clock, window), isMorning: false };
  if (!window) return undefined;
  const isMorning = window.fromMinute > 0 && window.toMinute <= NOON;
  return { clock: window, isBare: false, isMorning };
}

type Window = { readonly fromMinute: number; readonly toMinute: number };

/** The parts of the day that are named, as one window: "morning or afternoon" is both. */
function partOfDay(text: string): { window: Window | undefined; rest: string } {
  let rest = text;
  let window: Window | undefined;
  for (const [pattern, from, to] of DAY_PARTS) {
    for (const match of [...rest.matchAll(pattern)]) {
      rest = take(rest, match.index, match.index + match[0].length);
      // "By the end of the day" begins whenever the day does.
      const begin = /\b(?:by|before)(?: the)? $/.test(rest.slice(0, match.index)) ? 0 : from;
      window = joined(window, { fromMinute: begin, toMinute: to });
    }
  }
  return { window, rest };
}

/** "First thing in the morning" is the narrower of both; "morning or evening" reaches over both. */
function joined(one: Window | undefined, other: Window): Window {
  if (!one) return other;
  const [earlier, later] = one.fromMinute <= other.fromMinute ? [one, other] : [other, one];
  const overlap = later.fromMinute < earlier.toMinute;
  const [least, most] = overlap ? [Math.max, Math.min] : [Math.min, Math.max];
  return {
    fromMinute: least(one.fromMinute, other.fromMinute),
    toMinute: most(one.toMinute, other.toMinute),
  };
}

function times(
  text: string,
  part: Window | undefined,
): Pick<SaidClock, "clock" | "isBare"> | undefined {
  const [first, second] = captured(BETWEEN, text);
  if (first && second) return range(first, second, part, 0);
  const [after] = captured(LATER, text);
  const [before] = captured(EARLIER, text);
  if (after || before) return open(after, before, part);
  const [either, other] = captured(EITHER, text);
  if (either && other) return range(either, other, part, AROUND);
  const [at] = captured(AT, text);
  return at && { clock: { atMinute: minuteOf(at, part) }, isBare: isBare(at) };
}

/** "After three, before five". An end that is not after the beginning, as midnight is not, is no end. */
function open(
  after: SaidTime | undefined,
  before: SaidTime | undefined,
  part: Window | undefined,
): Pick<SaidClock, "clock" | "isBare"> | undefined {
  const fromMinute = after && minuteOf(after, part);
  const toMinute = before && minuteOf(before, part);
  const hasEnd = toMinute !== undefined && toMinute > (fromMinute ?? 0);
  if (fromMinute === undefined && !hasEnd) return undefined;
  return {
    clock: { ...(fromMinute !== undefined && { fromMinute }), ...(hasEnd && { toMinute }) },
    isBare: [after, before].every((time) => !time || isBare(time)),
  };
}

function captured(pattern: RegExp, text: string): SaidTime[] {
  const match = pattern.exec(text);
  const found = (match?.slice(1) ?? []).filter((group) => group !== undefined).map(timeOf);
  return found.every((time) => time !== undefined)
    ? found.filter((time) => time !== undefined)
    : [];
}

function timeOf(words: string): SaidTime | undefined {
  if (words === "noon") return { hour: 12, minute: 0, half: "pm", isWhole: false };
  if (words === "midnight") return { hour: 12, minute: 0, half: "am", isWhole: false };
  const [, hours = "", minutes = "0", half] =
    /^(\d{1,2})(?::(\d{2}))? ?(am|pm)?$/.exec(words) ?? [];
  const hour = Number(hours);
  if (hours === "" || hour > 23 || words === "0") return undefined;
  const isWhole = hour > 12 || hour === 0 || (hours.startsWith("0") && !half);
  return {
    hour,
    minute: Number(minutes),
    half: half === "am" || half === "pm" ? half : undefined,
    isWhole,
  };
}

function isBare(time: SaidTime): boolean {
  return !time.half && !time.isWhole;
}

/**
 * Minutes since midnight. Without "AM" or "PM" the part of day decides, else business sense: one to six lie in the
 * afternoon, seven to eleven in the morning, twelve is noon.
 */
function minuteOf(time: SaidTime, part: Window | undefined): number {
  if (time.isWhole || (time.hour === 12 && !time.half)) return time.hour * 60 + time.minute;
  const hour = time.hour % 12;
  const usual = hour < 7 ? "pm" : "am";
  const half = time.half ?? (part ? halfOf(part, usual) : usual);
  return hour * 60 + time.minute + (half === "pm" ? HALF_DAY : 0);
}

function halfOf({ fromMinute, toMinute }: Window, usual: "am" | "pm"): "am" | "pm" {
  if (fromMinute >= NOON) return "pm";
  return toMinute <= NOON ? "am" : usual;
}

/** "Seven to eight PM" gives both their half; "five to seven" crosses from one half into the other. */
function range(
  first: SaidTime,
  second: SaidTime,
  part: Window | undefined,
  slack: number,
): Pick<SaidClock, "clock" | "isBare"> {
  const end = minuteOf(second, part);
  const alike = { ...first, half: first.half ?? second.half };
  const fromMinute =
    isBare(first) && minuteOf(alike, part) < end ? minuteOf(alike, part) : minuteOf(first, part);
  const isBoth = isBare(first) && isBare(second);
  if (end > fromMinute)
    return { clock: { fromMinute, toMinute: Math.min(end + slack, DAY) }, isBare: isBoth };
  const later = end + HALF_DAY;
  const fits = isBare(second) && later > fromMinute && later <= DAY;
  return {
    clock: { fromMinute, ...(fits && { toMinute: Math.min(later + slack, DAY) }) },
    isBare: isBoth,
  };
}

/** "In the morning, before ten" is both; a window that does not hold the said time was a slip. */
function within(clock: Clock, part: Window | undefined): Clock {
  if (!part || clock.atMinute !== undefined) return clock;
  const fromMinute = Math.max(part.fromMinute, clock.fromMinute ?? 0);
  const toMinute = Math.min(part.toMinute, clock.toMinute ?? DAY);
  return fromMinute < toMinute ? { fromMinute, toMinute } : clock;
}
