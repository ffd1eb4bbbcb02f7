import { parseArguments, requestCallback } from "../../../assistant/tools";
import { databaseError } from "../../errors";
import { callbackInstant, resolveSpokenTime } from "../../utils/spoken-time";
import { callbackNoted, SENTENCES } from "./sentences";
import type { Talk } from "./talk";
import type { ToolRun } from "./tool-run";

const LONGEST_WORDS = 200;
const HOUR_MS = 3_600_000;

/**
 * Answers request_callback: the engine calls at the time that was asked for, or as soon after it as the rules for calling
 * allow, and the answer says which.
 */
export async function answerCallback(run: ToolRun, talk: Talk, args: unknown): Promise<string> {
  const parsed = parseArguments(requestCallback, args);
  if (!parsed.success) return SENTENCES.whenNeeded;
  const { ctx } = run;
  const now = ctx.now();
  const words = parsed.data.when.slice(0, LONGEST_WORDS);
  const wish = resolveSpokenTime(words, now, talk.timeZone);
  if (!wish) return SENTENCES.whenNeeded;
  const wanted = callbackInstant(wish, now, talk.timeZone);
  const { data, error } = await ctx.db
    .rpc("request_callback", {
      p_call_id: talk.callId,
      p_at: wanted.toISOString(),
      p_words: words,
      p_now: now.toISOString(),
    })
    .maybeSingle();
  if (error) throw databaseError("requesting a callback", error);
  if (!data?.call_at || data.needs_person) return SENTENCES.callbackByPerson;
  const callAt = new Date(data.call_at);
  const hasHour =
    wish.at !== undefined || wish.atMinute !== undefined || wish.fromMinute !== undefined;
  // "On Thursday" means its calling hours; "after two" is kept to the hour.
  const isAsAsked = !hasHour || callAt.getTime() - wanted.getTime() < HOUR_MS;
  return callbackNoted(callAt, talk.timeZone, isAsAsked);
}
