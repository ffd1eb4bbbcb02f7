import { createClock, parseClockSettings } from "../../../src/lib/utils/clock";
import { query } from "./database";
import { SYSTEM } from "./system";

/**
 * A zone in which it is eleven in the morning of business time: whoever is there may be called for the next hours, however
 * fast the clock runs and whenever the test began.
 */
export function morningZone(): string {
  const clock = parseClockSettings(SYSTEM.businessClock);
  if (!clock) throw new Error("the business clock cannot be read");
  const hoursEast = 11 - createClock(clock).now().getUTCHours();
  // The sign is that of POSIX: what lies ahead of Greenwich is minus.
  return `Etc/GMT${hoursEast > 0 ? "-" : "+"}${Math.abs(hoursEast)}`;
}

/** Lets a team call people in Ohio on every day of the year, from eight to nine. */
export async function callEveryDay(teamId: string): Promise<void> {
  await query(
    `update settings set calling_days = '{1,2,3,4,5,6,7}', calling_start = '08:00', calling_end = '21:00'
     where team_id = $1`,
    [teamId],
  );
  await query(
    `insert into team_calling_rules (team_id, state, weekday_start, weekday_end, saturday_start, saturday_end,
       sunday_start, sunday_end, allows_holidays, is_allowed, reason)
     values ($1, 'OH', '08:00', '21:00', '08:00', '21:00', '08:00', '21:00', true, true, 'Registered')
     on conflict (team_id, state) do update set allows_holidays = true`,
    [teamId],
  );
}
