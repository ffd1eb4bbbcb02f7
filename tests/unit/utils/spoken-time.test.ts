import { describe, expect, test } from "vitest";
import {
  callbackInstant,
  describeWish,
  fitsWish,
  resolveSpokenTime,
  type SpokenWish,
} from "@/lib/utils/spoken-time";

const CHICAGO = "America/Chicago";
const NEW_YORK = "America/New_York";
const PHOENIX = "America/Phoenix";

function clock(minute: number | undefined): string {
  if (minute === undefined) return "";
  return `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, "0")}`;
}

/** "2026-03-06..2026-03-08 14:00-16:00", "2026-03-06 @9:30", or the instant. */
function short(wish: SpokenWish | undefined): string {
  if (!wish) return "none";
  if (wish.at) return wish.at.toISOString();
  const days = wish.fromDate === wish.toDate ? wish.fromDate : `${wish.fromDate}..${wish.toDate}`;
  if (wish.atMinute !== undefined) return `${days} @${clock(wish.atMinute)}`;
  const window = `${clock(wish.fromMinute)}-${clock(wish.toMinute)}`;
  return window === "-" ? days : `${days} ${window}`;
}

type Row = readonly [words: string, expected: string];

/** Thursday, March 5th 2026, 10:10 in the morning in Chicago; the clocks go forward on Sunday the 8th. */
const THURSDAY = "2026-03-05T16:10:00Z";

const DAYS: readonly Row[] = [
  ["today", "2026-03-05"],
  ["later today", "2026-03-05"],
  ["tomorrow", "2026-03-06"],
  ["tmrw", "2026-03-06"],
  ["day after tomorrow", "2026-03-07"],
  ["tomorrow or the day after", "2026-03-06..2026-03-07"],
  ["Friday", "2026-03-06"],
  ["Thursday", "2026-03-12"],
  ["Thursday at 4", "2026-03-05 @16:00"],
  ["Thursday at 9", "2026-03-12 @9:00"],
  ["this Thursday", "2026-03-05"],
  ["this coming Thursday", "2026-03-12"],
  ["next Thursday", "2026-03-12"],
  ["next Tuesday or Wednesday", "2026-03-10..2026-03-11"],
  ["Tuesday or Wednesday next week", "2026-03-10..2026-03-11"],
  ["next week, maybe Tuesday", "2026-03-10"],
  ["Thursday this week", "2026-03-05"],
  ["Tuesday after next", "2026-03-17"],
  ["Monday or Tuesday", "2026-03-09..2026-03-10"],
  ["Thursday or Friday", "2026-03-12..2026-03-13"],
  ["monday, tuesday or wednesday", "2026-03-09..2026-03-11"],
  ["between Tuesday and Thursday", "2026-03-10..2026-03-12"],
  ["Monday thru Thursday", "2026-03-09..2026-03-12"],
  ["a week from Tuesday", "2026-03-17"],
  ["two weeks from Monday", "2026-03-23"],
  ["a week from today at 2", "2026-03-12 @14:00"],
  ["in three days", "2026-03-08"],
  ["in a day or two", "2026-03-06..2026-03-07"],
  ["within the next two weeks", "2026-03-05..2026-03-19"],
  ["by Friday", "2026-03-05..2026-03-06"],
  ["before Wednesday", "2026-03-05..2026-03-10"],
  ["after Thursday", "2026-03-13..2026-03-19"],
  ["not until next week", "2026-03-09..2026-03-15"],
  ["my tuesday's open", "2026-03-10"],
];

