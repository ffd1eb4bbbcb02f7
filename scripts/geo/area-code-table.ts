import { cityKey } from "../../src/lib/utils/geo/city-key";
import {
  CORRECTED_ZONES,
  FOREIGN_AREA_CODES,
  PLACELESS_AREA_CODES,
  STATE_AREA_CODES,
  TOLL_FREE_AREA_CODES,
} from "./area-code-plan";
import { carrierZonesOfExchange, listExchanges, readCarrierZones } from "./carrier-data";
import { mainZone } from "./state-zones";
import { byFrequency } from "./zip-table";
import type { ZipPlace } from "./zip-zones";

interface Plan {
  readonly state: string;
  readonly parents: readonly string[];
}

interface AreaCodeFacts extends Plan {
  /** From the area code's own rows, without its parents'. */
  readonly zones: readonly string[];
  readonly exchanges: Map<string, readonly string[]>;
}

type Facts = ReadonlyMap<string, AreaCodeFacts>;

/** The table that src/lib/utils/geo/area-codes.ts reads. */
export function buildAreaCodeTable(zips: readonly ZipPlace[]) {
  const facts = collectFacts();
  addExchanges(facts, zips);
  const codes = [...facts.keys()].sort().map((code) => {
    const zones = byFrequency(zonesOfAreaCode(code, facts));
    if (zones.length === 0) throw new Error(`no zone is known for the area code ${code}`);
    return [code, [facts.get(code)?.state, ...zones].join(" ")];
  });
  return {
    codes: Object.fromEntries(codes),
    exchanges: groupExchanges(facts),
    foreign: FOREIGN_AREA_CODES,
    placeless: PLACELESS_AREA_CODES,
    tollFree: TOLL_FREE_AREA_CODES,
  };
}

function collectFacts(): Facts {
  const plans = readPlans();
  const carrierZones = readCarrierZones();
  refuseUnknownAreaCodes([...carrierZones.keys()], plans);
  const facts = [...plans].map(([code, plan]) => {
    const zones = CORRECTED_ZONES[code] ?? [...(carrierZones.get(code) ?? [])].sort();
    return [code, { ...plan, zones: nameZones(zones, plan.state), exchanges: new Map() }] as const;
  });
  return new Map(facts);
}

function nameZones(zones: readonly string[], state: string): string[] {
  return [...new Set(zones.flatMap((zone) => mainZone(zone, state) ?? []))];
}

function readPlans(): Map<string, Plan> {
  const plans = new Map<string, Plan>();
  for (const [state, text] of Object.entries(STATE_AREA_CODES)) {
    for (const word of text.split(" ")) {
      const [code = "", ...parents] = word.split(/[<+]/);
      if (plans.has(code)) throw new Error(`the area code ${code} is listed twice`);
      plans.set(code, { state, parents });
    }
  }
  return plans;
}

function refuseUnknownAreaCodes(
  carrierCodes: readonly string[],
  plans: ReadonlyMap<string, Plan>,
): void {
  const foreign = FOREIGN_AREA_CODES.split(" ");
  const unknown = carrierCodes.filter((code) => !plans.has(code) && !foreign.includes(code));
  if (unknown.length > 0) throw new Error(`area codes without a state: ${unknown.join(", ")}`);
}

/** Notes the zones of each exchange whose area code the package divides. */
function addExchanges(facts: Facts, zips: readonly ZipPlace[]): void {
  const zonesByCity = collectCityZones(zips);
  for (const exchange of listExchanges()) {
    const areaCode = facts.get(exchange.areaCode);
    if (!areaCode || areaCode.zones.length < 2) continue;
    const own = nameZones(carrierZonesOfExchange(exchange), areaCode.state);
    const cityZones =
      "city" in exchange
        ? (zonesByCity.get(`${exchange.state} ${cityKey(exchange.city)}`) ?? [])
        : [];
    const zones = reconcile(own, nameZones(cityZones, areaCode.state));
    if (zones.length > 0) areaCode.exchanges.set(exchange.exchange, zones);
  }
}

/** The package misplaces some exchanges (850-431, Tallahassee): where the city disagrees, both count. */
function reconcile(own: readonly string[], cityZones: readonly string[]): readonly string[] {
  return own.some((zone) => cityZones.includes(zone)) ? own : [...own, ...cityZones];
}

function collectCityZones(zips: readonly ZipPlace[]): Map<string, string[]> {
  const zonesByCity = new Map<string, string[]>();
  for (const { city, state, zones } of zips) {
    const key = `${state} ${cityKey(city)}`;
    zonesByCity.set(key, [...(zonesByCity.get(key) ?? []), ...zones]);
  }
  return zonesByCity;
}

/** The area code's own zones and its parents', each as often as an exchange has it. */
function zonesOfAreaCode(code: string, facts: Facts): string[] {
  const areaCode = facts.get(code);
  if (!areaCode) throw new Error(`the area code ${code} is named as a parent but not listed`);
  return [
    ...areaCode.parents.flatMap((parent) => zonesOfAreaCode(parent, facts)),
    ...[...areaCode.exchanges.values()].flat(),
    ...areaCode.zones,
  ];
}

function groupExchanges(facts: Facts): Record<string, Record<string, string>> {
  const divided = [...facts].filter(([, { exchanges }]) => exchanges.size > 0).sort();
  const tables = divided.map(([code, { exchanges }]) => {
    const groups = new Map<string, string[]>();
    for (const [exchange, zones] of [...exchanges].sort()) {
      groups.set(zones.join(" "), [...(groups.get(zones.join(" ")) ?? []), exchange]);
    }
    const sorted = [...groups].sort().map(([zones, list]) => [zones, list.join(" ")]);
    return [code, Object.fromEntries(sorted)];
  });
  return Object.fromEntries(tables);
}
