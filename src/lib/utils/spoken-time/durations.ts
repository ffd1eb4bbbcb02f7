const MINUTE_MS = 60_000;

const UNITS = "minutes?|mins?|hours?|hrs?";
const COUNTED = `(\\d{1,3})(?: ?(?:to|or|-) ?\\d{1,3})? ?-?(${UNITS})(?:,? (?:and )?(?:(\\d{1,2}) (?:minutes?|mins?)|(?:a|1) (half)))?`;
const AROUND = "(?:around )?";
const FROM_NOW = new RegExp(
  `\\b(?:in|within|after|another|give (?:me|us|him|her)) ${AROUND}${COUNTED}|${COUNTED} (?:from now|later|out)\\b|^${AROUND}${COUNTED}$`,
);

/** The instant that words like "in twenty minutes" name. A length of time alone ("a 30 minute demo") names none. */
export function instantFromNow(text: string, now: Date): Date | undefined {
  const match = FROM_NOW.exec(text);
  if (!match) return undefined;
  const [count = "0", unit = "", minutes = "0", half] = chosen(match);
  const perUnit = unit.startsWith("h") ? 60 : 1;
  const total = Number(count) * perUnit + Number(minutes) + (half ? perUnit / 2 : 0);
  return new Date(now.getTime() + total * MINUTE_MS);
}

/** Whether the text asks for this very moment. */
export function meansNow(text: string): boolean {
  return /\b(?:right (?:now|away)|immediately|straight away)\b|^(?:yes |yeah |sure |ok |okay )?now\b/.test(
    text,
  );
}

/** The groups of the alternative that matched. */
function chosen(match: RegExpExecArray): (string | undefined)[] {
  const first = [1, 5, 9].find((index) => match[index] !== undefined) ?? 1;
  return match.slice(first, first + 4);
}
