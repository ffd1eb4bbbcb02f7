import { TZDate } from "@date-fns/tz";
import { DAY_MS, dateIn, inZone, MINUTE_MS } from "./times";
import { type EventType, HOST } from "./types";

export interface Interval {
  readonly startMs: number;
  readonly endMs: number;
}

export interface SlotSearch {
  readonly fromMs: number;
  readonly toMs: number;
  readonly nowMs: number;
  readonly eventType: EventType;
  readonly busy: readonly Interval[];
}

/** The starts at which the host can be booked, in order. */
export function freeSlots(search: SlotSearch): number[] {
  const { eventType, fromMs, toMs } = search;
  const starts: number[] = [];
  const lastMs = Math.min(toMs, search.nowMs + eventType.windowDays * DAY_MS);
  let day = dateIn(Math.max(fromMs, search.nowMs), HOST.timeZone);
  while (startOfDay(day) <= lastMs) {
    for (const startMs of startsOn(day, eventType)) {
      if (startMs >= fromMs && startMs <= toMs && isFree(startMs, search)) starts.push(startMs);
    }
    day = nextDay(day);
  }
  return starts;
}

/** Whether the start keeps the minimum notice and lies within the booking window. */
export function isInBounds(startMs: number, nowMs: number, eventType: EventType): boolean {
  const earliestMs = nowMs + eventType.noticeMinutes * MINUTE_MS;
  return startMs >= earliestMs && startMs <= nowMs + eventType.windowDays * DAY_MS;
}

/** Whether the host works at that time and has nothing else then. */
export function isAvailable(
  startMs: number,
  eventType: EventType,
  busy: readonly Interval[],
): boolean {
  const day = dateIn(startMs, HOST.timeZone);
  return startsOn(day, eventType).includes(startMs) && !overlaps(startMs, eventType, busy);
}

/** Free times by date. */
export type SlotDays = Record<string, { start: string; end?: string }[]>;

/** The days of an answer: what is free on each date of the asked zone. */
export function groupByDate(
  starts: readonly number[],
  options: { timeZone: string | undefined; minutes: number; isRange: boolean },
): SlotDays {
  const { timeZone, minutes, isRange } = options;
  const days: SlotDays = {};
  for (const startMs of starts) {
    const date = dateIn(startMs, timeZone ?? "UTC");
    const start = inZone(startMs, timeZone);
    const end = inZone(startMs + minutes * MINUTE_MS, timeZone);
    days[date] = [...(days[date] ?? []), isRange ? { start, end } : { start }];
  }
  return days;
}

function isFree(startMs: number, search: SlotSearch): boolean {
  const { eventType, nowMs, busy } = search;
  return isInBounds(startMs, nowMs, eventType) && !overlaps(startMs, eventType, busy);
}

function overlaps(startMs: number, eventType: EventType, busy: readonly Interval[]): boolean {
  const endMs = startMs + eventType.minutes * MINUTE_MS;
  return busy.some((other) => other.startMs < endMs && startMs < other.endMs);
}

/** All starts of a working day in the host's zone, taken or not. */
function startsOn(day: string, eventType: EventType): number[] {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const weekday = new Date(Date.UTC(year, month - 1, date)).getUTCDay();
  if (weekday === 0 || weekday === 6) return [];
  const starts: number[] = [];
  const lastMinute = eventType.toHour * 60 - eventType.minutes;
  for (let minute = eventType.fromHour * 60; minute <= lastMinute; minute += eventType.minutes) {
    starts.push(new TZDate(year, month - 1, date, 0, minute, 0, HOST.timeZone).getTime());
  }
  return starts;
}

function startOfDay(day: string): number {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new TZDate(year, month - 1, date, 0, 0, 0, HOST.timeZone).getTime();
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}
