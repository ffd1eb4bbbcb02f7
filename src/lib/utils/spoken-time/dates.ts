import { Chrono, configuration } from "chrono-node/en";
import {
  calendarParts,
  type DaySpan,
  monthlyDayFrom,
  startOfWeek,
  yearlyDayFrom,
} from "./calendar-days";
import { type DayContext, type Mention, type MentionRule, oneDay } from "./mentions";
import { MONTH_NAME } from "./names";

/**
 * Chrono reads written dates, and nothing else: without its refiners it neither joins a date with a time nor moves
 * it. Its own `forwardDate` puts "March 5th at 2" said on that day at noon into the next year, and its times take a
 * bare "two" for two at night.
 */
const dateReader = new Chrono({
  parsers: configuration.createConfiguration(true).parsers,
  refiners: [],
});

/** A month by its name, or digits as a date has them. */
const WRITTEN = new RegExp(`\\b${MONTH_NAME}|\\d/\\d|\\d{4}-\\d`);

type Parsed = ReturnType<typeof dateReader.parse>[number];

/** Days of the month by number alone: "the 5th". Read once the written dates are taken. */
export const DAY_OF_MONTH: MentionRule = {
  pattern: /\b(week of )?(?:the )?(\d{1,2})(?:st|nd|rd|th)\b(?: of (this|next|the) month\b)?/g,
  kind: "date",
  read: (match) => (context) => {
    const { year, month } = calendarParts(context.today);
    const nextMonth = yearlyDayFrom({ year, month: (month % 12) + 1, day: 1 }, context.today);
    const from = match[3] === "next" ? nextMonth : (context.previous ?? context.earliest);
    const day = monthlyDayFrom(Number(match[2]), from ?? context.earliest);
    return match[1] && day !== undefined ? weekOf(day, context) : oneDay(day);
  },
};

/**
 * The dates in the text: "March 5th", "3/5", "5th of March", "2026-03-05". `today` is the local day, so that no zone
 * but the speaker's counts.
 */
export function writtenDates(text: string, today: number): Mention[] {
  if (!WRITTEN.test(text)) return [];
  const { year, month, day } = calendarParts(today);
  const parsed = dateReader.parse(text, new Date(year, month - 1, day, 12)).filter(isDate);
  const inOrder = parsed.sort((a, b) => a.index - b.index || b.text.length - a.text.length);
  const mentions: Mention[] = [];
  for (const result of inOrder) {
    const start = result.index;
    if (start >= (mentions.at(-1)?.end ?? 0)) mentions.push(mentionOf(result, text));
  }
  return mentions;
}

/** Only what names a month and a day itself: chrono also answers for "in 1 hour" and "2-4 pm". */
function isDate({ start, text }: Parsed): boolean {
  return start.isCertain("month") && start.isCertain("day") && WRITTEN.test(text);
}

function mentionOf(result: Parsed, text: string): Mention {
  const isWeek = /\bweek of (?:the )?$/.test(text.slice(0, result.index));
  return {
    start: result.index,
    end: result.index + result.text.trimEnd().length,
    kind: "date",
    read: (context) => {
      const from = yearlyDayFrom(partsOf(result.start), context.previous ?? context.earliest);
      if (from === undefined) return undefined;
      if (isWeek) return weekOf(from, context);
      const to = result.end ? yearlyDayFrom(partsOf(result.end), from) : from;
      return { from, to: to ?? from };
    },
  };
}

function weekOf(day: number, { earliest }: DayContext): DaySpan {
  const monday = startOfWeek(day);
  return { from: Math.max(monday, earliest), to: monday + 6 };
}

/** A year counts only if it was said; a year that is past counts as the first in which the day is not. */
function partsOf(components: Parsed["start"]): { year: number; month: number; day: number } {
  return {
    year: components.isCertain("year") ? (components.get("year") ?? 0) : 0,
    month: components.get("month") ?? 1,
    day: components.get("day") ?? 1,
  };
}
