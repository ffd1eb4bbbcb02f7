import { readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { TZDate } from "@date-fns/tz";
// One by one: the package as a whole takes half a second to load.
import { addDays } from "date-fns/addDays";
import { format } from "date-fns/format";
import { isWeekend } from "date-fns/isWeekend";
import { set } from "date-fns/set";
import {
  type ClockSettings,
  formatClockSettings,
  parseClockSettings,
  toBusinessMs,
} from "../../src/lib/utils/clock";
import { isErrno, messageOf } from "./errors";
import type { Log } from "./log";
import { PROJECT_ROOT } from "./paths";
import type { Part } from "./supervisor";

const START_ZONE = "America/Chicago";
const START_HOUR = 10;
const SAVE_INTERVAL_MS = 5_000;

/** The start and the days after it on which retries and callbacks come. */
const BUSY_DAYS = 3;

/**
 * The next ten in the morning in Chicago, when all of the continental US is awake, that begins three days in a row on
 * which people may be called everywhere: no weekend, no holiday of any state.
 */
export function nextBusinessMorning(now: Date, holidays: ReadonlySet<string>): Date {
  const today = new TZDate(now, START_ZONE);
  const time = { hours: START_HOUR, minutes: 0, seconds: 0, milliseconds: 0 };
  const isBusy = (day: TZDate) => !isWeekend(day) && !holidays.has(format(day, "yyyy-MM-dd"));
  const busyDays = (first: TZDate) =>
    Array.from({ length: BUSY_DAYS }, (_, index) => addDays(first, index)).every(isBusy);
  let morning = set(today, time);
  while (morning <= today || !busyDays(morning)) morning = set(addDays(morning, 1), time);
  return new Date(morning.getTime());
}

const HOLIDAY_SEED = /_seed_holidays\.sql$/;

/** The days, as yyyy-MM-dd, on which anybody keeps a holiday, from the migrations that make the table of them. */
async function readHolidays(): Promise<Set<string>> {
  const folder = join(PROJECT_ROOT, "supabase", "migrations");
  const files = (await readdir(folder)).filter((file) => HOLIDAY_SEED.test(file));
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
  return new Set(texts.flatMap((text) => text.match(/(?<=\(')\d{4}-\d{2}-\d{2}(?=')/g) ?? []));
}

/** Business time goes on where the file says it stopped, or starts on the next morning that begins busy days. */
export async function loadClockSettings(file: string, rate: number): Promise<ClockSettings> {
  const realMs = Date.now();
  const saved = await readSaved(file);
  const businessMs =
    saved?.businessMs ?? nextBusinessMorning(new Date(realMs), await readHolidays()).getTime();
  return { realMs, businessMs, rate };
}

/** Keeps the file up to date, so that the next start continues from there. */
export async function startSavingClock(
  file: string,
  settings: ClockSettings,
  log: Log,
): Promise<Part> {
  let work = save(file, settings);
  await work;
  const timer = setInterval(() => {
    work = work
      .then(() => save(file, settings))
      .catch((error) => log(`the business clock could not be saved: ${messageOf(error)}`));
  }, SAVE_INTERVAL_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await work;
      await save(file, settings);
    },
  };
}

/** A kill in the middle must not leave half a file: written beside it, then renamed. */
async function save(file: string, settings: ClockSettings): Promise<void> {
  const realMs = Date.now();
  const businessMs = toBusinessMs(settings, realMs);
  const text = formatClockSettings({ realMs, businessMs, rate: settings.rate });
  await writeFile(`${file}.new`, `${text}\n`);
  await rename(`${file}.new`, file);
}

async function readSaved(file: string): Promise<ClockSettings | undefined> {
  try {
    return parseClockSettings((await readFile(file, "utf8")).trim());
  } catch (error) {
    if (isErrno(error, "ENOENT")) return undefined;
    throw error;
  }
}
