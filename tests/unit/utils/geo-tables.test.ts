import { describe, expect, it } from "vitest";
import {
  classifyAreaCode,
  findAreaCode,
  findExchangeZones,
  US_AREA_CODES,
} from "@/lib/utils/geo/area-codes";
import { cityKey } from "@/lib/utils/geo/city-key";
import { clockOf, toUsZone, US_ZONES } from "@/lib/utils/geo/us-zones";
import { findStateZones, findZip } from "@/lib/utils/geo/zip-codes";
import { US_STATES } from "@/lib/utils/us-states";
import { STATE_AREA_CODES } from "../../../scripts/geo/area-code-plan";
import { buildTables, findOutdated } from "../../../scripts/geo/tables";

const OVERLAYS = Object.values(STATE_AREA_CODES)
  .flatMap((codes) => codes.split(" "))
  .flatMap((word) => {
    const [overlay = "", ...parents] = word.split(/[<+]/);
    return parents.map((parent) => [overlay, parent] as const);
  });

describe("the tables of places", () => {
  it("are what the packages give", { timeout: 60_000 }, () => {
    expect(findOutdated(buildTables())).toEqual([]);
  });
});

describe("area codes", () => {
  it("have zones and a state each, and every state has some", () => {
    for (const { npa, states, timezones } of US_AREA_CODES) {
      expect(npa).toMatch(/^[2-9][0-8]\d$/);
      expect(states.every((state) => state in US_STATES)).toBe(true);
      expect(states).not.toEqual([]);
      expect(timezones).not.toEqual([]);
      expect(US_ZONES).toEqual(expect.arrayContaining([...timezones]));
    }
    const states = new Set(US_AREA_CODES.flatMap((areaCode) => areaCode.states));
    expect([...states].sort()).toEqual(Object.keys(US_STATES).sort());
  });

  it.each(OVERLAYS)("%s has every zone and state of %s", (overlay, parent) => {
    const child = findAreaCode(overlay);
    const original = findAreaCode(parent);
    expect(original).toBeDefined();
    expect(child?.timezones).toEqual(expect.arrayContaining([...(original?.timezones ?? [])]));
    expect(child?.states).toEqual(original?.states);
  });

  it("have no exchange outside their zones", () => {
    for (const { npa, timezones } of US_AREA_CODES) {
      for (let exchange = 200; exchange < 1000; exchange++) {
        const zones = findExchangeZones(npa, `${exchange}`) ?? [];
        if (zones.length > 0) expect(timezones).toEqual(expect.arrayContaining([...zones]));
      }
    }
  });

  it.each([
    ["205", "geographic"],
    ["416", "foreign"],
    ["876", "foreign"],
    ["888", "toll_free"],
    ["900", "premium"],
    ["500", "placeless"],
    ["211", "unused"],
  ])("%s is %s", (npa, use) => {
    expect(classifyAreaCode(npa)).toBe(use);
  });
});

describe("ZIP codes", () => {
  it("lie in a state, in zones that the state has", () => {
    let count = 0;
    for (let code = 0; code < 100_000; code++) {
      const zip = findZip(`${code}`.padStart(5, "0"));
      if (!zip) continue;
      count++;
      const clocks = findStateZones(zip.state)?.map(clockOf) ?? [];
      const isInside = zip.timezones.every((zone) => clocks.includes(clockOf(zone)));
      if (!isInside || zip.timezones.length === 0) expect(zip).toBe("in its state");
    }
    expect(count).toBe(41_898);
  });

  it("of every state are known", () => {
    for (const state of Object.keys(US_STATES)) expect(findStateZones(state)).toBeDefined();
  });
});

describe("zones", () => {
  it("that count as one clock show the same time through the years to come", () => {
    for (const zone of US_ZONES) {
      for (let hour = Date.UTC(2026, 0); hour < Date.UTC(2028, 0); hour += 36 * 3_600_000) {
        const [here, there] = [zone, clockOf(zone)].map((timeZone) => show(hour, timeZone));
        if (here !== there) expect(`${zone} ${here}`).toBe(`${clockOf(zone)} ${there}`);
      }
    }
  });

  it.each(["America/Toronto", "Europe/London", "constructor", "", "EST"])(
    "%j is not one of the US",
    (name) => {
      expect(toUsZone(name)).toBeUndefined();
    },
  );
});

const clocks = new Map<string, Intl.DateTimeFormat>();

function show(instant: number, timeZone: string): string {
  const clock =
    clocks.get(timeZone) ??
    new Intl.DateTimeFormat("en-US", { timeZone, dateStyle: "short", timeStyle: "short" });
  clocks.set(timeZone, clock);
  return clock.format(instant);
}

describe("cityKey", () => {
  it.each([
    ["St. Petersburg", "SAINT PETERSBURG"],
    ["Mc Laughlin", "McLaughlin"],
    ["LaPorte", "La Porte"],
    ["Winston-Salem", "Winston Salem"],
    ["Ft Wayne", "Fort Wayne"],
    ["Coeur d'Alene", "Coeur D Alene"],
    ["Cañon City", "Canon City"],
  ])("%s is %s", (written, other) => {
    expect(cityKey(written)).toBe(cityKey(other));
  });
});
