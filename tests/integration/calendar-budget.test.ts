import { beforeEach, describe, expect, test } from "vitest";
import type { CalPurpose } from "@/lib/cal/budget";
import { calendarFor } from "@/lib/services/calendar/budget";
import { useBookingApp } from "./booking-app";

const app = await useBookingApp();
const calendar = () => app.standIns().cal;

beforeEach(async () => {
  await app.pool.query("delete from private.provider_budgets");
  // A new minute of the calendar's own.
  await app.clock.advance(180_000);
  calendar().rateLimit.limit = 120;
});

/** Asks for a booking that there is none of, as another process would. */
async function ask(purpose: CalPurpose) {
  const result = await calendarFor(app.context("cron"), purpose).getBooking("nobody");
  return result.ok ? undefined : result;
}

async function outcomes(purpose: CalPurpose, count: number) {
  const all = await Promise.all(Array.from({ length: count }, () => ask(purpose)));
  return {
    answered: all.filter((failure) => failure?.kind === "not_found").length,
    // The calendar's own refusal reads otherwise.
    notSent: all.filter((failure) => failure?.message.includes("used up")).length,
  };
}

describe("all processes together", () => {
  test("never ask more than the calendar lets through", async () => {
    expect(await outcomes("background", 100)).toEqual({ answered: 60, notSent: 40 });
    expect(await outcomes("availability", 60)).toEqual({ answered: 48, notSent: 12 });
    expect(await outcomes("booking", 20)).toEqual({ answered: 12, notSent: 8 });
  });

  test("use what the calendar's headers allow", async () => {
    calendar().rateLimit.limit = 300;
    await ask("booking");
    const { rows } = await app.pool.query("select request_limit from private.provider_budgets");
    expect(rows).toEqual([{ request_limit: 300 }]);
    expect(await outcomes("background", 200)).toEqual({ answered: 149, notSent: 51 });
  });

  test("leave to others with the same key what they have used", async () => {
    const { rateLimit } = calendar();
    const key = "Bearer cal_key";
    for (let index = 0; index < 70; index += 1) rateLimit.take(key);
    await ask("booking");
    expect(await outcomes("background", 10)).toEqual({ answered: 0, notSent: 10 });
  });

  test("keep quiet after a 429, and say until when", async () => {
    calendar().faults.nextRequests("rate-limited", "get");
    expect(await ask("booking")).toMatchObject({ kind: "rate_limited" });
    const refused = await ask("booking");
    expect(refused?.message).toContain("used up");
    expect(refused?.retryAfterSeconds).toBeGreaterThan(30);
    expect(refused?.retryAfterSeconds).toBeLessThanOrEqual(61);
  });

  test("wait for a place that is about to become free, if somebody's booking depends on it", async () => {
    await app.pool.query("insert into private.provider_budgets (key) values ('cal')");
    await app.pool.query(
      "update private.provider_budgets set blocked_until = clock_timestamp() + interval '0.4 seconds'",
    );
    const startedMs = Date.now();
    expect(await ask("background")).toMatchObject({ kind: "rate_limited" });
    expect(await ask("booking")).toMatchObject({ kind: "not_found" });
    expect(Date.now() - startedMs).toBeGreaterThanOrEqual(200);
  });

  test("go on when the budget itself cannot be had", async () => {
    await app.pool.query("alter function take_provider_token rename to away");
    try {
      expect(await ask("background")).toMatchObject({ kind: "not_found" });
    } finally {
      await app.pool.query("alter function away rename to take_provider_token");
    }
  });
});
