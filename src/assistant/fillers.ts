import type { ToolName } from "./tools";

interface Fillers {
  /** Spoken while the answer is on its way. */
  readonly start: string;
  /** Spoken when it takes longer. */
  readonly delayed: string;
  /** Spoken when none comes. It must be true without knowing what became of the request. */
  readonly failed: string;
  readonly endsCallOnFailure?: boolean;
}

/** What is said around a tool call, so that nobody waits in silence. */
export const FILLERS: Readonly<Record<ToolName, Fillers>> = {
  check_availability: {
    start: "Let me look at the calendar.",
    delayed: "The calendar takes a moment. Thanks for waiting.",
    failed: "I can't reach the calendar right now. May I have someone call you back?",
  },
  book_appointment: {
    start: "Great, let me set that up.",
    delayed: "Almost there, one moment.",
    failed:
      "I can't see yet whether that went through. If it did, you'll get an e-mail; if not, someone will call you.",
  },
  reschedule_appointment: {
    start: "Sure, let me move it.",
    delayed: "Almost there, one moment.",
    failed:
      "I can't see yet whether that went through. You'll get an e-mail as soon as the new time stands.",
  },
  cancel_appointment: {
    start: "Let me take care of that.",
    delayed: "One moment, I'm still on it.",
    failed:
      "I can't see yet whether that went through. You'll get an e-mail as soon as it is cancelled.",
  },
  request_callback: {
    start: "Let me note that.",
    delayed: "One moment, I'm writing it down.",
    failed: "I can't note the time right now, but I'll pass on that you'd like a call.",
  },
  opt_out: {
    start: "Of course.",
    delayed: "One moment.",
    // The analysis of the call finds the wish, too, so that it holds even when the request got lost.
    failed: "I'll make sure that you're not called again. Sorry for the trouble. Goodbye.",
    endsCallOnFailure: true,
  },
};
