import {
  calendarParts,
  type DaySpan,
  dayNumber,
  monthSpan,
  startOfWeek,
  weekdayFrom,
  weekdayOf,
} from "./calendar-days";
import { type MentionRule, oneDay, remaining } from "./mentions";
import { MONTH_NAME, monthNamed, WEEKDAY_NAME, WEEKDAYS } from "./names";

const POSITION =
  "(?:(?:the )?(early|beginning|start|first part|midweek|mid|middle|late|later|end|latter part)(?: (?:of|in))? ?-?(?:the )?)";

const PLACES: Readonly<Record<string, number>> = {
  first: 0,
  "1st": 0,
  second: 1,
  "2nd": 1,
  third: 2,
  "3rd": 2,
  fourth: 3,
  "4th": 3,
};

/** The part of a week in days after its Monday. "End" means its last working days. */
const WEEK_PARTS: Readonly<Record<string, DaySpan>> = {
  early: { from: 0, to: 1 },
  mid: { from: 1, to: 3 },
  later: { from: 2, to: 6 },
  end: { from: 3, to: 4 },
};

/** "After the first of the year": the day that the holidays end with. */
export const NEW_YEAR: MentionRule = {
  pattern:
    /\b(?:(?:the )?(?:1st|beginning|start) of (?:the |next )?(?:new )?year|(?:the )?new year(?: day)?|(?:the )?holidays)\b/g,
  kind: "relative",
  read: () => (context) => oneDay(dayNumber(calendarParts(context.earliest).year + 1, 1, 1)),
};

/** "The second week of March", "the last Friday of the month". */
export const PLACE_IN_MONTH: MentionRule = {
  pattern: new RegExp(
    `\\b(?:the )?(first|1st|second|2nd|third|3rd|fourth|4th|last) (week|${WEEKDAY_NAME}) (?:of|in) ` +
      `(?:(?:(the|this|next) month)|(?:next |this )?(${MONTH_NAME}))\\b`,
    "g",
  ),
  kind: "date",
  read:
    ([, place = "", unit = "", which, name]) =>
    ({ today, earliest }) => {
      const { year, month } = calendarParts(today);
      const first = name ? monthNamed(name) : month + (which === "next" ? 1 : 0);
      const span = (step: number) =>
        placeInMonth(monthSpan(year, first + step), PLACES[place], unit);
      return remaining(span(0), earliest) ?? span(name ? 12 : 1);
    },
};

/** Weeks, weekends, months: what names several days at once. */
export const PERIOD_RULES: readonly MentionRule[] = [
  {
    pattern: new RegExp(
      `\\b${POSITION}?((?:the )?week after next|(?:next|following|coming|this coming|this|the) week(?!end| of| from))\\b`,
      "g",
    ),
    kind: "week",
    read: (match) => (context) => {
      const part = partOf(match[1]);
      const weeks = weeksAhead(match[2] ?? "");
      const monday = weeks ? startOfWeek(context.today) + weeks * 7 : thisWeek(context.today);
      if (part === "later" && weeks === 0) {
        const sunday = monday + 6;
        return remaining(
          { from: context.today + 1, to: Math.max(sunday, context.today + 1) },
          context.earliest,
        );
      }
      const days = (part && WEEK_PARTS[part]) || { from: 0, to: 6 };
      const span = { from: monday + days.from, to: monday + days.to };
      return remaining(span, context.earliest) ?? { from: span.from + 7, to: span.to + 7 };
    },
  },
  {
    pattern: /\b(?:(this|next|the|this coming) )?weekend\b/g,
    kind: "relative",
    read: (match) => (context) => {
      const saturday = startOfWeek(context.today) + 5 + (match[1] === "next" ? 7 : 0);
      const span = { from: saturday, to: saturday + 1 };
      return remaining(span, context.earliest) ?? { from: saturday + 7, to: saturday + 8 };
    },
  },
  {
    pattern: new RegExp(`\\b${POSITION}?(this|next|the) month\\b`, "g"),
    kind: "relative",
    read: (match) => (context) => {
      const { year, month } = calendarParts(context.today);
      const ahead = match[2] === "next" ? 1 : 0;
      const span = (months: number) => partOfMonth(monthSpan(year, month + months), match[1]);
      return remaining(span(ahead), context.earliest) ?? span(ahead + 1);
    },
  },
  {
    // "May" and "march" are also verbs: a month alone needs a word before it that only a month can follow.
    pattern: new RegExp(
      `\\b(?:${POSITION}|(?:in|of|this|next|until|by|before|after|during) )(${MONTH_NAME})\\b(?! ?\\d)`,
      "g",
    ),
    kind: "relative",
    read: (match) => (context) => {
      const month = monthNamed(match[2] ?? "");
      const { year } = calendarParts(context.today);
      const span = (inYear: number) => partOfMonth(monthSpan(inYear, month), match[1]);
      return remaining(span(year), context.earliest) ?? span(year + 1);
    },
  },
  {
    pattern: /\bnext year\b/g,
    kind: "relative",
    read: () => (context) => monthSpan(calendarParts(context.earliest).year + 1, 1),
  },
  {
    pattern: /\bnext quarter\b/g,
    kind: "relative",
    read: () => (context) => {
      const { year, month } = calendarParts(context.today);
      const first = Math.ceil(month / 3) * 3 + 1;
      return { from: monthSpan(year, first).from, to: monthSpan(year, first + 2).to };
    },
  },
];

/** On a Sunday "this week" is the one that is about to begin, and so is "next week". */
function thisWeek(today: number): number {
  return weekdayOf(today) === 6 ? today + 1 : startOfWeek(today);
}

/** The day of a week that is named as a whole: "next week, Tuesday". */
export function weekdayInWeek(weekday: number, week: DaySpan, earliest: number): number {
  return weekdayFrom(weekday, Math.max(startOfWeek(week.from), earliest));
}

/** @param place counts from 0; undefined means the last. */
function placeInMonth({ from, to }: DaySpan, place: number | undefined, unit: string): DaySpan {
  const begin = place === undefined ? to - 6 : from + place * 7;
  if (unit === "week") return { from: begin, to: begin + 6 };
  const day = weekdayFrom(WEEKDAYS.indexOf(unit), begin);
  return { from: day, to: day };
}

function weeksAhead(words: string): number {
  if (words.endsWith("after next")) return 2;
  return /^(?:next|following)\b/.test(words) ? 1 : 0;
}

function partOf(words: string | undefined): string | undefined {
  if (!words) return undefined;
  if (/^(?:early|beginning|start|first)/.test(words)) return "early";
  if (/^mid/.test(words)) return "mid";
  return words === "later" ? "later" : "end";
}

function partOfMonth({ from, to }: DaySpan, words: string | undefined): DaySpan {
  const part = partOf(words);
  if (part === "early") return { from, to: from + 9 };
  if (part === "mid") return { from: from + 10, to: from + 19 };
  return part ? { from: to - 9, to } : { from, to };
}
