import { askTool, spoken } from "./agent";
import { bookDemo, giveUp, pitchAndBook, sayGoodbye } from "./booking-dialogue";
import type { Conversation, Ending, Part } from "./conversation";
import { OPENING } from "./opening";

/** Asks for another time on the first call; on a later one, books. */
export async function* askForCallback(talk: Conversation, when: string): Part<Ending> {
  if (talk.attempt > 1) return yield* bookDemo(talk);
  yield* talk.botSays(talk.firstMessage(OPENING));
  yield* talk.userSays(`I can't talk now. Call me back ${when}.`);
  return yield* noteCallback(talk, when);
}

/** Somebody at the front desk who wants to know what it is about, and puts the owner on. */
export async function* passOn(talk: Conversation): Part<Ending> {
  yield* talk.botSays(talk.firstMessage(OPENING));
  yield* talk.userSays("This is the front desk. What is this about?");
  yield* talk.botSays("It is about a short demo of scheduling software. Who decides on that?");
  yield* talk.userSays("That would be the owner. One moment, I'll put you through.");
  yield talk.random.int(4000, 9000);
  yield* talk.userSays("Hello, this is the owner. Who is this?");
  yield* talk.botSays(talk.firstMessage(OPENING));
  yield* talk.userSays("All right, I have a minute.");
  const booked = yield* pitchAndBook(talk);
  return booked ? yield* sayGoodbye(talk, booked) : yield* giveUp(talk);
}

/** Somebody at the front desk who says when the owner can be reached; then, on a later call, the owner. */
export async function* nameTime(talk: Conversation): Part<Ending> {
  if (talk.attempt > 1) return yield* passOn(talk);
  yield* talk.botSays(talk.firstMessage(OPENING));
  yield* talk.userSays("This is the office. What is this regarding?");
  yield* talk.botSays("A short demo of scheduling software. When is a good time for the owner?");
  yield* talk.userSays("He is out on jobs. Try tomorrow morning.");
  return yield* noteCallback(talk, "tomorrow morning");
}

/** Wants a person: gets one where the assistant may hand over, a call back otherwise, and then has time after all. */
export async function* askForHuman(talk: Conversation): Part<Ending> {
  if (talk.attempt > 1) return yield* bookDemo(talk);
  yield* talk.botSays(talk.firstMessage(OPENING));
  yield* talk.userSays("I don't talk to machines. Get me a real person.");
  const target = talk.transferTarget;
  if (!target) {
    yield* talk.botSays("I understand. When may somebody call you back?");
    yield* talk.userSays("This afternoon at three.");
    return yield* noteCallback(talk, "this afternoon at three");
  }
  talk.findings = {
    outcome: "follow_up",
    summary: "The person asked for somebody human and was put through.",
    success: true,
    extra: { notes: "Put through to a colleague." },
  };
  yield* talk.botSays("Of course. I'll put you through to a colleague.");
  return { endedReason: yield* talk.transfer(target) };
}

async function* noteCallback(talk: Conversation, when: string): Part<Ending> {
  talk.findings = {
    outcome: "callback",
    summary: `The person asked to be called back ${when}.`,
    success: true,
    extra: { callback_when: when },
  };
  const noted = `Of course, we will call you back ${when}. Goodbye.`;
  if (!talk.hasTool("request_callback")) {
    yield* talk.botSays(noted);
    return { endedReason: "assistant-ended-call" };
  }
  const answer = yield* askTool(talk, "request_callback", { when });
  yield* talk.botSays(answer.result === undefined ? noted : spoken(answer));
  yield* talk.userSays("Okay. Bye.");
  return { endedReason: "assistant-ended-call" };
}
