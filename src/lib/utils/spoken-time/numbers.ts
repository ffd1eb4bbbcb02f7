import { MONTH_NAME } from "./names";

const SMALL = [
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen",
  "sixteen seventeen eighteen nineteen",
]
  .join(" ")
  .split(" ");

const SMALL_ORDINALS = [
  "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth",
  "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth",
]
  .join(" ")
  .split(" ");

const TENS: ReadonlyMap<string, number> = new Map([
  ["twenty", 20],
  ["thirty", 30],
  ["forty", 40],
  ["fourty", 40],
  ["fifty", 50],
  ["sixty", 60],
  ["ninety", 90],
]);

const ROUND_ORDINALS: ReadonlyMap<string, number> = new Map([
  ["twentieth", 20],
  ["thirtieth", 30],
]);

const UNIT = "one|two|three|four|five|six|seven|eight|nine";
const ORDINAL_UNIT = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth";
const TEN = [...TENS.keys()].join("|");

/** Numbers that are written out, as digits: "twenty first" is "21st", "a couple of" is "2". */
export function digitsFor(text: string): string {
  return joinYears(
    text
      .replace(/\b(?:a )?couple(?: of)?(?: more)?\b/g, "2")
      .replace(/\b(?:a )?few(?: more)?\b/g, "3")
      .replace(/\ban? (?=(?:hour|minute|day|week|month)s?\b)/g, "1 ")
      .replace(
        new RegExp(`\\b(${TEN})[ -](${ORDINAL_UNIT})\\b`, "g"),
        (_, ten: string, unit: string) =>
          ordinal((TENS.get(ten) ?? 0) + SMALL_ORDINALS.indexOf(unit)),
      )
      .replace(new RegExp(`\\b(${TEN})[ -](${UNIT})\\b`, "g"), (_, ten: string, unit: string) =>
        String((TENS.get(ten) ?? 0) + SMALL.indexOf(unit)),
      )
      .replace(
        /\b(?:oh|o|zero) (one|two|three|four|five|six|seven|eight|nine)\b/g,
        (_, unit: string) => `0${SMALL.indexOf(unit)}`,
      )
      .replace(/\b[a-z]+\b/g, (word: string, at: number, whole: string) => digits(word, at, whole)),
  );
}

function digits(word: string, at: number, whole: string): string {
  const ten = TENS.get(word);
  if (ten !== undefined) return String(ten);
  const small = SMALL.indexOf(word);
  if (small >= 0) return word === "one" && isPronoun(whole.slice(0, at)) ? word : String(small);
  const place = ROUND_ORDINALS.get(word) ?? SMALL_ORDINALS.indexOf(word);
  return place > 0 && namesDay(whole, at, word) ? ordinal(place) : word;
}

/** "That one works": not a number. */
function isPronoun(before: string): boolean {
  return /\b(?:that|this|which|the|no|any|some|each|either|next|other|last|first) $/.test(before);
}

/** "The first" and "March first" name a day; "first thing", "one second" and "the second half" do not. */
function namesDay(whole: string, at: number, word: string): boolean {
  const after = whole.slice(at + word.length);
  if (
    /^ (?:thing|half|part|week|available|one|opening|slot|time|few|day|chance|quarter)\b/.test(
      after,
    )
  )
    return false;
  const month = new RegExp(`\\b${MONTH_NAME},? $`);
  const before = whole.slice(0, at);
  return /\bthe $/.test(before) || month.test(before) || /^ of\b/.test(after);
}

function ordinal(value: number): string {
  const endings = ["th", "st", "nd", "rd"];
  const isTeen = value > 10 && value < 20;
  return `${value}${isTeen ? "th" : (endings[value % 10] ?? "th")}`;
}

/** "Twenty twenty seven" has become "20 27": the year, as nobody says it for 8:27 PM. */
function joinYears(text: string): string {
  return text.replace(/\b20 (2[5-9]|3\d)\b/g, "20$1");
}