const PERIODS: readonly Row[] = [
  ["this week", "2026-03-05..2026-03-08"],
  ["later this week", "2026-03-06..2026-03-08"],
  ["next week", "2026-03-09..2026-03-15"],
  ["early next week", "2026-03-09..2026-03-10"],
  ["middle of next week", "2026-03-10..2026-03-12"],
  ["at the end of next week", "2026-03-12..2026-03-13"],
  ["the week after next", "2026-03-16..2026-03-22"],
  ["in two weeks", "2026-03-19..2026-03-25"],
  ["in 3-4 weeks", "2026-03-26..2026-04-08"],
  ["this weekend", "2026-03-07..2026-03-08"],
  ["next month", "2026-04-01..2026-04-30"],
  ["end of the month", "2026-03-22..2026-03-31"],
  ["first week of April", "2026-04-01..2026-04-07"],
  ["the second week of March", "2026-03-08..2026-03-14"],
  ["the first Monday of April", "2026-04-06"],
  ["the last Friday of the month", "2026-03-27"],
  ["in two weeks on Tuesday", "2026-03-17"],
  ["midweek next week", "2026-03-10..2026-03-12"],
  ["sometime in June", "2026-06-01..2026-06-30"],
  ["next quarter", "2026-04-01..2026-06-30"],
  ["after the first of the year", "2027-01-02..2027-01-08"],
];

const DATES: readonly Row[] = [
  ["March 5th", "2026-03-05"],
  ["March 5th at 2", "2026-03-05 @14:00"],
  ["March 5th at 9", "2027-03-05 @9:00"],
  ["March 3rd", "2027-03-03"],
  ["3/5", "2026-03-05"],
  ["3/12 between 9-11", "2026-03-12 9:00-11:00"],
  ["the 5th", "2026-03-05"],
  ["the 4th", "2026-04-04"],
  ["the 31st", "2026-03-31"],
  ["the twenty-second at two", "2026-03-22 @14:00"],
  ["5th of March", "2026-03-05"],
  ["15th of June", "2026-06-15"],
  ["the 5th of next month", "2026-04-05"],
  ["the first of April", "2026-04-01"],
  ["2026-04-01", "2026-04-01"],
  ["2026-04-05T14:00:00Z", "2026-04-05 @14:00"],
  ["2024-03-10", "2026-03-10"],
  ["March twenty first twenty twenty seven", "2027-03-21"],
  ["February 29th", "2028-02-29"],
  ["Tuesday, March 10th", "2026-03-10"],
  ["tuesday the tenth at ten thirty", "2026-03-10 @10:30"],
  ["April 9th two thirty", "2026-04-09 @14:30"],
  ["April 9 2 pm", "2026-04-09 @14:00"],
  ["March 5 to 9", "2026-03-05..2026-03-09"],
  ["March 9th or 10th", "2026-03-09..2026-03-10"],
  ["between the 9th and the 11th", "2026-03-09..2026-03-11"],
  ["the week of the 16th", "2026-03-16..2026-03-22"],
  ["the week of April 6th", "2026-04-06..2026-04-12"],
];

