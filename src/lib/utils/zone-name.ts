import { US_TIME_ZONES } from "./time-zone-names";

/** What people call a zone whatever the season: "Central", "Arizona", "Eastern" also for America/Detroit. */
export function nameZone(zone: string): string {
  const listed = US_TIME_ZONES.find(({ id }) => id === zone);
  return (listed?.name ?? genericName(zone)).replace(/ Time$/, "").replace(/ \(.*\)$/, "");
}

/** How a lead's zone was found, by `leads.timezone_source`. */
export const ZONE_SOURCES: Readonly<Record<string, string>> = {
  column: "as the imported file states it",
  staff: "as somebody of your team chose it",
  zip: "by the ZIP code",
  city: "by the city",
  state: "by the state",
  prefix: "by the first digits of the number",
  area_code: "by the area code",
};

function genericName(zone: string): string {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    timeZoneName: "longGeneric",
    // A day in our time: zones that are the same today were not always.
  }).formatToParts(new Date("2026-01-15T12:00:00Z"));
  return parts.find((part) => part.type === "timeZoneName")?.value ?? zone;
}
