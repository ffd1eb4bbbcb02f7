import table from "./area-codes.json";

/** An assigned area code of the US or a territory. */
export interface AreaCode {
  readonly npa: string;
  readonly states: readonly string[];
  /** Every zone of its area, the one of most exchanges first. */
  readonly timezones: readonly string[];
}

export type AreaCodeUse =
  | "geographic"
  | "foreign"
  | "toll_free"
  | "premium"
  | "placeless"
  | "unused";

export const US_AREA_CODES: readonly AreaCode[] = Object.entries(table.codes).map(
  ([npa, place]) => {
    const [state = "", ...timezones] = place.split(" ");
    return { npa, states: [state], timezones };
  },
);

const areaCodes: ReadonlyMap<string, AreaCode> = new Map(
  US_AREA_CODES.map((areaCode) => [areaCode.npa, areaCode]),
);

const uses: ReadonlyMap<string, AreaCodeUse> = new Map([
  ...table.foreign.split(" ").map((npa) => [npa, "foreign"] as const),
  ...table.tollFree.split(" ").map((npa) => [npa, "toll_free"] as const),
  ...table.placeless.split(" ").map((npa) => [npa, "placeless"] as const),
  ["900", "premium"] as const,
  ...US_AREA_CODES.map(({ npa }) => [npa, "geographic"] as const),
]);

const zonesByExchange = readExchanges(table.exchanges);

export function findAreaCode(npa: string): AreaCode | undefined {
  return areaCodes.get(npa);
}

/** What numbers of the area code are for; "foreign" is the rest of the countries that share the code +1. */
export function classifyAreaCode(npa: string): AreaCodeUse {
  return uses.get(npa) ?? "unused";
}

/**
 * The zones of one exchange (NPA-NXX). Known only where the area code has several zones and the exchange a city;
 * undefined says that any zone of the area code may be right.
 */
export function findExchangeZones(npa: string, exchange: string): readonly string[] | undefined {
  return zonesByExchange.get(npa + exchange);
}

function readExchanges(
  tables: Readonly<Record<string, Readonly<Record<string, string>>>>,
): ReadonlyMap<string, readonly string[]> {
  const zones = new Map<string, readonly string[]>();
  for (const [npa, groups] of Object.entries(tables)) {
    for (const [names, exchanges] of Object.entries(groups)) {
      for (const exchange of exchanges.split(" ")) zones.set(npa + exchange, names.split(" "));
    }
  }
  return zones;
}
