import { bookDemo } from "./booking-dialogue";
import type { Conversation, Ending, Part } from "./conversation";
import { OPENING } from "./opening";
import type { ScriptName } from "./scripts";

type Dialogue = (talk: Conversation) => Part<Ending>;

/** What happens once the call has been answered, for each script in which it is. */
export const DIALOGUES: Readonly<Record<Exclude<ScriptName, "no-answer" | "busy">, Dialogue>> = {
  "interested-books": (talk) => bookDemo(talk, { isSlotStolen: false }),
  "interested-but-slot-fails": (talk) => bookDemo(talk, { isSlotStolen: true }),
  "answers-on-second-attempt": (talk) => bookDemo(talk, { isSlotStolen: false }),
  "not-interested": notInterested,
  voicemail,
  "hangs-up-early": hangsUpEarly,
  "opt-out-stated": optOutStated,
  "callback-asked": callbackAsked,
};

async function* notInterested(talk: Conversation): Part<Ending> {
  yield* talk.botSays(talk.firstMessage(OPENING));
  yield* talk.userSays(
    talk.random.pick([
      "We already have a system for that and we are happy with it.",
      "I don't think that is for us, we are a small shop.",
      "Not right now. We just signed with somebody else.",
    ]),
  );
  yield* talk.botSays("I understand. Would it help to see how it compares, in thirty minutes?");
  yield* talk.userSays("No, thank you. We are not interested.");
  yield* talk.botSays("Thank you for telling me. Have a great day.");
  return {
    endedReason: "assistant-said-end-call-phrase",
    findings: {
      outcome: "not_interested",
      summary: "The person declined the demo: the company is content with what it has.",
      success: false,
    },
  };
}

async function* voicemail(talk: Conversation): Part<Ending> {
  yield* talk.userSays(
    "You have reached our office. Nobody can take your call right now. Please leave a message after the tone.",
  );
  yield* talk.botSays("Hello, we will try again another time. Goodbye.");
  return {
    endedReason: "voicemail",
    findings: {
      outcome: "no_answer",
      summary: "The call reached a voicemail greeting and nobody spoke.",
      success: false,
    },
  };
}

async function* hangsUpEarly(talk: Conversation): Part<Ending> {
  yield* talk.botSays(talk.firstMessage(OPENING));
  yield* talk.userSays("Hello? Yeah, I'm on a roof.");
  yield talk.random.int(1000, 3000);
  return {
    endedReason: "customer-ended-call",
    findings: {
      outcome: "no_answer",
      summary: "The person picked up, said that they were busy and hung up.",
      success: false,
    },
  };
}

async function* optOutStated(talk: Conversation): Part<Ending> {
  yield* talk.botSays(talk.firstMessage(OPENING));
  yield* talk.userSays("Stop calling this number. Take us off your list.");
  if (talk.hasTool("opt_out")) {
    yield* talk.callTool("opt_out", { reason: "asked to be taken off the list" });
  }
  yield* talk.botSays("I have noted that, and we will not call you again. Goodbye.");
  return {
    endedReason: "assistant-ended-call",
    findings: {
      outcome: "not_interested",
      summary: "The person asked not to be called again.",
      success: false,
      extra: { opt_out: true },
    },
  };
}

/** Asks for another time on the first call; on a later one, books. */
async function* callbackAsked(talk: Conversation): Part<Ending> {
  if (talk.attempt > 1) return yield* bookDemo(talk, { isSlotStolen: false });
  const when = "tomorrow after two in the afternoon";
  yield* talk.botSays(talk.firstMessage(OPENING));
  yield* talk.userSays(`I can't talk now. Call me back ${when}.`);
  if (talk.hasTool("request_callback")) yield* talk.callTool("request_callback", { when });
  yield* talk.botSays(`Of course, we will call you back ${when}. Goodbye.`);
  return {
    endedReason: "assistant-ended-call",
    findings: {
      outcome: "callback",
      summary: `The person asked to be called back ${when}.`,
      success: true,
      extra: { callback_when: when },
    },
  };
}
