import type { JsonObject } from "../json";
import type { Conversation, Part } from "./conversation";
import type { ToolAnswer } from "./types";

const SLOT = /\s*\(slot ([A-Za-z0-9_-]+)\)/g;
const HOLD = /\b(?:hold|one moment|a moment)\b/i;
const MOST_HOLDS = 4;
const HOLD_MS = 5000;
const REFUSAL = /\b(?:not|n't|cannot|can't|couldn't|unable|sorry|failed|no longer)\b/i;
const TROUBLE = "I'm sorry, I'm having trouble with that. Let me try once more.";

/**
 * Uses a tool as the prompt tells a model to: an answer that asks to hold is read out, and the tool is used again with
 * the same arguments unless word of the result comes first. One that brings no result at all is tried once more.
 */
export async function* askTool(
  talk: Conversation,
  name: string,
  fromModel: JsonObject,
): Part<ToolAnswer> {
  let answer = yield* talk.callTool(name, fromModel);
  let isRepeated = false;
  for (let holds = 0; holds < MOST_HOLDS; holds += 1) {
    const isTrouble: boolean = answer.result === undefined && !isRepeated;
    if (!isTrouble && !asksToHold(answer)) return answer;
    isRepeated ||= isTrouble;
    yield* talk.botSays(isTrouble ? TROUBLE : spoken(answer));
    const news = isTrouble ? undefined : yield* talk.listenForNews(HOLD_MS);
    if (news !== undefined) answer = { result: news };
    else answer = yield* talk.callTool(name, fromModel);
  }
  return answer;
}

function asksToHold(answer: ToolAnswer): boolean {
  return HOLD.test(answer.result ?? "") && offeredSlots(answer).length === 0;
}

/** The ids of the times that an answer offers, in order; each stands in it as `(slot ID)`. */
export function offeredSlots(answer: ToolAnswer): string[] {
  return [...(answer.result ?? "").matchAll(SLOT)].flatMap((match) => match[1] ?? []);
}

/** What the agent says of an answer: all but the ids. */
export function spoken(answer: ToolAnswer): string {
  return (answer.result ?? TROUBLE).replace(SLOT, "");
}

/** Whether an answer says that the demo stands, as a model would understand it. */
export function isBooked(answer: ToolAnswer): boolean {
  return isDone(
    answer,
    /\b(?:booked|requested|confirmed|scheduled|moved|now on|all set|see you)\b/i,
  );
}

export function isCancelled(answer: ToolAnswer): boolean {
  return isDone(answer, /\bcancell?ed\b/i);
}

/** A word for success that no refusal comes before, and no other times on offer. */
function isDone(answer: ToolAnswer, success: RegExp): boolean {
  if (answer.result === undefined || offeredSlots(answer).length > 0) return false;
  const [before] = answer.result.split(success);
  return before !== answer.result && !REFUSAL.test(before ?? "");
}