const CLOCKS: readonly Row[] = [
  ["morning", "2026-03-06 6:00-12:00"],
  ["this morning", "2026-03-05 6:00-12:00"],
  ["afternoon", "2026-03-05 12:00-17:00"],
  ["this afternoon", "2026-03-05 12:00-17:00"],
  ["tonight", "2026-03-05 17:00-21:00"],
  ["evening", "2026-03-05 17:00-21:00"],
  ["noon", "2026-03-05 @12:00"],
  ["around lunch", "2026-03-05 11:30-13:30"],
  ["before lunch", "2026-03-05 0:00-12:00"],
  ["after lunch", "2026-03-05 13:00-17:00"],
  ["end of day", "2026-03-05 16:00-18:00"],
  ["first thing", "2026-03-06 6:00-10:00"],
  ["first thing Monday morning", "2026-03-09 6:00-10:00"],
  ["late afternoon tomorrow", "2026-03-06 15:00-18:00"],
  ["morning or afternoon tomorrow", "2026-03-06 6:00-17:00"],
  ["friday pm", "2026-03-06 12:00-17:00"],
  ["after two", "2026-03-05 14:00-"],
  ["after 2:30", "2026-03-05 14:30-"],
  ["before ten", "2026-03-06 -10:00"],
  ["no later than noon tomorrow", "2026-03-06 -12:00"],
  ["not before two tomorrow", "2026-03-06 14:00-"],
  ["around 3", "2026-03-05 @15:00"],
  ["at two", "2026-03-05 @14:00"],
  ["2pm", "2026-03-05 @14:00"],
  ["tomorrow 2 p.m.", "2026-03-06 @14:00"],
  ["tomorrow at like 2-ish", "2026-03-06 @14:00"],
  ["half past nine", "2026-03-06 @9:30"],
  ["quarter to four", "2026-03-05 @15:45"],
  ["quarter past two", "2026-03-05 @14:15"],
  ["five past four", "2026-03-05 @16:05"],
  ["tuesday at ten to four", "2026-03-10 @15:50"],
  ["two thirty", "2026-03-05 @14:30"],
  ["at two oh five", "2026-03-05 @14:05"],
  ["at 230 tomorrow", "2026-03-06 @14:30"],
  ["fourteen hundred", "2026-03-05 @14:00"],
  ["oh nine hundred tomorrow", "2026-03-06 @9:00"],
  ["twelve thirty tomorrow", "2026-03-06 @12:30"],
  ["between 2 and 4", "2026-03-05 14:00-16:00"],
  ["between ten thirty and noon tomorrow", "2026-03-06 10:30-12:00"],
  ["between 11 and 1", "2026-03-05 11:00-13:00"],
  ["from 9 to 5 on Friday", "2026-03-06 9:00-17:00"],
  ["10-11am tomorrow", "2026-03-06 10:00-11:00"],
  ["7 to 8 pm", "2026-03-05 19:00-20:00"],
  ["2 or 3 tomorrow", "2026-03-06 14:00-15:45"],
  ["tomorrow before noon or after three", "2026-03-06 15:00-"],
  ["tomorrow morning by 12", "2026-03-06 6:00-12:00"],
  ["twoish", "2026-03-05 @14:00"],
  ["after 3 and before 5 tomorrow", "2026-03-06 15:00-17:00"],
  ["3 in the afternoon", "2026-03-05 @15:00"],
  ["tomorrow at 8 in the evening", "2026-03-06 @20:00"],
  ["tomorrow at 7 in the morning", "2026-03-06 @7:00"],
  ["today at 9", "2026-03-05 @21:00"],
  ["mornings are best", "2026-03-05..2026-03-11 6:00-12:00"],
  ["any day after two", "2026-03-05..2026-03-11 14:00-"],
];

const TALK: readonly Row[] = [
  ["um, like thursday maybe after two o'clock", "2026-03-05 14:00-"],
  ["uh let's do Wednesday around ten thirty in the morning", "2026-03-11 @10:30"],
  ["Friday, no wait, Monday at 3", "2026-03-09 @15:00"],
  ["Friday at 2, actually 3", "2026-03-06 @15:00"],
  ["I'm out tomorrow, so Monday at 2", "2026-03-09 @14:00"],
  ["Friday at 2, I'm gone Monday", "2026-03-06 @14:00"],
  ["busy until Thursday", "2026-03-12..2026-03-18"],
  ["I'm in meetings until two", "2026-03-05 14:00-"],
  ["next week, any time but Wednesday", "2026-03-09..2026-03-15"],
  ["not Monday, but Tuesday works", "2026-03-10"],
  ["Monday doesn't work, how about Tuesday", "2026-03-10"],
  ["Monday at 2 or Tuesday at 10", "2026-03-09 @14:00"],
  ["Tuesday morning or Wednesday afternoon", "2026-03-10 6:00-12:00"],
  ["call me at 312-555-0123 tomorrow", "2026-03-06"],
  ["I may be free Friday", "2026-03-06"],
  ["we have 3 trucks, so tomorrow", "2026-03-06"],
];

const FROM_NOW: readonly Row[] = [
  ["in an hour", "2026-03-05T17:10:00.000Z"],
  ["in an hour or so", "2026-03-05T17:10:00.000Z"],
  ["in twenty minutes", "2026-03-05T16:30:00.000Z"],
  ["in 20 to 30 minutes", "2026-03-05T16:30:00.000Z"],
  ["in half an hour", "2026-03-05T16:40:00.000Z"],
  ["call back in like a half hour", "2026-03-05T16:40:00.000Z"],
  ["in an hour and a half", "2026-03-05T17:40:00.000Z"],
  ["in 2 hours and 15 minutes", "2026-03-05T18:25:00.000Z"],
  ["a couple of hours from now", "2026-03-05T18:10:00.000Z"],
  ["in thirty", "2026-03-05T16:40:00.000Z"],
  ["give me ten minutes", "2026-03-05T16:20:00.000Z"],
  ["right now", "2026-03-05T16:10:00.000Z"],
];

