import { askTool, isBooked, isCancelled, spoken } from "./agent";
import { agreeOnTime, bookedFindings, giveUp, pitchAndBook } from "./booking-dialogue";
import type { Conversation, Ending, Part } from "./conversation";
import { OPENING } from "./opening";

/** A person who already has a demo and wants another time for it. */
export async function* moveDemo(talk: Conversation): Part<Ending> {
  yield* talk.botSays(talk.firstMessage(OPENING));
  yield* talk.userSays(
    "Oh, good that you call. I booked a demo with you, but that day is bad now.",
  );
  return yield* moveTo(talk, "next week");
}

/** A person who books, and finds in the same breath that another day would be better. */
export async function* changeMind(talk: Conversation): Part<Ending> {
  yield* talk.botSays(talk.firstMessage(OPENING));
  yield* talk.userSays("I have two minutes. Go ahead.");
  const booked = yield* pitchAndBook(talk);
  if (!booked) return yield* giveUp(talk);
  talk.findings = bookedFindings(booked);
  yield* talk.botSays(spoken(booked));
  yield* talk.userSays("Hold on, I have an installation that day. Can we move it to next week?");
  return yield* moveTo(talk, "next week");
}

async function* moveTo(talk: Conversation, when: string): Part<Ending> {
  yield* talk.botSays("Of course. Let me see what is free.");
  const offer = yield* askTool(talk, "check_availability", { when });
  const moved = yield* agreeOnTime(talk, "reschedule_appointment", offer);
  if (!moved || !isBooked(moved)) return yield* giveUp(talk);
  talk.findings = {
    outcome: "scheduled",
    summary: `The person had a demo and moved it. ${spoken(moved)}`,
    success: true,
  };
  yield* talk.botSays(spoken(moved));
  yield* talk.userSays("That is better. Thanks.");
  yield* talk.botSays("Thank you for your time. Have a great day.");
  return { endedReason: "assistant-ended-call" };
}

/** A person who has a demo and does not want it any more. */
export async function* cancelDemo(talk: Conversation): Part<Ending> {
  yield* talk.botSays(talk.firstMessage(OPENING));
  yield* talk.userSays("About that demo I booked: we went with somebody else. Please cancel it.");
  yield* talk.botSays("I can do that. Would another time suit you better, or shall I cancel it?");
  yield* talk.userSays("No other time, thanks. Just cancel it.");
  const reason = "went with somebody else";
  const answer = yield* askTool(talk, "cancel_appointment", { reason });
  talk.findings = {
    outcome: "not_interested",
    summary: isCancelled(answer)
      ? "The person had the demo cancelled and wants no other."
      : "The person wanted the demo cancelled; it is not certain that it was.",
    success: false,
  };
  yield* talk.botSays(spoken(answer));
  yield* talk.userSays("Okay. Bye.");
  return { endedReason: "customer-ended-call" };
}
