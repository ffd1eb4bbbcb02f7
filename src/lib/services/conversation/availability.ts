import { checkAvailability, parseArguments } from "../../../assistant/tools";
import { offerOf, type SpokenSlot } from "../../utils/speech";
import { type Choice, chooseTimes, type Place } from "./choice";
import { freeTimes } from "./free-times";
import { offerable, offerTimes } from "./offers";
import { nothingFree, SENTENCES } from "./sentences";
import { loadTalk, type Talk } from "./talk";
import type { ToolRun } from "./tool-run";

/** Answers check_availability: at most three free times in the called party's zone, as one sentence. */
export async function answerAvailability(run: ToolRun, talk: Talk, args: unknown): Promise<string> {
  const parsed = parseArguments(checkAvailability, args);
  if (!parsed.success) return SENTENCES.wishNeeded;
  const wish = { words: parsed.data.when, partOfDay: parsed.data.part_of_day ?? "any" } as const;
  const free = await freeTimes(run, talk);
  if (!free) return SENTENCES.calendarUnreachable;
  return (
    (await offer(run, talk, free.times, (times, place) => chooseTimes(times, wish, place))) ??
    nothingFree(talk.horizonDays)
  );
}

/**
 * Chooses among free times, holds the chosen ones for this call and says them. Undefined when there is none. Another
 * call may get hold of a time in the same moment: then it is chosen anew.
 */
export async function offer(
  run: ToolRun,
  talk: Talk,
  free: readonly Date[],
  choose: (times: readonly Date[], place: Place) => Choice,
): Promise<string | undefined> {
  if (free.length === 0) return undefined;
  const now = run.ctx.now();
  const place = { now, timeZone: talk.timeZone, horizonDays: talk.horizonDays };
  const first = offerable(talk, free);
  const choice = choose(first.times, place);
  const offered = await offerTimes(run, talk, choice.times, first.mayShare);
  if (offered.length > 0) return sentence(choice, offered, place);
  const current = (await loadTalk(run.ctx, talk.callId)) ?? talk;
  const second = choose(offerable(current, free).times, place);
  return sentence(second, await offerTimes(run, talk, second.times, true), place);
}

function sentence(
  choice: Choice,
  offered: readonly SpokenSlot[],
  { timeZone, now }: Place,
): string {
  return `${choice.opening} ${offerOf(offered, timeZone, now)}.`;
}
