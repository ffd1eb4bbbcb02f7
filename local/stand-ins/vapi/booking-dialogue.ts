import { askTool, isBooked, offeredSlots, spoken } from "./agent";
import type { Conversation, Ending, Part } from "./conversation";
import { OPENING } from "./opening";
import type { Findings, ToolAnswer } from "./types";

const MOST_TRIES = 3;

interface Wish {
  readonly said: string;
  readonly asked: Readonly<Record<string, string>>;
}

const WISHES: readonly [Wish, ...Wish[]] = [
  { said: "Yes, when would that be?", asked: {} },
  { said: "Yes. Some morning is best.", asked: { part_of_day: "morning" } },
  { said: "Yes. Some afternoon is best.", asked: { part_of_day: "afternoon" } },
  { said: "Yes. How about tomorrow afternoon?", asked: { when: "tomorrow afternoon" } },
  { said: "Yes, Thursday after two would suit me.", asked: { when: "Thursday after two" } },
];

export interface BookingOptions {
  /** Somebody else takes their first choice while they decide. */
  readonly isSlotStolen?: boolean;
  /** The model asks for two days at once, and for the booking twice. */
  readonly isRepetitive?: boolean;
}

/** A person who wants the demo. */
export async function* bookDemo(talk: Conversation, options: BookingOptions = {}): Part<Ending> {
  yield* talk.botSays(talk.firstMessage(OPENING));
  yield* talk.userSays("Sure, I have a minute. What is it about?");
  const answer = yield* pitchAndBook(talk, options);
  return answer ? yield* sayGoodbye(talk, answer) : yield* giveUp(talk);
}

/** From the pitch to the booking; gives the answer that confirms it, or undefined when nothing could be booked. */
export async function* pitchAndBook(
  talk: Conversation,
  options: BookingOptions = {},
): Part<ToolAnswer | undefined> {
  yield* talk.botSays(
    "We help HVAC companies fill their schedule and send fewer trucks for nothing. Would a thirty minute demo be useful to you?",
  );
  const wish = talk.random.pick(WISHES);
  yield* talk.userSays(wish.said);
  const offer = options.isRepetitive
    ? yield* askForTwoDays(talk)
    : yield* askTool(talk, "check_availability", wish.asked);
  return yield* agreeOnTime(talk, "book_appointment", offer, options);
}

/** Offers times and takes the first, until one is booked (or the demo has been moved to it). */
export async function* agreeOnTime(
  talk: Conversation,
  tool: "book_appointment" | "reschedule_appointment",
  firstOffer: ToolAnswer,
  { isSlotStolen = false, isRepetitive = false }: BookingOptions = {},
): Part<ToolAnswer | undefined> {
  let offer = firstOffer;
  let isToBeStolen = isSlotStolen;
  for (let attempt = 0; attempt < MOST_TRIES; attempt += 1) {
    const slotId = offeredSlots(offer)[0];
    if (!slotId) {
      offer = yield* askAgain(talk, offer);
      continue;
    }
    yield* talk.botSays(spoken(offer));
    yield* talk.userSays(talk.random.pick(["The first one works.", "Let's take the first."]));
    if (isToBeStolen) talk.stealSlot();
    isToBeStolen = false;
    const chosen =
      tool === "book_appointment" ? bookingArguments(talk, slotId) : { slot_id: slotId };
    if (isRepetitive) yield* talk.callTools([0, 1].map(() => ({ name: tool, arguments: chosen })));
    offer = yield* askTool(talk, tool, chosen);
    if (isBooked(offer)) return offer;
  }
  return undefined;
}

async function* askForTwoDays(talk: Conversation): Part<ToolAnswer> {
  const answers = yield* talk.callTools(
    ["tomorrow", "Thursday"].map((when) => ({ name: "check_availability", arguments: { when } })),
  );
  return answers.find((answer) => offeredSlots(answer).length > 0) ?? answers[0] ?? {};
}

/** Without times to offer, an agent says so and looks again, this time for any part of the day. */
async function* askAgain(talk: Conversation, answer: ToolAnswer): Part<ToolAnswer> {
  yield* talk.botSays(spoken(answer));
  yield* talk.userSays("I can wait a moment. Any time of the day is fine.");
  return yield* askTool(talk, "check_availability", { part_of_day: "any" });
}

function bookingArguments(talk: Conversation, slotId: string): Record<string, string> {
  const { customerName, customerEmail } = talk;
  return {
    slot_id: slotId,
    ...(customerName ? { attendee_name: customerName } : {}),
    ...(customerEmail ? { attendee_email: customerEmail } : {}),
  };
}

export function bookedFindings(answer: ToolAnswer): Findings {
  return {
    outcome: "scheduled",
    summary: `The person wanted a demo and it was booked. ${spoken(answer)}`,
    success: true,
  };
}

export async function* sayGoodbye(talk: Conversation, answer: ToolAnswer): Part<Ending> {
  talk.findings = bookedFindings(answer);
  yield* talk.botSays(spoken(answer));
  yield* talk.userSays("Great, thank you.");
  yield* talk.botSays("Thank you for your time. Have a great day.");
  return { endedReason: talk.random.pick(["assistant-ended-call", "customer-ended-call"]) };
}

export async function* giveUp(talk: Conversation): Part<Ending> {
  talk.findings = {
    outcome: "callback",
    summary: "The person wanted a demo, but no time could be booked during the call.",
    success: false,
  };
  yield* talk.botSays("I can't reach the calendar right now. May I have someone call you back?");
  yield* talk.userSays("Yes, do that.");
  return { endedReason: "assistant-ended-call" };
}
