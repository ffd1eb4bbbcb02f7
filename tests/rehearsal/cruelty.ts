import type { StandIns } from "../../local/stand-ins/index";
import { createRandom } from "../../local/stand-ins/random";

const VAPI_CHANCES = { lose: 0.12, "lose-answer": 0.08, duplicate: 0.25, delay: 0.2, hold: 0.2 };
const CAL_CHANCES = { lose: 0.5, "lose-answer": 0.2, duplicate: 0.3, delay: 0.3, hold: 0.3 };
const CAL_TROUBLES = ["none", "error-after", "error-before"] as const;

/** Sets the outside world to duplicate, reorder, delay and drop, by the seed; gives the calendar's own trouble. */
export function beCruel({ vapi, cal }: StandIns, seed: string): string {
  vapi.outbox.faults.throwDice(createRandom(`vapi:${seed}`), VAPI_CHANCES);
  cal.subscription.outbox.faults.throwDice(createRandom(`cal:${seed}`), CAL_CHANCES);
  const trouble = createRandom(`trouble:${seed}`).pick(CAL_TROUBLES);
  if (trouble !== "none") cal.faults.nextRequests(trouble, "book");
  return trouble;
}
