import { TZDate } from "@date-fns/tz";
import { addToDay, daysOfWeek, startOfDay } from "./week-days";

interface Timed {
  readonly startTime: string;
  readonly endTime: string;
}

/** Where one appointment, or the part of it that falls on a day, stands in that day's column. */
export interface WeekBlock<Row extends Timed> {
  readonly row: Row;
  /** Minutes after midnight as a clock on the wall shows them. */
  readonly startMinute: number;
  readonly endMinute: number;
  /** Its place among those at the same time, from 0, and how many places there are. */
  readonly lane: number;
  readonly lanes: number;
}

export interface WeekDay<Row extends Timed> {
  readonly day: string;
  readonly blocks: readonly WeekBlock<Row>[];
}

export interface WeekLayout<Row extends Timed> {
  readonly days: readonly WeekDay<Row>[];
  /** The hours that the grid shows, from 0 to 24: business hours, and more where something is outside them. */
  readonly firstHour: number;
  readonly lastHour: number;
}

type Piece<Row extends Timed> = Omit<WeekBlock<Row>, "lane" | "lanes">;

const DAY_MINUTES = 1440;
const HOUR_MINUTES = 60;
const MINUTE_MS = 60_000;
const FIRST_HOUR = 8;
const LAST_HOUR = 18;
/** Less would not hold a line of text; what is shorter takes this much. */
const LEAST_MINUTES = 20;

/**
 * Lays a week out by the clock on the viewer's wall. What is at the same time stands side by side; what goes past
 * midnight stands on both days. On the nights when clocks change a column still has 24 hours: one of them is empty, or
 * two appointments of the hour that comes twice stand side by side.
 */
export function layOutWeek<Row extends Timed>(
  rows: readonly Row[],
  monday: string,
  timeZone: string,
): WeekLayout<Row> {
  const days = daysOfWeek(monday).map((day) => {
    const pieces = rows.flatMap((row) => pieceOn(row, day, timeZone) ?? []);
    return { day, blocks: placeSideBySide(pieces) };
  });
  const blocks = days.flatMap((day) => day.blocks);
  const firstMinute = Math.min(...blocks.map((block) => block.startMinute));
  const lastMinute = Math.max(...blocks.map((block) => block.endMinute));
  return {
    days,
    firstHour: Math.min(FIRST_HOUR, Math.floor(firstMinute / HOUR_MINUTES)),
    lastHour: Math.max(LAST_HOUR, Math.ceil(lastMinute / HOUR_MINUTES)),
  };
}

/** Minutes after midnight on the clock of a zone. */
export function minuteOfDay(at: Date, timeZone: string): number {
  const local = new TZDate(at, timeZone);
  return local.getHours() * HOUR_MINUTES + local.getMinutes();
}

function pieceOn<Row extends Timed>(
  row: Row,
  day: string,
  timeZone: string,
): Piece<Row> | undefined {
  const start = new Date(row.startTime);
  const end = new Date(row.endTime);
  const dayStart = startOfDay(day, timeZone);
  const dayEnd = startOfDay(addToDay(day, 1), timeZone);
  if (end <= dayStart || start >= dayEnd) return undefined;
  const startMinute = start <= dayStart ? 0 : minuteOfDay(start, timeZone);
  const endMinute = end >= dayEnd ? DAY_MINUTES : minuteOfDay(end, timeZone);
  // Where the clock was set back in between, its end is not after its start: then the true length counts.
  const trueMinutes = (end.getTime() - start.getTime()) / MINUTE_MS;
  const shownEnd = endMinute > startMinute ? endMinute : startMinute + trueMinutes;
  return {
    row,
    startMinute: Math.min(startMinute, DAY_MINUTES - LEAST_MINUTES),
    endMinute: Math.min(Math.max(shownEnd, startMinute + LEAST_MINUTES), DAY_MINUTES),
  };
}

/** Gives each piece the first free lane; those that hang together by overlapping share the width evenly. */
function placeSideBySide<Row extends Timed>(pieces: readonly Piece<Row>[]): WeekBlock<Row>[] {
  const ordered = [...pieces].sort(
    (a, b) => a.startMinute - b.startMinute || b.endMinute - a.endMinute,
  );
  const clusters: { piece: Piece<Row>; lane: number }[][] = [];
  let laneEnds: number[] = [];
  for (const piece of ordered) {
    if (laneEnds.every((end) => end <= piece.startMinute)) {
      clusters.push([]);
      laneEnds = [];
    }
    const free = laneEnds.findIndex((end) => end <= piece.startMinute);
    const lane = free === -1 ? laneEnds.length : free;
    laneEnds[lane] = piece.endMinute;
    clusters.at(-1)?.push({ piece, lane });
  }
  return clusters.flatMap((cluster) => {
    const lanes = 1 + Math.max(...cluster.map(({ lane }) => lane));
    return cluster.map(({ piece, lane }) => ({ ...piece, lane, lanes }));
  });
}
