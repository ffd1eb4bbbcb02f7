import { GET as runCron } from "@/app/api/cron/route";
import { SCRIPT_NAMES, type ScriptName } from "../../../local/stand-ins/vapi/scripts";
import { createLead, createTeam } from "../../support/database-actors";
import type { useBookingApp } from "../booking-app";

export type BookingApp = Awaited<ReturnType<typeof useBookingApp>>;

const MINUTE_MS = 60_000;

/** A team whose automation calls one lead for each of the scripts. */
export async function callEverybody(
  app: BookingApp,
  scripts: readonly ScriptName[] = SCRIPT_NAMES,
): Promise<void> {
  const { vapi, cal } = app.standIns();
  vapi.concurrencyLimit = 100;
  // Its clock stands still while the application's requests are counted in real time.
  cal.rateLimit.limit = 100_000;
  const team = await createTeam(app.pool, {
    calling_start: "08:00",
    calling_end: "21:00",
    max_calls_batch: 50,
    max_concurrent_calls: 50,
    max_attempts_per_number_24h: 10,
  });
  for (const script of scripts) {
    const { phone } = await createLead(app.pool, team, { contact_name: "Pat Lee" });
    vapi.scripts.set(phone, script);
  }
  await passTime(app, 20);
}

/** Runs the cron every five minutes of business time, as long as `minutes`. */
export async function passTime(app: BookingApp, minutes: number): Promise<void> {
  for (let passed = 0; passed < minutes; passed += 5) {
    const response = await runCron(
      new Request("http://app.test/api/cron", {
        headers: { authorization: `Bearer ${process.env.CRON_SECRET}` },
      }),
    );
    if (!response.ok) throw new Error(`the cron answered ${response.status}`);
    await app.clock.advance(5 * MINUTE_MS);
  }
}

/** Limits of real minutes, for which no test can wait. */
export async function forgetLimits({ pool }: BookingApp): Promise<void> {
  await pool.query("delete from private.request_counts; delete from private.provider_budgets");
}
