/**
 * The IANA zones of the US and its territories, in groups that show the same time. The first of a group is the one
 * that most people live in; the others differ from it only before 2020.
 */
const ZONES_BY_CLOCK: readonly (readonly [string, ...string[]])[] = [
  [
    "America/New_York",
    "America/Detroit",
    "America/Indiana/Indianapolis",
    "America/Indiana/Marengo",
    "America/Indiana/Petersburg",
    "America/Indiana/Vevay",
    "America/Indiana/Vincennes",
    "America/Indiana/Winamac",
    "America/Kentucky/Louisville",
    "America/Kentucky/Monticello",
  ],
  [
    "America/Chicago",
    "America/Indiana/Knox",
    "America/Indiana/Tell_City",
    "America/Menominee",
    "America/North_Dakota/Beulah",
    "America/North_Dakota/Center",
    "America/North_Dakota/New_Salem",
  ],
  ["America/Denver", "America/Boise"],
  ["America/Phoenix"],
  ["America/Los_Angeles"],
  [
    "America/Anchorage",
    "America/Juneau",
    "America/Metlakatla",
    "America/Nome",
    "America/Sitka",
    "America/Yakutat",
  ],
  ["America/Adak"],
  ["Pacific/Honolulu"],
  ["America/Puerto_Rico", "America/St_Thomas"],
  ["Pacific/Guam", "Pacific/Saipan"],
  ["Pacific/Pago_Pago"],
];

/** Older names that files and the runtime's own `Intl` still use. */
const ALIASES: Readonly<Record<string, string>> = {
  "America/Atka": "America/Adak",
  "America/Fort_Wayne": "America/Indiana/Indianapolis",
  "America/Indianapolis": "America/Indiana/Indianapolis",
  "America/Knox_IN": "America/Indiana/Knox",
  "America/Louisville": "America/Kentucky/Louisville",
  "America/Shiprock": "America/Denver",
  "America/Virgin": "America/St_Thomas",
  "Pacific/Johnston": "Pacific/Honolulu",
  "Pacific/Midway": "Pacific/Pago_Pago",
  "Pacific/Samoa": "Pacific/Pago_Pago",
  "US/Alaska": "America/Anchorage",
  "US/Aleutian": "America/Adak",
  "US/Arizona": "America/Phoenix",
  "US/Central": "America/Chicago",
  "US/East-Indiana": "America/Indiana/Indianapolis",
  "US/Eastern": "America/New_York",
  "US/Hawaii": "Pacific/Honolulu",
  "US/Indiana-Starke": "America/Indiana/Knox",
  "US/Michigan": "America/Detroit",
  "US/Mountain": "America/Denver",
  "US/Pacific": "America/Los_Angeles",
  "US/Samoa": "Pacific/Pago_Pago",
};

const CLOCK_BY_ZONE: ReadonlyMap<string, string> = new Map(
  ZONES_BY_CLOCK.flatMap((zones) => zones.map((zone) => [zone, zones[0]] as const)),
);

export const US_ZONES: readonly string[] = [...CLOCK_BY_ZONE.keys()];

/** The canonical name of a US zone; undefined for every other zone. */
export function toUsZone(name: string): string | undefined {
  const zone = Object.hasOwn(ALIASES, name) ? ALIASES[name] : name;
  return zone !== undefined && CLOCK_BY_ZONE.has(zone) ? zone : undefined;
}

/** The zone that stands for all that show the same time as `zone`. */
export function clockOf(zone: string): string {
  return CLOCK_BY_ZONE.get(zone) ?? zone;
}

/** The zones without those that show the same time as an earlier one. */
export function keepOnePerClock(zones: readonly string[]): string[] {
  const firsts = new Map<string, string>();
  for (const zone of zones) {
    const clock = clockOf(zone);
    if (!firsts.has(clock)) firsts.set(clock, zone);
  }
  return [...firsts.values()];
}
