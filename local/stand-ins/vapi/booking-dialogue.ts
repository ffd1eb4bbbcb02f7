import type { Conversation, Ending, Part, ToolAnswer } from "./conversation";
import { OPENING } from "./opening";

const SLOT = /\s*\(slot ([A-Za-z0-9_-]+)\)/g;
const MOST_TRIES = 3;

/** A person who wants the demo; when `isSlotStolen`, their first choice is taken while they decide. */
export async function* bookDemo(
  talk: Conversation,
  options: { isSlotStolen: boolean },
): Part<Ending> {
  yield* talk.botSays(talk.firstMessage(OPENING));
  yield* talk.userSays("Sure, I have a minute. What is it about?");
  yield* talk.botSays(
    "We help HVAC companies fill their schedule and send fewer trucks for nothing. Would a thirty minute demo be useful to you?",
  );
  const partOfDay = talk.random.pick(["morning", "afternoon", "any"]);
  yield* talk.userSays(
    partOfDay === "any" ? "Yes, when would that be?" : `Yes. Some ${partOfDay} is best.`,
  );
  let offer = yield* talk.callTool("check_availability", { part_of_day: partOfDay });
  let isSlotStolen = options.isSlotStolen;
  for (let attempt = 0; attempt < MOST_TRIES; attempt += 1) {
    const slotId = offeredSlots(offer)[0];
    if (!slotId) {
      offer = yield* askAgain(talk, offer);
      continue;
    }
    yield* talk.botSays(spoken(offer));
    yield* talk.userSays(talk.random.pick(["The first one works.", "Let's take the first."]));
    if (isSlotStolen) talk.stealSlot();
    isSlotStolen = false;
    offer = yield* bookSlot(talk, slotId);
    if (isBooked(offer)) return yield* sayGoodbye(talk, offer);
  }
  return yield* giveUp(talk);
}

/** Without times to offer, an agent says so and looks again, this time for any part of the day. */
async function* askAgain(talk: Conversation, answer: ToolAnswer): Part<ToolAnswer> {
  yield* talk.botSays(spoken(answer));
  yield* talk.userSays("I can wait a moment. Any time of the day is fine.");
  return yield* talk.callTool("check_availability", { part_of_day: "any" });
}

/** Books, and once more when the answer asks to hold on. */
async function* bookSlot(talk: Conversation, slotId: string): Part<ToolAnswer> {
  const answer = yield* talk.callTool("book_appointment", bookingArguments(talk, slotId));
  if (!/\bhold\b/i.test(answer.result ?? "")) return answer;
  yield* talk.botSays(spoken(answer));
  return yield* talk.callTool("book_appointment", bookingArguments(talk, slotId));
}

function bookingArguments(talk: Conversation, slotId: string): Record<string, string> {
  const { customerName, customerEmail } = talk;
  return {
    slot_id: slotId,
    ...(customerName ? { attendee_name: customerName } : {}),
    ...(customerEmail ? { attendee_email: customerEmail } : {}),
  };
}

async function* sayGoodbye(talk: Conversation, answer: ToolAnswer): Part<Ending> {
  yield* talk.botSays(spoken(answer));
  yield* talk.userSays("Great, thank you.");
  yield* talk.botSays("Thank you for your time. Have a great day.");
  return {
    endedReason: talk.random.pick(["assistant-ended-call", "customer-ended-call"]),
    findings: {
      outcome: "scheduled",
      summary: `The person wanted a demo and it was booked. ${spoken(answer)}`,
      success: true,
    },
  };
}

async function* giveUp(talk: Conversation): Part<Ending> {
  yield* talk.botSays("I can't reach the calendar right now. May I have someone call you back?");
  yield* talk.userSays("Yes, do that.");
  return {
    endedReason: "assistant-ended-call",
    findings: {
      outcome: "callback",
      summary: "The person wanted a demo, but no time could be booked during the call.",
      success: false,
    },
  };
}

/** The ids of the times that an answer offers, in order; each stands in it as `(slot ID)`. */
function offeredSlots(answer: ToolAnswer): string[] {
  return [...(answer.result ?? "").matchAll(SLOT)].flatMap((match) => match[1] ?? []);
}

/** What the agent says of an answer: all but the ids. */
function spoken(answer: ToolAnswer): string {
  return (answer.result ?? answer.error ?? "").replace(SLOT, "");
}

/**
 * Whether an answer to book_appointment says that it is done, as a model would understand it: a word for success that
 * no refusal comes before, and no other times on offer.
 */
function isBooked(answer: ToolAnswer): boolean {
  if (answer.result === undefined || offeredSlots(answer).length > 0) return false;
  const [before] = answer.result.split(
    /\b(?:booked|requested|confirmed|scheduled|all set|see you)\b/i,
  );
  if (before === answer.result) return false;
  return !/\b(?:not|n't|cannot|can't|couldn't|unable|sorry|failed|no longer)\b/i.test(before ?? "");
}
