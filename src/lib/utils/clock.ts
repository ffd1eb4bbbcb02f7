/**
 * Business time. Every rule about calling, retrying and mailing takes its "now" from one clock, so that the same code
 * runs in real time in production and in scaled time on one machine. Sessions, tokens and rate limits use real time.
 */
export interface Clock {
  now(): Date;
}

/** A point where real and business time are pinned together, and how many business ms pass per real ms. */
export interface ClockSettings {
  /** Real epoch milliseconds at the pin. */
  readonly realMs: number;
  /** Business epoch milliseconds at the pin. */
  readonly businessMs: number;
  readonly rate: number;
}

export const REAL_TIME: ClockSettings = { realMs: 0, businessMs: 0, rate: 1 };

/** The business instant, in epoch milliseconds, that belongs to the real instant `realMs`. */
export function toBusinessMs(settings: ClockSettings, realMs: number): number {
  return settings.businessMs + (realMs - settings.realMs) * settings.rate;
}

export function createClock(settings: ClockSettings, realNow: () => number = Date.now): Clock {
  return { now: () => new Date(toBusinessMs(settings, realNow())) };
}

const CLOCK_PATTERN = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)@(\d{4}-\d\d-\d\dT[\d:.]+Z)x(\d+(?:\.\d+)?)$/;

/**
 * Reads `<business instant>@<real instant>x<rate>`, for example `2026-03-03T16:00:00Z@2026-11-22T09:00:00Zx60`.
 * Returns undefined when the text has another form.
 */
export function parseClockSettings(text: string): ClockSettings | undefined {
  const match = CLOCK_PATTERN.exec(text);
  if (!match) return undefined;
  const [, business, real, rate] = match;
  const settings = {
    businessMs: Date.parse(business ?? ""),
    realMs: Date.parse(real ?? ""),
    rate: Number(rate),
  };
  const isValid =
    Number.isFinite(settings.businessMs) && Number.isFinite(settings.realMs) && settings.rate > 0;
  return isValid ? settings : undefined;
}

/** The text that `parseClockSettings` reads. */
export function formatClockSettings(settings: ClockSettings): string {
  const business = new Date(settings.businessMs).toISOString();
  const real = new Date(settings.realMs).toISOString();
  return `${business}@${real}x${settings.rate}`;
}
