import { endOfHorizon, nearestSlots, noonOf, spreadSlots } from "../../utils/slots";
import { dayOf } from "../../utils/speech";
import {
  describeWish,
  fitsWish,
  resolveSpokenTime,
  type SpokenWish,
} from "../../utils/spoken-time";

export const MOST_OFFERED = 3;

const NOON_MINUTE = 12 * 60;

export interface Wish {
  /** When the person would like it, in their own words. */
  readonly words: string | undefined;
  readonly partOfDay: "morning" | "afternoon" | "any";
}

export interface Choice {
  readonly times: readonly Date[];
  /** Said before the times. */
  readonly opening: string;
}

export interface Place {
  readonly now: Date;
  /** The called party's. */
  readonly timeZone: string;
  readonly horizonDays: number;
}

/** What to offer for a wish; when nothing fits it, what comes nearest, and a word on why. Pure. */
export function chooseTimes(free: readonly Date[], wish: Wish, place: Place): Choice {
  const { now, timeZone, horizonDays } = place;
  const spread = (times: readonly Date[]) => spreadSlots(times, MOST_OFFERED, timeZone);
  const resolved = wish.words ? resolveSpokenTime(wish.words, now, timeZone) : undefined;
  if (!resolved) {
    const part = free.filter((time) => fitsPart(time, wish, place));
    if (part.length > 0) return { times: spread(part), opening: "I have" };
    const opening = `I have nothing in the ${wish.partOfDay} in the next ${horizonDays} days, but I have`;
    return { times: spread(free), opening };
  }
  const full = withPart(resolved, wish.partOfDay);
  const matching = free.filter((time) => fitsWish(time, full, timeZone));
  if (matching.length > 0) return { times: spread(matching), opening: "I have" };

  const phrase = describeWish(full, now, timeZone);
  const { fromDate, toDate } = full;
  const sameDays = free.filter((time) => fitsWish(time, { fromDate, toDate }, timeZone));
  if (sameDays.length > 0) {
    return { times: spread(sameDays), opening: `I have nothing ${phrase}, but around then I have` };
  }
  const anchor = noonOf(fromDate, timeZone);
  const times = nearestSlots(free, anchor, MOST_OFFERED);
  const end = endOfHorizon(now, horizonDays, timeZone);
  return anchor > end
    ? {
        times,
        opening: `I can only book up to ${dayOf(end, timeZone, now)}. The nearest times are`,
      }
    : { times, opening: `I have nothing ${phrase}. The nearest times are` };
}

/** The part of the day counts where the words themselves name no time of day. */
function withPart(wish: SpokenWish, partOfDay: Wish["partOfDay"]): SpokenWish {
  const isTimed = [wish.fromMinute, wish.toMinute, wish.atMinute, wish.at].some(
    (value) => value !== undefined,
  );
  if (isTimed || partOfDay === "any") return wish;
  return partOfDay === "morning"
    ? { ...wish, toMinute: NOON_MINUTE }
    : { ...wish, fromMinute: NOON_MINUTE };
}

function fitsPart(time: Date, { partOfDay }: Wish, { timeZone }: Place): boolean {
  if (partOfDay === "any") return true;
  const day = { fromDate: "0000-01-01", toDate: "9999-12-31" };
  return fitsWish(time, withPart(day, partOfDay), timeZone);
}
