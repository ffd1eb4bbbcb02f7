import { cityKey } from "../../src/lib/utils/geo/city-key";
import { keepOnePerClock } from "../../src/lib/utils/geo/us-zones";
import { STATE_ZONES } from "./state-zones";
import type { ZipPlace } from "./zip-zones";

/** The table that src/lib/utils/geo/zip-codes.ts reads; what its strings hold is described there. */
export function buildZipTable(zips: readonly ZipPlace[]) {
  return {
    states: Object.fromEntries(
      [...STATE_ZONES].sort().map(([state, zones]) => [state, keepOnePerClock(zones).join(" ")]),
    ),
    ...encodeZips(zips),
    cities: groupCities(zips),
  };
}

function encodeZips(zips: readonly ZipPlace[]) {
  const bits = Buffer.alloc(100_000 / 8);
  const places: string[] = [];
  const runs: { place: number; length: number }[] = [];
  for (const { zip, state, zones } of zips) {
    const code = Number(zip);
    bits[code >> 3] = (bits[code >> 3] ?? 0) | (1 << (code & 7));
    const text = [state, ...zones].join(" ");
    if (!places.includes(text)) places.push(text);
    const place = places.indexOf(text);
    const last = runs.at(-1);
    if (last?.place === place) last.length++;
    else runs.push({ place, length: 1 });
  }
  return {
    zips: bits.toString("base64"),
    places: places.join("|"),
    runs: runs.map(({ place, length }) => `${place.toString(36)}.${length.toString(36)}`).join(" "),
  };
}

/** By state and zones; only of states that have more than one. */
function groupCities(zips: readonly ZipPlace[]): Record<string, Record<string, string>> {
  const zonesByCity = new Map<string, Map<string, string[]>>();
  for (const { city, state, zones } of zips) {
    const cities = zonesByCity.get(state) ?? new Map<string, string[]>();
    cities.set(cityKey(city), [...(cities.get(cityKey(city)) ?? []), ...zones]);
    if (keepOnePerClock(STATE_ZONES.get(state) ?? []).length > 1) zonesByCity.set(state, cities);
  }
  return Object.fromEntries(
    [...zonesByCity].sort().map(([state, cities]) => [state, groupByZones(cities)]),
  );
}

function groupByZones(cities: ReadonlyMap<string, readonly string[]>): Record<string, string> {
  const groups = new Map<string, string[]>();
  for (const [city, zones] of [...cities].sort()) {
    const key = keepOnePerClock(byFrequency(zones)).join(" ");
    groups.set(key, [...(groups.get(key) ?? []), city]);
  }
  return Object.fromEntries([...groups].sort().map(([key, names]) => [key, names.join("|")]));
}

/** Each value once, the most frequent first, equal ones as they came. */
export function byFrequency(values: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([value]) => value);
}
