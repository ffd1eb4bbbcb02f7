import { askTool, spoken } from "./agent";
import { bookDemo, giveUp, pitchAndBook, sayGoodbye } from "./booking-dialogue";
import { askForCallback, askForHuman, nameTime, passOn } from "./callback-dialogues";
import { cancelDemo, changeMind, moveDemo } from "./change-dialogues";
import type { Conversation, Ending, Part } from "./conversation";
import { OPENING } from "./opening";
import type { ScriptName } from "./scripts";

export type Dialogue = (talk: Conversation) => Part<Ending>;

/** What happens once the call has been answered, for each script in which it is. */
export const DIALOGUES: Readonly<Record<Exclude<ScriptName, "no-answer" | "busy">, Dialogue>> = {
  "interested-books": bookDemo,
  "interested-but-slot-fails": (talk) => bookDemo(talk, { isSlotStolen: true }),
  "answers-on-second-attempt": bookDemo,
  "model-repeats-itself": (talk) => bookDemo(talk, { isRepetitive: true }),
  "not-interested": notInterested,
  voicemail,
  "hangs-up-early": hangsUpEarly,
  "opt-out-stated": (talk) => optOut(talk, "Stop calling this number. Take us off your list."),
  "opt-out-angry": (talk) =>
    optOut(
      talk,
      "Are you kidding me? Don't you ever call here again, or you'll hear from my lawyer!",
    ),
  "callback-asked": (talk) => askForCallback(talk, "tomorrow after two in the afternoon"),
  "callback-thursday": (talk) => askForCallback(talk, "Thursday after two"),
  "gatekeeper-passes-on": passOn,
  "gatekeeper-names-time": nameTime,
  "asks-for-human": askForHuman,
  "asks-if-robot": asksIfRobot,
  "wrong-number": wrongNumber,
  "screening-answered": (talk) => screened(talk, true),
  "screening-declined": (talk) => screened(talk, false),
  silent,
  "moves-demo": moveDemo,
  "cancels-demo": cancelDemo,
  "changes-mind": changeMind,
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
  talk.findings = {
    outcome: "not_interested",
    summary: "The person declined the demo: the company is content with what it has.",
    success: false,
  };
  yield* talk.botSays("Thank you for telling me. Have a great day.");
  return { endedReason: "assistant-said-end-call-phrase" };
}

async function* voicemail(talk: Conversation): Part<Ending> {
  yield* talk.userSays(
    "You have reached our office. Nobody can take your call right now. Please leave a message after the tone.",
  );
  if (talk.voicemailMessage) yield* talk.botSays(talk.voicemailMessage);
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

async function* optOut(talk: Conversation, words: string): Part<Ending> {
  yield* talk.botSays(talk.firstMessage(OPENING));
  yield* talk.userSays(words);
  talk.findings = {
    outcome: "not_interested",
    summary: "The person asked not to be called again.",
    success: false,
    extra: { opt_out: true },
  };
  const noted = "I have noted that, and we will not call you again. Goodbye.";
  if (!talk.hasTool("opt_out")) {
    yield* talk.botSays(noted);
    return { endedReason: "assistant-ended-call" };
  }
  const answer = yield* askTool(talk, "opt_out", { reason: words });
  yield* talk.botSays(answer.result === undefined ? noted : spoken(answer));
  return { endedReason: "assistant-ended-call" };
}

async function* asksIfRobot(talk: Conversation): Part<Ending> {
  yield* talk.botSays(talk.firstMessage(OPENING));
  yield* talk.userSays("Wait. Are you a robot?");
  yield* talk.botSays(
    "Yes, I am an AI assistant. I can answer questions and book a demo with a person.",
  );
  yield* talk.userSays("Huh. You sound all right. Go on, then.");
  const booked = yield* pitchAndBook(talk);
  return booked ? yield* sayGoodbye(talk, booked) : yield* giveUp(talk);
}

async function* wrongNumber(talk: Conversation): Part<Ending> {
  yield* talk.botSays(talk.firstMessage(OPENING));
  yield* talk.userSays("You have the wrong number. This is a bakery.");
  talk.findings = {
    outcome: "wrong_number",
    summary: "Wrong number: the person has nothing to do with the company.",
    success: false,
  };
  yield* talk.botSays("I am sorry for the trouble. I will make a note of it. Goodbye.");
  return { endedReason: "assistant-ended-call" };
}

/** The phone's own assistant asks who calls and why, and what it hears decides whether somebody picks up. */
async function* screened(talk: Conversation, isAnswered: boolean): Part<Ending> {
  yield* talk.userSays(
    "Hi, the person you're calling is using a screening service and will get a copy of this conversation. Please state your name and why you're calling.",
  );
  yield* talk.botSays(talk.firstMessage(OPENING));
  yield talk.random.int(4000, 9000);
  if (!isAnswered) {
    yield* talk.userSays("The person you're calling can't take your call right now. Goodbye.");
    return {
      endedReason: "customer-ended-call",
      findings: {
        outcome: "no_answer",
        summary: "A screening service took the call and nobody came to the phone.",
        success: false,
      },
    };
  }
  yield* talk.userSays("Hello? I saw what you said. Tell me more.");
  const booked = yield* pitchAndBook(talk);
  return booked ? yield* sayGoodbye(talk, booked) : yield* giveUp(talk);
}

/** The line is open and nobody speaks, until the assistant or the service gives up. */
async function* silent(talk: Conversation): Part<Ending> {
  talk.findings = {
    outcome: "no_answer",
    summary: "The call was picked up and nobody spoke.",
    success: false,
  };
  yield* talk.botSays(talk.firstMessage(OPENING));
  const { moments, timeoutMs } = talk.silencePlan;
  let waitedMs = 0;
  for (const { atMs, say, endsCall } of moments) {
    yield atMs - waitedMs;
    waitedMs = atMs;
    if (say) yield* talk.botSays(say);
    if (endsCall) return { endedReason: "assistant-ended-call" };
  }
  yield timeoutMs - waitedMs;
  return { endedReason: "silence-timed-out" };
}
