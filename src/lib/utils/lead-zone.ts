import "server-only";
import { readNumber } from "./geo/number-place";
import { clockOf, keepOnePerClock, toUsZone } from "./geo/us-zones";
import { findCityZones, findStateZones, findZip } from "./geo/zip-codes";

/** What is known of the place where a lead is called. */
export interface LeadPlace {
  /** E.164. */
  readonly phone: string;
  /** An IANA zone that a person or a file stated. */
  readonly timezone: string | null;
  /** Who stated it. */
  readonly timezoneFrom: "column" | "staff";
  readonly postalCode: string | null;
  readonly city: string | null;
  readonly state: string | null;
}

/** From the most to the least certain. */
export type ZoneSource = "column" | "staff" | "zip" | "city" | "state" | "prefix" | "area_code";

export interface ZoneSignal {
  readonly source: ZoneSource;
  /** What it was read from: "60601", "Chicago, IL", "850-432". */
  readonly value: string;
  /** The likeliest first. */
  readonly timezones: readonly string[];
  readonly states: readonly string[];
}

export interface Whereabouts {
  /** The zone to show and to speak of; null when the lead is held. */
  readonly timezone: string | null;
  readonly timezoneSource: ZoneSource | null;
  /**
   * Every plausible zone, sorted: calls are placed only where the windows of all of them overlap. Zones that show the
   * same time appear once, by the name of the strongest signal. Empty: not callable until fixed.
   */
  readonly timezones: readonly string[];
  /** Every plausible US state, sorted: the rules of all of them hold. */
  readonly states: readonly string[];
  /** The strongest first. */
  readonly signals: readonly ZoneSignal[];
  /** Why the lead is held, as a sentence that says what to do; null when it has zones. */
  readonly holdReason: string | null;
}

/**
 * Derives the zones and the states in which a lead may be. The address and the number both count: a cell phone moves
 * with its owner, and several states (FL, OK, WA) presume residency by the area code.
 */
export function deriveWhereabouts(place: LeadPlace): Whereabouts {
  const number = readNumber(place.phone);
  const stated = readStatement(place);
  const signals = [...stated, ...readAddress(place)];
  if (number.kind === "placed") {
    const { kind, value, timezones, states } = number.place;
    signals.push({ source: kind, value, timezones, states });
  }
  const states = [...new Set(signals.flatMap((signal) => signal.states))].sort();
  if (number.kind === "foreign") return hold(states, signals, number.fault);
  if (place.timezone && stated.length === 0) {
    return hold(states, signals, describeForeignZone(place.timezone));
  }
  // Staff who state a zone have asked: nothing else is plausible then.
  const deciding = place.timezoneFrom === "staff" && stated.length > 0 ? stated : signals;
  const knowing = deciding.filter((signal) => signal.timezones.length > 0);
  const [strongest] = knowing;
  if (!strongest) return hold(states, signals, number.fault ?? "");
  return {
    timezone: pickZone(knowing),
    timezoneSource: strongest.source,
    timezones: keepOnePerClock(knowing.flatMap((signal) => signal.timezones)).sort(),
    states,
    signals,
    holdReason: null,
  };
}

function hold(
  states: readonly string[],
  signals: readonly ZoneSignal[],
  holdReason: string,
): Whereabouts {
  return { timezone: null, timezoneSource: null, timezones: [], states, signals, holdReason };
}

function describeForeignZone(timezone: string): string {
  return `The time zone ${timezone} is not in the US, and only US calling rules are known: correct it.`;
}

function readStatement({ timezone, timezoneFrom }: LeadPlace): ZoneSignal[] {
  const zone = timezone ? toUsZone(timezone) : undefined;
  if (!timezone || !zone) return [];
  return [{ source: timezoneFrom, value: timezone, timezones: [zone], states: [] }];
}

/** The ZIP code, else city and state. Both when they name different states: either may be the typing error. */
function readAddress(place: LeadPlace): ZoneSignal[] {
  const zip = readZip(place.postalCode);
  const region = readRegion(place);
  if (!zip) return region ? [region] : [];
  const agree = !region || zip.states[0] === region.states[0];
  return agree ? [zip] : [zip, region];
}

function readZip(postalCode: string | null): ZoneSignal | undefined {
  const value = /^(\d{5})(-?\d{4})?$/.exec(postalCode ?? "")?.[1];
  const found = value ? findZip(value) : undefined;
  if (!value || !found) return undefined;
  return { source: "zip", value, timezones: found.timezones, states: [found.state] };
}

function readRegion({ city, state }: LeadPlace): ZoneSignal | undefined {
  const stateZones = state ? findStateZones(state) : undefined;
  if (!state || !stateZones) return undefined;
  const cityZones = city ? findCityZones(city, state) : undefined;
  return cityZones
    ? { source: "city", value: `${city}, ${state}`, timezones: cityZones, states: [state] }
    : { source: "state", value: state, timezones: stateZones, states: [state] };
}

/** Of the strongest signal's zones, the first that the weaker ones bear out. */
function pickZone(signals: readonly ZoneSignal[]): string | null {
  let candidates = signals[0]?.timezones ?? [];
  for (const { timezones } of signals.slice(1)) {
    const clocks = timezones.map(clockOf);
    const shared = candidates.filter((zone) => clocks.includes(clockOf(zone)));
    if (shared.length > 0) candidates = shared;
  }
  return candidates[0] ?? null;
}
