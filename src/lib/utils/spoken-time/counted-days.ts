import { calendarParts, dayNumber, monthSpan, startOfWeek, weekdayFrom } from "./calendar-days";
import { type DayContext, type Mention, type MentionRule, oneDay } from "./mentions";
import { WEEKDAY_NAME, WEEKDAYS } from "./names";

const WEEK = 7;

/** Days that are counted from today or from another day. */
export const COUNTED_RULES: readonly MentionRule[] = [
  {
    pattern: /\b(?:the )?day after tomorrow\b/g,
    kind: "relative",
    read:
      () =>
      ({ today }) =>
        oneDay(today + 2),
  },
  {
    pattern: new RegExp(
      `\\b(\\d{1,2}) (day|week)s? (?:from|after) (today|tomorrow|(?:this )?${WEEKDAY_NAME})\\b`,
      "g",
    ),
    kind: "relative",
    read: (match) => (context) => {
      const days = Number(match[1]) * (match[2] === "week" ? WEEK : 1);
      return oneDay(baseDay(match[3] ?? "", context) + days);
    },
  },
  {
    pattern: new RegExp(`\\b(?:the )?(${WEEKDAY_NAME}) after next\\b`, "g"),
    kind: "relative",
    read: (match) => (context) =>
      oneDay(startOfWeek(context.today) + 2 * WEEK + WEEKDAYS.indexOf(match[1] ?? "")),
  },
  {
    pattern: /\b(?:within|(?:in |over |within )?(?:the )?next) (\d{1,2}) (day|week|month)s?\b/g,
    kind: "relative",
    read: (match) => (context) => ({
      from: context.earliest,
      to: Math.max(context.earliest, ahead(context.today, Number(match[1]), match[2])),
    }),
  },
  // Who says "in two weeks" leaves the day of that week open, or names it: "in two weeks, on Tuesday".
  { pattern: counted("week"), kind: "week", read: (match) => countedSpan(match, "week") },
  { pattern: counted("day"), kind: "relative", read: (match) => countedSpan(match, "day") },
  { pattern: counted("month"), kind: "relative", read: (match) => countedSpan(match, "month") },
];

function counted(unit: string): RegExp {
  return new RegExp(
    `\\b(?:(?:in|give (?:me|it)|after|another) )?(?:around )?(\\d{1,2})(?: ?(?:to|or|-) ?(\\d{1,2}))? ${unit}s?(?: or 2)?` +
      "(?: (?:from now|out|later|time))?\\b",
    "g",
  );
}

function countedSpan(match: RegExpMatchArray, unit: string): Mention["read"] {
  const least = Number(match[1]);
  const most = match[0].includes(" or 2") ? 2 : Number(match[2] ?? match[1]);
  return ({ today }) => {
    const last = ahead(today, Math.max(least, most), unit);
    return { from: ahead(today, least, unit), to: last + (unit === "day" ? 0 : WEEK - 1) };
  };
}

/** How far a day is ahead that is counted from today. */
function ahead(today: number, count: number, unit: string | undefined): number {
  if (unit !== "month") return today + count * (unit === "week" ? WEEK : 1);
  const { year, month, day } = calendarParts(today);
  return Math.min(dayNumber(year, month + count, day), monthSpan(year, month + count).to);
}

function baseDay(words: string, { today }: DayContext): number {
  if (words === "today") return today;
  if (words === "tomorrow") return today + 1;
  const weekday = WEEKDAYS.findIndex((name) => words.endsWith(name));
  return weekdayFrom(weekday, words.startsWith("this") ? today : today + 1);
}
