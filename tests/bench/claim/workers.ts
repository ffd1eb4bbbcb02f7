import { percentile } from "../harness";

/** Median and 99th percentile in milliseconds. */
export interface Latency {
  readonly p50: number;
  readonly p99: number;
}

export function latency(samples: readonly number[]): Latency {
  return { p50: percentile(samples, 0.5), p99: percentile(samples, 0.99) };
}

/**
 * Runs tasks until `hasNext` says no, with so many workers at a time; each takes the next one as soon as it is done.
 *
 * @returns the seconds it took.
 */
export async function runWith(
  workers: number,
  hasNext: (index: number) => boolean,
  task: (index: number, worker: number) => Promise<unknown>,
): Promise<number> {
  let next = 0;
  const startedAt = performance.now();
  const work = async (worker: number) => {
    while (hasNext(next)) await task(next++, worker);
  };
  await Promise.all(Array.from({ length: workers }, (_, worker) => work(worker)));
  return (performance.now() - startedAt) / 1000;
}

/** How much the tasks got done in a second, measured over `seconds`; each task gives the number that it did. */
export async function ratePerSecond(
  workers: number,
  seconds: number,
  task: (worker: number) => Promise<number>,
): Promise<number> {
  let done = 0;
  const until = performance.now() + seconds * 1000;
  const took = await runWith(
    workers,
    () => performance.now() < until,
    async (_, worker) => {
      const count = await task(worker);
      done += count;
    },
  );
  return done / took;
}
