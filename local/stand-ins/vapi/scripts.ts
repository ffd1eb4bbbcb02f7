import { createRandom } from "../random";

export const SCRIPT_NAMES = [
  "interested-books",
  "interested-but-slot-fails",
  "not-interested",
  "voicemail",
  "no-answer",
  "busy",
  "hangs-up-early",
  "opt-out-stated",
  "callback-asked",
  "answers-on-second-attempt",
  "model-repeats-itself",
  "opt-out-angry",
  "callback-thursday",
  "gatekeeper-passes-on",
  "gatekeeper-names-time",
  "asks-for-human",
  "asks-if-robot",
  "wrong-number",
  "screening-answered",
  "screening-declined",
  "silent",
  "moves-demo",
  "cancels-demo",
  "changes-mind",
] as const;

/** How the person at the other end behaves. */
export type ScriptName = (typeof SCRIPT_NAMES)[number];

/**
 * Numbers of the fictional plan (555-0100 to 555-0199) behave by their last two digits modulo 20, so that a list of
 * them plays the same way every time: 6 of 20 do not answer at first, and 5 of the 14 who do book a demo.
 */
const FICTIONAL_PLAN: readonly ScriptName[] = [
  "interested-books",
  "not-interested",
  "voicemail",
  "interested-books",
  "answers-on-second-attempt",
  "not-interested",
  "callback-asked",
  "no-answer",
  "interested-but-slot-fails",
  "opt-out-stated",
  "interested-books",
  "hangs-up-early",
  "answers-on-second-attempt",
  "not-interested",
  "busy",
  "interested-books",
  "not-interested",
  "voicemail",
  "callback-asked",
  "not-interested",
];

/** How all other numbers behave, in hundredths; each attempt is a new throw of the dice. */
const CHANCES: readonly (readonly [ScriptName, number])[] = [
  ["interested-books", 22],
  ["interested-but-slot-fails", 3],
  ["not-interested", 25],
  ["hangs-up-early", 7],
  ["opt-out-stated", 5],
  ["callback-asked", 8],
  ["no-answer", 15],
  ["voicemail", 12],
  ["busy", 3],
];

const FICTIONAL_NUMBER = /^\+1\d{3}55501(\d\d)$/;

export interface ScriptChoice {
  readonly phone: string;
  readonly attempt: number;
  readonly seed: number;
  /** Scripts set by hand, by phone number. */
  readonly assigned: ReadonlyMap<string, ScriptName>;
}

/** The script that a phone number follows on its n-th call. */
export function chooseScript(choice: ScriptChoice): ScriptName {
  const assigned = choice.assigned.get(choice.phone);
  if (assigned) return assigned;
  const digits = FICTIONAL_NUMBER.exec(choice.phone)?.[1];
  const planned = digits ? FICTIONAL_PLAN[Number(digits) % FICTIONAL_PLAN.length] : undefined;
  return planned ?? throwDice(choice);
}

function throwDice({ seed, phone, attempt }: ScriptChoice): ScriptName {
  let left = createRandom(`script:${seed}:${phone}:${attempt}`).int(0, 99);
  for (const [script, hundredths] of CHANCES) {
    if (left < hundredths) return script;
    left -= hundredths;
  }
  return "no-answer";
}
