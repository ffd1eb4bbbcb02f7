import "server-only";
import { cityKey } from "./city-key";
import table from "./zip-codes.json";

export interface PlaceZones {
  readonly state: string;
  /** The likeliest first; more than one where a border between zones is near. */
  readonly timezones: readonly string[];
}

const places: readonly PlaceZones[] = table.places.split("|").map((place) => {
  const [state = "", ...timezones] = place.split(" ");
  return { state, timezones };
});

const zonesByState: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(table.states).map(([state, zones]) => [state, zones.split(" ")]),
);

let decodedZips: Uint16Array | undefined;
let decodedCities: ReadonlyMap<string, readonly string[]> | undefined;

/** Where a five-digit ZIP code is; undefined for those not in use and for military post offices. */
export function findZip(zip: string): PlaceZones | undefined {
  decodedZips ??= decodeZips();
  // One more than the place, so that 0 says "not in use".
  const place = decodedZips[Number(zip)] ?? 0;
  return places[place - 1];
}

/** Undefined for what is no US state or territory. */
export function findStateZones(state: string): readonly string[] | undefined {
  return zonesByState.get(state);
}

/** A state's only zone, whatever the city; in a divided state the city's zones, or undefined when it is not known. */
export function findCityZones(city: string, state: string): readonly string[] | undefined {
  const zones = zonesByState.get(state);
  if (zones?.length === 1) return zones;
  decodedCities ??= decodeCities(table.cities);
  return decodedCities.get(`${state} ${cityKey(city)}`);
}

/**
 * The table holds one bit a ZIP code for whether it is in use, and for those in use, in order, runs of
 * `place.length` in base 36, where the place counts the entries of `places`.
 */
function decodeZips(): Uint16Array {
  const isUsed = Buffer.from(table.zips, "base64");
  const zips = new Uint16Array(isUsed.length * 8);
  const runs = table.runs.split(" ").map((run) => run.split(".").map((part) => parseInt(part, 36)));
  let run = 0;
  let left = runs[0]?.[1] ?? 0;
  for (let zip = 0; zip < zips.length; zip++) {
    if ((((isUsed[zip >> 3] ?? 0) >> (zip & 7)) & 1) === 0) continue;
    if (left === 0) left = runs[++run]?.[1] ?? 0;
    zips[zip] = (runs[run]?.[0] ?? -1) + 1;
    left--;
  }
  return zips;
}

function decodeCities(
  groupsByState: Readonly<Record<string, Readonly<Record<string, string>>>>,
): ReadonlyMap<string, readonly string[]> {
  const zones = new Map<string, readonly string[]>();
  for (const [state, groups] of Object.entries(groupsByState)) {
    for (const [names, cities] of Object.entries(groups)) {
      for (const city of cities.split("|")) zones.set(`${state} ${city}`, names.split(" "));
    }
  }
  return zones;
}
