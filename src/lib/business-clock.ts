import "server-only";
import { getEnv } from "./env";
import { createClock } from "./utils/clock";

/** Business time of this deployment: real time, or scaled time where the environment allows it. */
export function businessNow(): Date {
  return createClock(getEnv().BUSINESS_CLOCK).now();
}
