import { beforeAll, describe, expect, test } from "vitest";
import { deriveWhereabouts } from "@/lib/utils/lead-zone";
import { openPool, openTestDatabase } from "../support/database";
import { createLead, createTeam } from "../support/database-actors";
import { claim } from "../support/database-calls";
import { inRolledBackTransaction } from "../support/rolled-back";
import { wallClock } from "../support/window-oracle";
import { allowEveryState } from "../support/window-policies";

const database = await openTestDatabase();
const pool = openPool(database, 2);

const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;

/** A Wednesday in summer and the two Sundays on which most clocks are changed. */
const DAYS = ["2026-07-15", "2026-11-01", "2027-03-14"] as const;

/** The first and the last quarter of an hour at which the lead is called, by the clock named; null: not on that day. */
type Hours = readonly [first: string, last: string] | null;

interface NamedPlace {
  readonly name: string;
  readonly phone: string;
  readonly postalCode: string | null;
  /** Whose clock the hours are read from. */
  readonly clock: string;
  readonly hours: readonly [summer: Hours, fallsBack: Hours, springsForward: Hours];
}

/** By federal law. Where two zones an hour apart are plausible, the day ends an hour earlier by the western clock. */
const ALL_DAY = ["08:00", "20:45"] as const;
const TWO_ZONES = ["08:00", "19:45"] as const;
const FROM_NINE = ["09:00", "20:45"] as const;

const every = (hours: Hours) => [hours, hours, hours] as const;
const place = (
  name: string,
  phone: string,
  clock: string,
  hours: NamedPlace["hours"],
  postalCode: string | null = null,
): NamedPlace => ({ name, phone, clock, hours, postalCode });

const EASTERN = "America/New_York";
const CENTRAL = "America/Chicago";
const MOUNTAIN = "America/Denver";
const PACIFIC = "America/Los_Angeles";
const ARIZONA = "America/Phoenix";

const NAMED_PLACES: readonly NamedPlace[] = [
  place("Arizona, 602", "+16025552345", ARIZONA, every(ALL_DAY)),
  place("Phoenix, 85004", "+16025550123", ARIZONA, every(ALL_DAY), "85004"),
  // The Navajo Nation changes its clocks, the rest of Arizona does not: in winter they agree.
  place("Navajo, 928-283", "+19282832345", ARIZONA, [TWO_ZONES, ALL_DAY, TWO_ZONES]),
  place("Window Rock, 86515", "+19285550123", MOUNTAIN, every(ALL_DAY), "86515"),
  // Half of this ZIP code is Hopi land, which keeps Arizona's time.
  place("Tuba City, 86045", "+19285550123", ARIZONA, [TWO_ZONES, ALL_DAY, TWO_ZONES], "86045"),
  place("Indiana, 812", "+18125552345", CENTRAL, every(TWO_ZONES)),
  place("Indiana, 930 over 812", "+19305552345", CENTRAL, every(TWO_ZONES)),
  place(
    "Indianapolis, 46204",
    "+13175550123",
    "America/Indiana/Indianapolis",
    every(ALL_DAY),
    "46204",
  ),
  place("Gary, 46402", "+12195550123", CENTRAL, every(ALL_DAY), "46402"),
  place("Florida, 850", "+18505552345", CENTRAL, every(["08:00", "18:45"])),
  place("Florida, 448 over 850", "+14485552345", CENTRAL, every(["08:00", "18:45"])),
  place("Pensacola, 32501", "+18505550123", CENTRAL, every(["08:00", "19:45"]), "32501"),
  place("Idaho, 208", "+12085552345", PACIFIC, every(TWO_ZONES)),
  place("Boise, 83702", "+12085550123", "America/Boise", every(ALL_DAY), "83702"),
  place("Coeur d'Alene, 83814", "+12085550123", PACIFIC, every(ALL_DAY), "83814"),
  place("Oregon, 541", "+15415552345", PACIFIC, every(TWO_ZONES)),
  place(
    "Ontario in Malheur County, 97914",
    "+15415550123",
    "America/Boise",
    every(ALL_DAY),
    "97914",
  ),
  place("Kentucky, 270", "+12705552345", CENTRAL, every(["10:00", "19:45"])),
  place("Kentucky, 364 over 270", "+13645552345", CENTRAL, every(["10:00", "19:45"])),
  place("Tennessee, 423", "+14235552345", CENTRAL, every(TWO_ZONES)),
  place("Tennessee, 931", "+19315552345", CENTRAL, every(ALL_DAY)),
  place("South Dakota, 605", "+16055552345", MOUNTAIN, [["09:00", "19:45"], null, null]),
  place("North Dakota, 701", "+17015552345", MOUNTAIN, every(TWO_ZONES)),
  place("Nebraska, 308", "+13085552345", MOUNTAIN, [
    TWO_ZONES,
    ["13:00", "19:45"],
    ["13:00", "19:45"],
  ]),
  place("Kansas, 785", "+17855552345", MOUNTAIN, every(TWO_ZONES)),
  place("Kansas, 620", "+16205552345", MOUNTAIN, every(TWO_ZONES)),
  place("El Paso, 915", "+19155552345", MOUNTAIN, [
    FROM_NINE,
    ["12:00", "20:45"],
    ["12:00", "20:45"],
  ]),
  place("Upper Michigan, 906", "+19065552345", "America/Menominee", every(["09:00", "19:45"])),
  place("Hawaii, 808", "+18085552345", "Pacific/Honolulu", every(ALL_DAY)),
  place("Alaska, 907", "+19075552345", "America/Adak", every(TWO_ZONES)),
  place("Puerto Rico, 787", "+17875552345", "America/Puerto_Rico", every(ALL_DAY)),
  place("Guam, 671", "+16715552345", "Pacific/Guam", every(ALL_DAY)),
  place("Manhattan, 212", "+12125552345", EASTERN, every(ALL_DAY)),
  // Moved there with a New York number: neither of the two clocks may say that it is too early or too late.
  place(
    "Phoenix with a number from Manhattan",
    "+12125552345",
    ARIZONA,
    [
      ["08:00", "17:45"],
      ["08:00", "18:45"],
      ["08:00", "17:45"],
    ],
    "85004",
  ),
  place("No place, toll-free", "+18005550123", EASTERN, every(null)),
  place("No zone, a fictional number", "+12125550123", EASTERN, every(null)),
];

