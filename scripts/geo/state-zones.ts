/** The states that have more than one zone by law (49 CFR part 71), the one with most people first. */
const DIVIDED_STATES: Readonly<Record<string, readonly string[]>> = {
  AK: [
    "America/Anchorage",
    "America/Juneau",
    "America/Sitka",
    "America/Nome",
    "America/Yakutat",
    "America/Metlakatla",
    "America/Adak",
  ],
  AZ: ["America/Phoenix", "America/Denver"],
  FL: ["America/New_York", "America/Chicago"],
  ID: ["America/Boise", "America/Los_Angeles"],
  IN: [
    "America/Indiana/Indianapolis",
    "America/Chicago",
    "America/Indiana/Vincennes",
    "America/Indiana/Marengo",
    "America/Indiana/Petersburg",
    "America/Indiana/Vevay",
    "America/Indiana/Winamac",
    "America/Indiana/Knox",
    "America/Indiana/Tell_City",
  ],
  KS: ["America/Chicago", "America/Denver"],
  KY: [
    "America/New_York",
    "America/Kentucky/Louisville",
    "America/Chicago",
    "America/Kentucky/Monticello",
  ],
  MI: ["America/Detroit", "America/Menominee"],
  ND: [
    "America/Chicago",
    "America/Denver",
    "America/North_Dakota/Beulah",
    "America/North_Dakota/Center",
    "America/North_Dakota/New_Salem",
  ],
  NE: ["America/Chicago", "America/Denver"],
  NV: ["America/Los_Angeles", "America/Denver"],
  OR: ["America/Los_Angeles", "America/Boise"],
  SD: ["America/Chicago", "America/Denver"],
  TN: ["America/Chicago", "America/New_York"],
  TX: ["America/Chicago", "America/Denver"],
};

const STATES_BY_ZONE: Readonly<Record<string, string>> = {
  "America/New_York": "CT DC DE GA MA MD ME NC NH NJ NY OH PA RI SC VA VT WV",
  "America/Chicago": "AL AR IA IL LA MN MO MS OK WI",
  "America/Denver": "CO MT NM UT WY",
  "America/Los_Angeles": "CA WA",
  "Pacific/Honolulu": "HI",
  "America/Puerto_Rico": "PR",
  "America/St_Thomas": "VI",
  "Pacific/Guam": "GU",
  "Pacific/Saipan": "MP",
  "Pacific/Pago_Pago": "AS",
};

/** The zones of every state and territory. */
export const STATE_ZONES: ReadonlyMap<string, readonly string[]> = new Map([
  ...Object.entries(DIVIDED_STATES),
  ...Object.entries(STATES_BY_ZONE).flatMap(([zone, states]) =>
    states.split(" ").map((state): [string, string[]] => [state, [zone]]),
  ),
]);

export function zonesOf(state: string): readonly string[] {
  const zones = STATE_ZONES.get(state);
  if (!zones) throw new Error(`no zones are known for ${state}`);
  return zones;
}

/**
 * `zone` by the name that `state` uses, since the packages name neighbours and countries nearby: Detroit for
 * New York in Michigan, Chicago for Winnipeg in North Dakota. Undefined when the state has no zone with that time.
 */
export function settleZone(zone: string, state: string): string | undefined {
  const zones = zonesOf(state);
  if (zones.includes(zone)) return zone;
  return zones.find((own) => offsetsOf(own) === offsetsOf(zone));
}

/** As `settleZone`, by the name of most people of the state: phone numbers do not tell Nome from Anchorage. */
export function mainZone(zone: string, state: string): string | undefined {
  return zonesOf(state).find((own) => offsetsOf(own) === offsetsOf(zone));
}

const offsetsByZone = new Map<string, string>();

/** What the zone's clocks show on the 1st and 15th of each month of a year, as one string to compare. */
function offsetsOf(zone: string): string {
  const known = offsetsByZone.get(zone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  });
  const days = Array.from({ length: 24 }, (_, index) =>
    Date.UTC(2027, Math.floor(index / 2), index % 2 === 0 ? 1 : 15, 12),
  );
  const offsets = days.map((day) => clock.format(day)).join("|");
  offsetsByZone.set(zone, offsets);
  return offsets;
}
