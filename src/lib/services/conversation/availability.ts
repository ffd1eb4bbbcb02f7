import { checkAvailability, parseArguments } from "../../../assistant/tools";
import type { ServiceContext } from "../../context";
import {
  endOfHorizon,
  isCalendarDate,
  localDate,
  matchingSlots,
  nearestSlots,
  noonOf,
  type SlotWish,
  spreadSlots,
} from "../../utils/slots";
import { dayOf, offerOf } from "../../utils/speech";
import { codeTimes, freeTimes, MOST_OFFERED } from "./offers";
import { SENTENCES } from "./sentences";
import type { Talk } from "./talk";

interface Choice {
  readonly times: readonly Date[];
  /** Said before the times. */
  readonly opening: string;
}

/** Answers check_availability: at most three free times in the called party's zone, as one sentence. */
export async function answerAvailability(
  ctx: ServiceContext,
  talk: Talk,
  args: unknown,
): Promise<string> {
  const parsed = parseArguments(checkAvailability, args);
  if (!parsed.success) return SENTENCES.wishNeeded;
  const { date, part_of_day: partOfDay = "any" } = parsed.data;
  if (date !== undefined && !isCalendarDate(date)) return SENTENCES.dateNeeded;

  const now = ctx.now();
  const free = await freeTimes(talk, now);
  if (!free.ok) {
    ctx.log.warn({ callId: talk.callId, kind: free.kind, reason: free.message }, "no slots");
    return SENTENCES.calendarUnreachable;
  }
  if (free.data.length === 0) {
    return `Nothing is free in the next ${talk.horizonDays} days. May I have someone call you back to find a time?`;
  }
  const choice = chooseTimes(free.data, { date, partOfDay }, talk, now);
  const offered = await codeTimes(ctx, talk, choice.times);
  return `${choice.opening} ${offerOf(offered, talk.timeZone, now)}.`;
}

/** What to offer for a wish; when nothing fits it, what comes nearest, and a word on why. */
function chooseTimes(free: readonly Date[], wish: SlotWish, talk: Talk, now: Date): Choice {
  const { timeZone } = talk;
  const matching = matchingSlots(free, wish, timeZone);
  if (matching.length > 0) {
    return { times: spreadSlots(matching, MOST_OFFERED, timeZone), opening: "I have" };
  }
  if (wish.date === undefined) {
    const opening = `I have nothing in the ${wish.partOfDay} in the next ${talk.horizonDays} days, but I have`;
    return { times: spreadSlots(free, MOST_OFFERED, timeZone), opening };
  }
  const noon = noonOf(wish.date, timeZone);
  const day = dayOf(noon, timeZone, now);
  const sameDay = matchingSlots(free, { date: wish.date, partOfDay: "any" }, timeZone);
  if (sameDay.length > 0) {
    const opening = `I have nothing in the ${wish.partOfDay} that day, but I have`;
    return { times: spreadSlots(sameDay, MOST_OFFERED, timeZone), opening };
  }
  const times = nearestSlots(free, noon, MOST_OFFERED);
  if (wish.date < localDate(now, timeZone)) {
    return { times, opening: "That day has passed. The next times are" };
  }
  const end = endOfHorizon(now, talk.horizonDays, timeZone);
  return noon > end
    ? {
        times,
        opening: `I can only book up to ${dayOf(end, timeZone, now)}. The nearest times are`,
      }
    : { times, opening: `Nothing is free on ${day}. The nearest times are` };
}
