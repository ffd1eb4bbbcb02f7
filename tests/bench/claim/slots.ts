const FIRST_DAY = Date.parse("2026-12-07T00:00:00Z");
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const SLOT_MS = 300_000;

/** A time of day, given as its first hour in UTC and the number of five-minute slots in it. */
export interface Hours {
  readonly firstHour: number;
  readonly slots: number;
}

/** From 10:00 in Hawaii until 17:00 in New York: everybody may be called. */
export const ALL_OPEN: Hours = { firstHour: 20, slots: 24 };

/** After 17:00 in Alaska (02:00 UTC on the next day), until 17:00 in Hawaii: a hundredth of the list. */
export const ONE_PERCENT_OPEN: Hours = { firstHour: 26, slots: 12 };

/**
 * The `index`-th instant at which a team may claim a batch: the limit per batch holds for five minutes. Working days
 * only, from the first Monday on.
 */
export function slotAt({ firstHour, slots }: Hours, index: number): string {
  const day = Math.floor(index / slots);
  const daysLater = Math.floor(day / 5) * 7 + (day % 5);
  const instant = FIRST_DAY + daysLater * DAY_MS + firstHour * HOUR_MS + (index % slots) * SLOT_MS;
  return new Date(instant).toISOString();
}
