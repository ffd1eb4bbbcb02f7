import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RateLimit } from "../../local/stand-ins/cal/rate-limit";
import { ManualClock } from "../../local/stand-ins/clock";
import { openPool, openTestDatabase } from "../support/database";
import { one } from "../support/database-actors";

type Priority = "booking" | "availability" | "background";

interface Taken {
  readonly wait_ms: number;
  readonly request_limit: number;
  readonly remaining: number;
}

const database = await openTestDatabase();
/** As many as there are processes. */
const pool = openPool(database, 8);
const START = Date.parse("2026-03-03T16:00:00Z");

const after = (seconds: number) => new Date(START + seconds * 1000).toISOString();

async function take(key: string, priority: Priority, seconds = 0): Promise<Taken> {
  return one(
    await pool.query<Taken>("select * from take_provider_token($1, $2, $3)", [
      key,
      priority,
      after(seconds),
    ]),
  );
}

/** How many of so many requests may go out at that moment, all asked for at once. */
async function granted(key: string, priority: Priority, count: number, seconds = 0) {
  const all = await Promise.all(Array.from({ length: count }, () => take(key, priority, seconds)));
  return all.filter(({ wait_ms }) => wait_ms === 0).length;
}

interface Reading {
  readonly limit?: number;
  readonly remaining?: number;
  readonly reset?: number;
  readonly isBlocked?: boolean;
}

async function learn(key: string, reading: Reading, seconds = 0): Promise<void> {
  const { limit = null, remaining = null, reset = null, isBlocked = false } = reading;
  await pool.query("select learn_provider_budget($1, $2, $3, $4, $5, $6)", [
    key,
    limit,
    remaining,
    reset,
    isBlocked,
    after(seconds),
  ]);
}

describe("the requests of a minute", () => {
  test("are no more than the limit, however many processes ask at once", async () => {
    expect(await granted("burst", "booking", 300)).toBe(120);
    expect(await granted("burst", "booking", 20, 59)).toBe(0);
    expect(await granted("burst", "booking", 300, 66)).toBe(120);
  });

  test("are kept for what matters more", async () => {
    expect(await granted("shares", "background", 200)).toBe(60);
    expect(await granted("shares", "availability", 200, 1)).toBe(48);
    expect(await granted("shares", "booking", 200, 2)).toBe(12);
    expect(await granted("shares", "background", 1, 67)).toBe(1);
  });

  test("come back when the answer said", async () => {
    await granted("wait", "booking", 100);
    await granted("wait", "booking", 20, 30);
    const full = await take("wait", "booking", 40);
    expect(full).toMatchObject({ wait_ms: 26_000, remaining: 0 });
    expect((await take("wait", "booking", 65.9)).wait_ms).toBeGreaterThan(0);
    expect(await take("wait", "booking", 66)).toMatchObject({ wait_ms: 0, remaining: 99 });
    expect((await take("wait", "background", 66)).wait_ms).toBe(0);
  });

  test("never exceed what the service lets through, whenever its minute begins", async () => {
    const priorities = fc.constantFrom<Priority>("booking", "availability", "background");
    const arrivals = fc.array(
      fc.record({ gap: fc.integer({ min: 0, max: 1500 }), burst: fc.integer({ min: 1, max: 60 }) }),
      { minLength: 5, maxLength: 25 },
    );
    let round = 0;
    await fc.assert(
      fc.asyncProperty(arrivals, priorities, async (times, priority) => {
        round += 1;
        const clock = new ManualClock(new Date(START));
        const service = new RateLimit(clock);
        let atMs = 0;
        for (const { gap, burst } of times) {
          atMs += gap * 10;
          const count = await granted(`property-${round}`, priority, burst, atMs / 1000);
          // A request may be on its way for a while.
          await clock.advance(START + atMs + (gap % 4) * 1000 - clock.now().getTime());
          for (let index = 0; index < count; index += 1) {
            expect(service.take("key").isAllowed).toBe(true);
          }
        }
      }),
      { numRuns: 12 },
    );
  });
});

describe("the service's headers", () => {
  test("raise and lower the limit", async () => {
    await learn("limit", { limit: 500, remaining: 500 });
    expect(await granted("limit", "booking", 600)).toBe(500);
    await learn("lower", { limit: 10, remaining: 10 });
    expect(await granted("lower", "booking", 20)).toBe(10);
    await learn("odd", { limit: 0 });
    expect(await granted("odd", "booking", 130)).toBe(120);
  });

  test("tell of requests that others have sent, until the reset", async () => {
    await granted("others", "booking", 5);
    await learn("others", { limit: 120, remaining: 20, reset: 30 });
    expect((await take("others", "booking")).remaining).toBe(19);
    await learn("others", { limit: 120, remaining: 60, reset: 30 }, 1);
    expect((await take("others", "booking", 1)).remaining).toBe(18);
    expect((await take("others", "booking", 31)).remaining).toBeGreaterThan(100);
  });

  test("shut everybody out after a 429, until the reset", async () => {
    await learn("shut", { remaining: 0, reset: 40, isBlocked: true });
    expect(await take("shut", "booking", 10)).toMatchObject({ wait_ms: 31_000 });
    await learn("plain", { isBlocked: true });
    expect(await take("plain", "booking", 10)).toMatchObject({ wait_ms: 50_000 });
    expect((await take("plain", "booking", 60)).wait_ms).toBe(0);
  });
});
