import type { ScriptName } from "../../local/stand-ins/vapi/scripts";

export interface Span {
  readonly from: string;
  readonly to: string;
}

/** What must be so when everything has come to rest. */
export interface Expected {
  /** Of each call that was made, in order. */
  readonly outcomes: readonly string[];
  readonly lead: "pending" | "scheduled" | "not_interested" | "no_answer";
  /** Demos that stand, in our database and in the calendar alike. */
  readonly demos: number;
  /** Number and address may not be used any more. */
  readonly isSuppressed?: boolean;
  /** A person of the staff has to look. */
  readonly isInReview?: boolean;
  /** Kinds of the e-mails that were sent. */
  readonly mails?: readonly string[];
  /** Why the first call ended, where the script leaves no choice. */
  readonly endedReason?: string;
  /** Between these local days the demo takes place. */
  readonly demo?: Span;
  /** Between these local times the second call was made. */
  readonly callback?: Span;
}

export interface Scene {
  readonly script: ScriptName;
  readonly about: string;
  readonly expected: Expected;
  /** The person booked a demo on the web while the phone was ringing. */
  readonly hasDemo?: boolean;
  /** The calendar takes so long with the first booking that the answer comes before it. */
  readonly isCalendarSlow?: boolean;
  /** The first tool call, or the answer to it, is lost as often as the service tries. */
  readonly toolTrouble?: "lose" | "lose-answer";
  /** Goes on until the call back has been made. */
  readonly goesOn?: boolean;
  /** The assistant may hand calls over to this number. */
  readonly transferNumber?: string;
  /** Scenes of one script are told apart by this. */
  readonly variant?: string;
}

const CONFIRMATION = ["appointment_confirmation"];

const BOOKED: Expected = { outcomes: ["booked"], lead: "scheduled", demos: 1, mails: CONFIRMATION };
const MOVED: Expected = {
  outcomes: ["booked"],
  lead: "scheduled",
  demos: 1,
  demo: { from: "2026-03-09", to: "2026-03-13" },
};
const UNANSWERED: Expected = { outcomes: ["no_answer"], lead: "pending", demos: 0, mails: [] };
const OPTED_OUT: Expected = {
  outcomes: ["opted_out"],
  lead: "not_interested",
  demos: 0,
  mails: [],
  isSuppressed: true,
};
const CALLED_BACK: Expected = {
  outcomes: ["callback", "booked"],
  lead: "scheduled",
  demos: 1,
  mails: CONFIRMATION,
};

export const SCENES: readonly Scene[] = [
  { script: "interested-books", about: "An owner who is interested", expected: BOOKED },
  {
    script: "interested-books",
    variant: "calendar-slow",
    about: "The calendar outlasts the answer: hold, then the word that it is done",
    isCalendarSlow: true,
    expected: BOOKED,
  },
  {
    script: "interested-books",
    variant: "answers-lost",
    about: "The first answer never comes back, and the model asks again",
    toolTrouble: "lose-answer",
    expected: BOOKED,
  },
  {
    script: "interested-but-slot-fails",
    about: "The slot is taken while they decide",
    expected: BOOKED,
  },
  {
    script: "model-repeats-itself",
    about: "Two tools in one message, and every booking asked for three times",
    expected: BOOKED,
  },
  { script: "asks-if-robot", about: "Asks whether it is a robot", expected: BOOKED },
  {
    script: "gatekeeper-passes-on",
    about: "The front desk puts the owner on",
    expected: BOOKED,
  },
  {
    script: "gatekeeper-names-time",
    about: "The front desk says when to try again",
    goesOn: true,
    expected: { ...CALLED_BACK, callback: { from: "2026-03-04 08:00", to: "2026-03-04 12:00" } },
  },
  {
    script: "callback-thursday",
    about: "Call me Thursday after two",
    goesOn: true,
    expected: { ...CALLED_BACK, callback: { from: "2026-03-05 14:00", to: "2026-03-05 16:00" } },
  },
  {
    script: "asks-for-human",
    about: "Wants a person; nobody to hand over to",
    goesOn: true,
    expected: { ...CALLED_BACK, callback: { from: "2026-03-03 15:00", to: "2026-03-03 15:30" } },
  },
  {
    script: "asks-for-human",
    variant: "transfer",
    about: "Wants a person, and gets one",
    transferNumber: "+13125550160",
    expected: {
      outcomes: ["needs_review"],
      lead: "pending",
      demos: 0,
      isInReview: true,
      endedReason: "assistant-forwarded-call",
    },
  },
  {
    script: "opt-out-angry",
    about: "Never call here again",
    expected: { ...OPTED_OUT, endedReason: "assistant-ended-call-after-message-spoken" },
  },
  {
    script: "opt-out-angry",
    variant: "tool-lost",
    about: "Never call here again, and the application is not reached",
    toolTrouble: "lose",
    expected: { ...OPTED_OUT, endedReason: "assistant-ended-call-after-message-spoken" },
  },
  { script: "opt-out-stated", about: "Take us off your list", expected: OPTED_OUT },
  {
    script: "voicemail",
    about: "A machine",
    expected: { ...UNANSWERED, outcomes: ["voicemail"], endedReason: "voicemail" },
  },
  {
    script: "screening-answered",
    about: "A screening service, then the person",
    expected: BOOKED,
  },
  {
    script: "screening-declined",
    about: "A screening service, and nobody comes",
    expected: UNANSWERED,
  },
  {
    script: "silent",
    about: "Picks up and says nothing",
    expected: UNANSWERED,
  },
  {
    script: "wrong-number",
    about: "The wrong number",
    expected: {
      outcomes: ["needs_review"],
      lead: "pending",
      demos: 0,
      mails: [],
      isInReview: true,
    },
  },
  {
    script: "not-interested",
    about: "Says no",
    expected: { outcomes: ["not_interested"], lead: "not_interested", demos: 0, mails: [] },
  },
  {
    script: "moves-demo",
    about: "Has a demo and wants another time",
    hasDemo: true,
    expected: MOVED,
  },
  {
    script: "cancels-demo",
    about: "Has a demo and does not want it any more",
    hasDemo: true,
    expected: { outcomes: ["not_interested"], lead: "not_interested", demos: 0 },
  },
  {
    script: "changes-mind",
    about: "Books, and moves it in the same breath",
    expected: MOVED,
  },
];

export function nameOf({ script, variant }: Scene): string {
  return variant ? `${script}:${variant}` : script;
}
