import { startOfWeek, weekdayFrom } from "./calendar-days";
import { COUNTED_RULES } from "./counted-days";
import { DAY_OF_MONTH, writtenDates } from "./dates";
import { type DayContext, type Mention, type MentionRule, oneDay } from "./mentions";
import { WEEKDAY_NAME, WEEKDAYS } from "./names";
import { NEW_YEAR, PERIOD_RULES, PLACE_IN_MONTH, weekdayInWeek } from "./periods";
import { take } from "./words";

const WEEK = 7;

const NEAR_RULES: readonly MentionRule[] = [
  {
    pattern: /\b(?:later )?today\b/g,
    kind: "relative",
    read:
      () =>
      ({ earliest }) =>
        oneDay(earliest),
  },
  {
    pattern: /\btomorrow\b/g,
    kind: "relative",
    read:
      () =>
      ({ today }) =>
        oneDay(today + 1),
  },
];

/** The days that the text names, in their order, and the text without them. */
export function findDays(text: string, today: number): { mentions: Mention[]; rest: string } {
  let rest = text;
  const mentions: Mention[] = [];
  const keep = (found: readonly Mention[]) => {
    mentions.push(...found);
    for (const { start, end } of found) rest = take(rest, start, end);
  };
  for (const rule of COUNTED_RULES) keep(matches(rule, rest));
  // The rule with the most words goes first: "the 1st Monday of April" is no 1st of April.
  for (const rule of [PLACE_IN_MONTH, NEW_YEAR]) keep(matches(rule, rest));
  keep(writtenDates(rest, today));
  const rules = [DAY_OF_MONTH, ...PERIOD_RULES, ...NEAR_RULES];
  for (const rule of rules) keep(matches(rule, rest));
  keep(weekdays(rest));
  return { mentions: mentions.sort((a, b) => a.start - b.start), rest };
}

function matches({ pattern, kind, read }: MentionRule, text: string): Mention[] {
  return [...text.matchAll(pattern)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    kind,
    read: read(match),
  }));
}

function weekdays(text: string): Mention[] {
  const pattern = new RegExp(
    `\\b(?:(this coming|this|next|coming|following) )?(${WEEKDAY_NAME})s?\\b`,
    "g",
  );
  const found: Mention[] = [];
  for (const match of text.matchAll(pattern)) {
    const weekday = WEEKDAYS.indexOf(match[2] ?? "");
    const said = match[1];
    const start = match.index;
    const last = found.at(-1);
    // "Next Tuesday or Wednesday": the word holds for both.
    const carried =
      last && /^ ?(?:or|and|to|through|-|,) ?$/.test(text.slice(last.end, start))
        ? last.which
        : undefined;
    const which = said === "next" || said === "this" ? said : carried;
    found.push({
      start,
      end: start + match[0].length,
      kind: "weekday",
      weekday,
      ...(which && { which }),
      read: (context) => oneDay(dayOfWeekday(weekday, which, context)),
    });
  }
  return found;
}

/**
 * "This Thursday" is the nearest, today included; "next Thursday" lies in next week. Plain "Thursday" said on a
 * Thursday is today only with a time of day that is still to come ("Thursday at four"): for the day itself people say
 * "today".
 */
function dayOfWeekday(weekday: number, which: Mention["which"], context: DayContext): number {
  const { today, earliest, hasClock, previous } = context;
  if (which === "next") return startOfWeek(today) + WEEK + weekday;
  const first = which === "this" || hasClock ? earliest : Math.max(today + 1, earliest);
  return weekdayFrom(weekday, previous ?? first);
}

/** A weekday that belongs to a week named beside it: "Tuesday or Wednesday next week". */
export function inWeek(mention: Mention, week: Mention): Mention {
  const { weekday } = mention;
  if (weekday === undefined) return mention;
  return {
    ...mention,
    read: (context) => {
      const span = week.read(context);
      return span && oneDay(weekdayInWeek(weekday, span, context.earliest));
    },
  };
}
