import { MONTH_NAME, WEEKDAY_NAME } from "./names";
import { digitsFor } from "./numbers";

// More than a person says about a time in one breath; what a hostile caller sends beyond it costs nothing.
const MOST_CHARACTERS = 400;

const WEEKDAY = `${WEEKDAY_NAME}s?`;

/** Who says when they cannot: "busy until three" is a wish, "gone on Friday" is none. */
const ABSENT =
  "(?:busy|out|away|gone|off|tied up|unavailable|booked(?: up)?|closed|on vacation|travell?ing|driving|" +
  "in (?:a )?(?:meetings?|training)|on (?:a |the )?(?:job|call|roof|road|site)s?)";

/** What stands in the place of words that have been understood; it keeps every other word where it is. */
const TAKEN = "~";

type Rewrite = readonly [pattern: RegExp, replacement: string];

const SPELLING: readonly Rewrite[] = [
  [/[’‘`]/g, "'"],
  [/[–—−]/g, "-"],
  [/[^a-z0-9'.,:;/@-]+/g, " "],
  [/\b(?:\d{3}[-. ])?\d{3}[-. ]\d{4}\b|\b\d{5,}\b|\b24\/7\b/g, " "],
  [/(\d{4}-\d{2}-\d{2})t(?=\d)/g, "$1 "],
  [/(\d{2}:\d{2}):\d{2}(?:\.\d+)?z?/g, "$1"],
  [/\b([ap])\.? ?m\b\.?/g, "$1m"],
  [/\bi ?'?a?m\b/g, "i"],
  [/(\d)([ap])\b/g, "$1$2m"],
  [/\bo' ?clock\b|\boclock\b/g, "o'clock"],
  [/'s\b/g, ""],
  [/\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)-?ish\b/g, "$1 ish"],
  [/\.(?!\d)|(?<!\d)\./g, " "],
];

const SHORT_NAMES: readonly Rewrite[] = [
  [/\bmon\b/g, "monday"],
  [/\btues?\b/g, "tuesday"],
  [/\bwed(?:s|nes)?\b/g, "wednesday"],
  [/\bthu(?:rs?)?\b/g, "thursday"],
  [/\bfri\b/g, "friday"],
  [/\bsat\b/g, "saturday"],
  [/\bsun\b/g, "sunday"],
  [/\b(?:tmrw?|tmw|tommorr?ow|tomorow)\b/g, "tomorrow"],
];

const FILLERS: readonly Rewrite[] = [
  [
    /\b(?:you know|i guess|i think|i suppose|let'?s? say|sort of|kind of|or so|or something)\b/g,
    " ",
  ],
  [/\b(?:u+m+|u+h+|er+m?|hm+|like|maybe|perhaps|probably|possibly|say|just|well|kinda)\b/g, " "],
  [/\b(?:some|any) ?times?\b(?! (?:but|except)\b)/g, " "],
  [/\b(?:approximately|roughly|about|close to|circa)\b|@/g, " around "],
];

/** "Not Monday" names a day that is not wished; "not before two" is a wish. */
const DENIALS: readonly Rewrite[] = [
  [/\b(?:not|no) (?:before|earlier than)\b/g, "after"],
  [/\b(?:not|no) (?:after|later than)\b/g, "before"],
  [/\bnot (?:un)?till?\b/g, "from"],
  [new RegExp(`\\b${ABSENT}(?: [a-z]+)? (?:un)?till?\\b`, "g"), "from"],
  [
    new RegExp(
      `\\b${ABSENT}(?: all(?: day)?)? (?:on |this |next |in the )*(?:${WEEKDAY}|today|tomorrow|week)\\b`,
      "g",
    ),
    " ",
  ],
  [/\blast (?:week(?! (?:of|in)\b)|month|year|night)\b/g, " "],
  [new RegExp(`\\blast ${WEEKDAY}\\b(?! (?:of|in)\\b)`, "g"), " "],
  [
    new RegExp(
      "\\b(?:any(?: ?(?:thing|day|time))? but|every(?: ?(?:thing|day))? but|(?:any ?time )?except(?: for)?|besides|other than|apart from|not|never|" +
        "can'?t(?: do| make)?(?: it)?|cannot(?: do| make)?(?: it)?) " +
        `(?:on |this |next |in |the )*(?:${WEEKDAY}|today|tomorrow|tonight|now|mornings?|afternoons?|evenings?|week)\\b`,
      "g",
    ),
    " ",
  ],
  [
    new RegExp(
      `\\b(?:${WEEKDAY}|today|tomorrow|mornings?|afternoons?) ` +
        "(?:does ?n[o']?t|does not|do ?n'?t|won'?t|is ?n'?t|is not|is no good|is bad|is out)\\b",
      "g",
    ),
    " ",
  ],
];

const DAY_WORDS: readonly Rewrite[] = [
  [/\b(tomorrow (?:or|and)) (?:the )?day after\b(?! tomorrow)/g, "$1 day after tomorrow"],
  [/\bmid ?-? ?week\b(?! (?:of )?(?:the|this|next)\b)/g, "mid this week"],
  [/\b(?:in|within) the (?:next )?hour\b/g, "in 1 hour"],
  [/\bin the next (?=\d+ (?:min|hour))/g, "in "],
  [/\b(?:tonight|this night)\b/g, "today evening"],
  [/\bthis (?=(?:(?:early|late|mid) ?)?(?:morning|afternoon|evening)\b)/g, "today "],
  [new RegExp(`\\b(${MONTH_NAME}) the (?=\\d)`, "g"), "$1 "],
];

const CLOCK_WORDS: readonly Rewrite[] = [
  [/\b1\/2 (?:an? )?hours?\b|\b(?:an? )?half (?:(?:an|1) )?hours?\b/g, "30 minutes"],
  [/\b1 hour and (?:a|1) half\b|\b1 and (?:a|1) half hours?\b|\b1\.5 hours?\b/g, "90 minutes"],
  [/\bquarter of (?:an|1) hour\b/g, "15 minutes"],
  [/\bin (15|20|30|45)$/g, "in $1 minutes"],
  [/\b(\d{1,2})\.([0-5]\d)\b/g, "$1:$2"],
  [/\bhalf past (\d{1,2})\b/g, "$1:30"],
  [/\b(?:a )?quarter (?:past|after) (\d{1,2})\b/g, "$1:15"],
  [/\b(\d) (?:minutes )?past (\d{1,2})\b(?!:)/g, "$2:0$1"],
  [/\b(\d{2}) (?:minutes )?past (\d{1,2})\b(?!:)/g, "$2:$1"],
  [/\b(\d{1,2}) (?:hundred|o'clock)(?: hours)?\b/g, "$1:00"],
  [/\b([1-9]|1\d|2[0-3]) ?- ?ish\b|\b(\d{1,2}(?::\d{2})?) ?ish\b/g, "around $1$2"],
  [/\bnoonish\b/g, "noon"],
  // "2 30" is half past two; a number of minutes, days or people is not.
  [
    new RegExp(
      `(?<![\\d:/.-]|\\b${MONTH_NAME},? )\\b(\\d|1\\d|2[0-3]) ([0-5]\\d)\\b` +
        "(?![:/-]|(?:st|nd|rd|th)\\b| ?(?:min|hour|day|week|month))",
      "g",
    ),
    "$1:$2",
  ],
  [
    /(?<![\d:/.-])\b([1-9]|[01]\d|2[0-3])([0-5]\d)\b(?<!\b20[2-9]\d)(?![:/-]| ?(?:min|hour))/g,
    "$1:$2",
  ],
];

/**
 * Words as a transcriber or a model writes them, brought into the one spelling that the grammar knows: lower case,
 * digits, full weekday names, no fillers, nothing that is said not to be wished.
 */
export function plainWords(words: string): string {
  const short = words
    .slice(0, MOST_CHARACTERS)
    .normalize("NFKC")
    .slice(0, MOST_CHARACTERS)
    .toLowerCase();
  const spelled = rewrite(rewrite(short, SPELLING), SHORT_NAMES);
  const numbered = digitsFor(rewrite(spaced(spelled), FILLERS));
  const said = rewrite(spaced(numbered), DENIALS);
  return spaced(toTheHour(rewrite(rewrite(spaced(said), DAY_WORDS), CLOCK_WORDS)));
}

/** The text with a part taken out that has been understood. */
export function take(text: string, start: number, end: number): string {
  return text.slice(0, start) + TAKEN.repeat(end - start) + text.slice(end);
}

function toTheHour(text: string): string {
  const before =
    /\b(?:a )?(quarter|\d{1,2} minutes|(?<=\bat )(?:5|10)|20|25|5(?= to [1-5]\b)) (?:to|of|till?|before) (1[0-2]|[1-9])\b(?!:)/g;
  return text.replace(before, (_, minutes: string, hour: string) => {
    const short = minutes === "quarter" ? 15 : Math.min(59, Number.parseInt(minutes, 10));
    const previous = Number(hour) === 1 ? 12 : Number(hour) - 1;
    return short > 0 ? `${previous}:${String(60 - short).padStart(2, "0")}` : `${hour}:00`;
  });
}

function rewrite(text: string, rewrites: readonly Rewrite[]): string {
  return rewrites.reduce(
    (kept, [pattern, replacement]) => kept.replace(pattern, replacement),
    text,
  );
}

function spaced(text: string): string {
  return text.replace(/ {2,}/g, " ").trim();
}