let team: string;
/** The ids of the leads, by the names of their places. */
let leads: Map<string, string>;
beforeAll(async () => {
  team = await createTeam(pool, {
    calling_start: "08:00",
    calling_end: "21:00",
    max_calls_batch: 100,
    max_concurrent_calls: 100,
  });
  await allowEveryState(pool, team);
  leads = new Map();
  for (const named of NAMED_PLACES) leads.set(named.name, await createLeadAt(named));
});

async function createLeadAt({ phone, postalCode }: NamedPlace): Promise<string> {
  const { timezone, timezoneSource, timezones, states } = deriveWhereabouts({
    phone,
    timezone: null,
    timezoneFrom: "column",
    postalCode,
    city: null,
    state: null,
  });
  const columns = { timezone, timezone_source: timezoneSource, timezones, states };
  return (await createLead(pool, team, columns)).id;
}

describe.each(DAYS.map((day, index) => [day, index] as const))("on %s", (day, index) => {
  /** The leads that a run at each instant claims, if it were the only run. */
  const claimed = new Map<number, ReadonlySet<string>>();

  beforeAll(async () => {
    for (const at of new Set(NAMED_PLACES.flatMap(probesOf))) {
      const claims = await inRolledBackTransaction(pool, (client) =>
        claim(client, team, { now: new Date(at).toISOString() }),
      );
      claimed.set(at, new Set(claims.map(({ lead_id }) => lead_id)));
    }
  });

  test.each(NAMED_PLACES)("$name is called in its hours and at no other time", (named) => {
    const hours = named.hours[index] ?? null;
    const quarters = quartersOf(named.clock).filter((at) => claimed.has(at));
    const calledAt = quarters.filter((at) => claimed.get(at)?.has(leads.get(named.name) ?? ""));
    const times = calledAt.map((at) => wallClock(named.clock, at).time);
    const expected = quarters
      .map((at) => wallClock(named.clock, at).time)
      .filter((time) => hours !== null && time >= hours[0] && time <= hours[1]);
    expect(times).toEqual(expected);
    expect([times.at(0), times.at(-1)]).toEqual([hours?.[0], hours?.[1]]);
  });

  /** Every quarter of an hour of the day by a zone's clock: on the two Sundays there are four more or fewer. */
  function quartersOf(zone: string): number[] {
    const around = Date.parse(`${day}T00:00:00Z`);
    const quarters = Array.from({ length: 4 * 24 * 3 }, (_, n) => around + (n - 4 * 24) * QUARTER);
    return quarters.filter((at) => wallClock(zone, at).date === day);
  }

  /** Every two hours, and the quarters of an hour around those at which claiming begins and ends. */
  function probesOf({ clock, hours }: NamedPlace): number[] {
    const edges: readonly string[] = hours[index] ?? [];
    const quarters = quartersOf(clock);
    return [
      ...quarters.filter((_, n) => n % 8 === 0),
      ...quarters
        .filter((at) => edges.includes(wallClock(clock, at).time))
        .flatMap((at) => [at - QUARTER, at, at + QUARTER]),
    ];
  }
});
