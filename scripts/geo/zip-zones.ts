import lookUpZone from "@photostructure/tz-lookup";
import zipcodes from "zipcodes";
import { cityKey } from "../../src/lib/utils/geo/city-key";
import { clockOf, keepOnePerClock } from "../../src/lib/utils/geo/us-zones";
import { CITY_EXCHANGES, carrierZonesOfExchange } from "./carrier-data";
import { STATE_ZONES, settleZone, zonesOf } from "./state-zones";

export interface ZipPlace {
  readonly zip: string;
  readonly city: string;
  readonly state: string;
  /** The likeliest first; more than one near a border between zones. */
  readonly zones: readonly string[];
}

/** The zone lookup trades exactness near borders for size: errors of 25 km were found at Lakin, KS, and more in ND. */
const RING_KM = [12, 25, 40];

/** Every ZIP code of a state or territory, sorted. Military post offices are not where their phones are. */
export function listZips(): ZipPlace[] {
  const cityClocks = findCityClocks();
  return Object.values(zipcodes.codes)
    .filter((code) => code.country === "US" && STATE_ZONES.has(code.state))
    .map(({ zip, city, state, latitude, longitude }) => {
      const cityClock = cityClocks.get(`${state} ${cityKey(city)}`);
      return { zip, city, state, zones: findZones({ latitude, longitude }, state, cityClock) };
    })
    .sort((a, b) => (a.zip < b.zip ? -1 : 1));
}

type Point = { readonly latitude: number; readonly longitude: number };

/** At a border, or where the phone exchanges of the city contradict the map, they decide; else both sides count. */
function findZones(centre: Point, state: string, cityClock: string | undefined): string[] {
  const own = zonesOf(state);
  if (own.length === 1) return [...own];
  const found = [centre, ...ringAround(centre)].flatMap((point) => zoneAt(point, state) ?? []);
  const near = keepOnePerClock(found.length > 0 ? found : own.slice(0, 1));
  if (!cityClock) return near;
  const centreZone = near.slice(0, 1);
  if (centreZone.some((zone) => clockOf(zone) === cityClock)) return centreZone;
  const cityZones = [...near, ...own].filter((zone) => clockOf(zone) === cityClock);
  return keepOnePerClock([...cityZones, ...centreZone]);
}

function zoneAt({ latitude, longitude }: Point, state: string): string | undefined {
  return settleZone(lookUpZone(latitude, longitude), state);
}

function ringAround({ latitude, longitude }: Point): Point[] {
  const degree = 111;
  return RING_KM.flatMap((km) =>
    Array.from({ length: 8 }, (_, index) => {
      const angle = (index * Math.PI) / 4;
      const east = (Math.sin(angle) * km) / (degree * Math.cos((latitude * Math.PI) / 180));
      return { latitude: latitude + (Math.cos(angle) * km) / degree, longitude: longitude + east };
    }),
  );
}

/** The clock of most phone exchanges of each city, where they agree in the main. */
function findCityClocks(): Map<string, string> {
  const votes = new Map<string, string[]>();
  for (const exchange of CITY_EXCHANGES) {
    if (!STATE_ZONES.has(exchange.state)) continue;
    const zones = carrierZonesOfExchange(exchange).flatMap(
      (zone) => settleZone(zone, exchange.state) ?? [],
    );
    const [clock, ...others] = new Set(zones.map(clockOf));
    if (clock === undefined || others.length > 0) continue;
    const city = `${exchange.state} ${cityKey(exchange.city)}`;
    votes.set(city, [...(votes.get(city) ?? []), clock]);
  }
  const clocks = [...votes].flatMap(([city, cast]) => {
    const winner = cast.find(
      (clock) => cast.filter((vote) => vote === clock).length > cast.length / 2,
    );
    return winner === undefined ? [] : ([[city, winner]] as const);
  });
  return new Map(clocks);
}