const NOTHING = [
  ["whenever", "any time", "any day but Monday", "soon", "later", "I don't know", "never", ""],
  ["that one works", "3 trucks", "a 30 minute demo", "not now", "yesterday", "last Tuesday"],
  [
    "I'm away this week",
    "the 32nd",
    "99th",
    "13/45",
    "thanksgiving",
    "may",
    "march",
    "0",
    "constructor",
  ],
].flat();

const ELSEWHEN: ReadonlyArray<readonly [now: string, zone: string, rows: readonly Row[]]> = [
  // A Saturday, the day before the clocks go forward.
  [
    "2026-03-07T18:00:00Z",
    CHICAGO,
    [
      ["tomorrow", "2026-03-08"],
      ["next week", "2026-03-09..2026-03-15"],
      ["end of the week", "2026-03-12..2026-03-13"],
      ["this weekend", "2026-03-07..2026-03-08"],
      ["next weekend", "2026-03-14..2026-03-15"],
      ["in 24 hours", "2026-03-08T18:00:00.000Z"],
    ],
  ],
  // A Sunday: the coming week is "this" and "next" at once.
  [
    "2026-03-08T18:00:00Z",
    CHICAGO,
    [
      ["this week", "2026-03-09..2026-03-15"],
      ["next week", "2026-03-09..2026-03-15"],
      ["next Thursday", "2026-03-12"],
      ["Sunday at 3", "2026-03-08 @15:00"],
    ],
  ],
  // Late on a Friday, the weekend that the clocks go back.
  [
    "2026-10-30T21:30:00Z",
    NEW_YORK,
    [
      ["this afternoon", "2026-10-31 12:00-17:00"],
      ["today after 5", "2026-10-30 17:00-"],
      ["Friday at 5", "2026-11-06 @17:00"],
      ["in two days at 9", "2026-11-01 @9:00"],
      ["Monday or Tuesday", "2026-11-02..2026-11-03"],
      ["at two", "2026-10-31 @14:00"],
    ],
  ],
  // An evening in Phoenix that is the next day elsewhere.
  [
    "2026-07-02T05:30:00Z",
    PHOENIX,
    [
      ["today", "2026-07-01"],
      ["tomorrow morning", "2026-07-02 6:00-12:00"],
      ["tonight", "2026-07-02 17:00-21:00"],
      ["the 2nd", "2026-07-02"],
    ],
  ],
  // The end of a year.
  [
    "2026-12-30T21:30:00Z",
    CHICAGO,
    [
      ["January 2nd", "2027-01-02"],
      ["the 1st", "2027-01-01"],
      ["next month", "2027-01-01..2027-01-31"],
      ["in two weeks", "2027-01-13..2027-01-19"],
      ["in a month", "2027-01-30..2027-02-05"],
      ["Dec 30th at 2", "2027-12-30 @14:00"],
    ],
  ],
];

describe("a spoken time", () => {
  const tables = { DAYS, PERIODS, DATES, CLOCKS, TALK, FROM_NOW };
  for (const [name, rows] of Object.entries(tables)) {
    test.each(rows)(`${name.toLowerCase()}: %s`, (words, expected) => {
      expect(short(resolveSpokenTime(words, new Date(THURSDAY), CHICAGO))).toBe(expected);
    });
  }

  for (const [now, zone, rows] of ELSEWHEN) {
    test.each(rows)(`${now} in ${zone}: %s`, (words, expected) => {
      expect(short(resolveSpokenTime(words, new Date(now), zone))).toBe(expected);
    });
  }

  test.each(NOTHING)("names no time: %j", (words) => {
    expect(resolveSpokenTime(words, new Date(THURSDAY), CHICAGO)).toBeUndefined();
  });
});

