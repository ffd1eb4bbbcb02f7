import { setTimeout as sleep } from "node:timers/promises";
import { type ClockSettings, toBusinessMs } from "../src/lib/utils/clock";
import { messageOf } from "./support/errors";
import type { Log } from "./support/log";
import type { Part } from "./support/supervisor";

export interface CronOptions {
  readonly appUrl: string;
  readonly secret: string;
  readonly clock: ClockSettings;
  readonly log: Log;
}

/** As in vercel.json, in business time. */
const INTERVAL_MS = 5 * 60_000;
/** The longest that the platform lets a run take. */
const TIMEOUT_MS = 60_000;

/**
 * Calls the application's cron route whenever business time passes a multiple of five minutes. A run that takes longer
 * than that delays the next one; the two never overlap.
 */
export function startCronTicker(options: CronOptions): Part {
  const stop = new AbortController();
  const work = tick(options, stop.signal);
  return {
    stop: async () => {
      stop.abort();
      await work;
    },
  };
}

async function tick(options: CronOptions, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const businessMs = toBusinessMs(options.clock, Date.now());
    const waitMs = (INTERVAL_MS - (businessMs % INTERVAL_MS)) / options.clock.rate;
    // Aborting the wait is how the loop ends.
    await sleep(waitMs, undefined, { signal }).catch(() => {});
    if (!signal.aborted) await run(options, signal);
  }
}

async function run({ appUrl, secret, log }: CronOptions, signal: AbortSignal): Promise<void> {
  try {
    const response = await fetch(`${appUrl}/api/cron`, {
      headers: { authorization: `Bearer ${secret}` },
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    const body = await response.text();
    if (!response.ok) log(`cron: ${response.status} ${body.slice(0, 200).replace(/\s+/g, " ")}`);
  } catch (error) {
    if (!signal.aborted) log(`cron: ${messageOf(error)}`);
  }
}