describe("the wish behind a spoken time", () => {
  const now = new Date(THURSDAY);
  const wish = (words: string, zone = CHICAGO) => {
    const resolved = resolveSpokenTime(words, now, zone);
    if (!resolved) throw new Error(`no time in "${words}"`);
    return resolved;
  };

  test.each([
    ["tomorrow at two", "2026-03-06T19:15:00Z", true],
    ["tomorrow at two", "2026-03-06T20:45:00Z", true],
    ["tomorrow at two", "2026-03-06T20:46:00Z", false],
    ["tomorrow between 2 and 4", "2026-03-06T20:00:00Z", true],
    ["tomorrow between 2 and 4", "2026-03-06T22:00:00Z", false],
    ["Monday after two", "2026-03-09T19:00:00Z", true],
    ["Monday after two", "2026-03-09T18:59:00Z", false],
    ["Monday morning", "2026-03-09T16:59:00Z", true],
    ["Monday morning", "2026-03-09T17:00:00Z", false],
    ["tomorrow", "2026-03-07T05:59:00Z", true],
    ["tomorrow", "2026-03-07T06:00:00Z", false],
    ["in an hour", "2026-03-05T17:30:00Z", true],
    ["in an hour", "2026-03-05T18:30:00Z", false],
  ])("%s: %s fits, %s", (words, at, fits) => {
    expect(fitsWish(new Date(at), wish(words), CHICAGO)).toBe(fits);
  });

  test.each([
    ["tomorrow at two", "2026-03-06T20:00:00.000Z"],
    ["Monday at two", "2026-03-09T19:00:00.000Z"],
    ["Monday", "2026-03-09T05:00:00.000Z"],
    ["today", "2026-03-05T16:10:00.000Z"],
    ["this morning", "2026-03-05T16:10:00.000Z"],
    ["next week in the afternoon", "2026-03-09T17:00:00.000Z"],
    ["in twenty minutes", "2026-03-05T16:30:00.000Z"],
  ])("%s: call back at %s", (words, expected) => {
    expect(callbackInstant(wish(words), now, CHICAGO).toISOString()).toBe(expected);
  });

  test("a time that a clock change skips is the time that the clocks show instead", () => {
    const skipped = wish("Sunday at 2:30 am");
    const at = callbackInstant(skipped, now, CHICAGO);
    expect(at.toISOString()).toBe("2026-03-08T08:30:00.000Z");
    expect(fitsWish(at, skipped, CHICAGO)).toBe(true);
    expect(callbackInstant(wish("Sunday at 2:30 am", PHOENIX), now, PHOENIX).toISOString()).toBe(
      "2026-03-08T09:30:00.000Z",
    );
  });

  test.each([
    ["today after two", "today after 2 PM"],
    ["this afternoon", "this afternoon"],
    ["tomorrow morning", "tomorrow morning"],
    ["Thursday the 12th after 2", "Thursday the 12th after 2 PM"],
    ["April 1st at 9:30", "Wednesday, April 1st at 9:30 AM"],
    ["Monday afternoon", "Monday the 9th in the afternoon"],
    ["Monday or Tuesday", "Monday the 9th or Tuesday the 10th"],
    ["Monday to Wednesday", "between Monday the 9th and Wednesday the 11th"],
    ["tomorrow between 2 and 4", "tomorrow between 2 PM and 4 PM"],
    ["Monday first thing", "Monday the 9th before 10 AM"],
    ["this week", "this week"],
    ["later this week", "later this week"],
    ["next week", "next week"],
    ["next week in the morning", "next week in the morning"],
    ["the week after next", "the week of Monday the 16th"],
    ["this weekend", "this weekend"],
    ["next month", "next month"],
    ["in December", "December"],
    ["in twenty minutes", "today at 10:30 AM"],
  ])("%s is said as: %s", (words, expected) => {
    expect(describeWish(wish(words), now, CHICAGO)).toBe(expected);
  });
});
