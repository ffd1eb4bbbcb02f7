import "server-only";
import lookUpZone from "@photostructure/tz-lookup";
import zipcodes from "zipcodes";
import { US_STATES } from "./us-states";

/** What is known of the place where a lead is called. */
export interface LeadPlace {
  /** An IANA zone that a person or a file stated. */
  readonly timezone: string | null;
  /** Who stated it. */
  readonly timezoneFrom: "column" | "staff";
  readonly postalCode: string | null;
  readonly state: string | null;
}

interface LeadZone {
  readonly timezone: string;
  readonly source: "column" | "staff" | "zip";
}

export interface LeadWhereabouts {
  /** Undefined: unknown, so that the lead is not called until somebody fixes it. */
  readonly zone: LeadZone | undefined;
  /** US states whose calling rules may apply. */
  readonly states: readonly string[];
}

/** From the most to the least certain; the first that knows decides. */
const RUNGS: readonly ((place: LeadPlace) => LeadZone | undefined)[] = [fromStatement, fromZip];

/** Derives the calling zone and the plausible states of a lead. Server only: the table of ZIP codes is large. */
export function deriveWhereabouts(place: LeadPlace): LeadWhereabouts {
  const states = [place.state, findZip(place.postalCode)?.state];
  return {
    zone: firstKnown(place),
    states: [...new Set(states.filter((state) => typeof state === "string"))],
  };
}

function firstKnown(place: LeadPlace): LeadZone | undefined {
  for (const rung of RUNGS) {
    const zone = rung(place);
    if (zone) return zone;
  }
  return undefined;
}

function fromStatement(place: LeadPlace): LeadZone | undefined {
  return place.timezone ? { timezone: place.timezone, source: place.timezoneFrom } : undefined;
}

const US_ZONE =
  /^(America\/(New_York|Detroit|Chicago|Menominee|Denver|Boise|Phoenix|Los_Angeles|Anchorage|Juneau|Sitka|Metlakatla|Yakutat|Nome|Adak|Puerto_Rico|St_Thomas|(Indiana|Kentucky|North_Dakota)\/\w+)|Pacific\/(Honolulu|Guam|Saipan|Pago_Pago|Midway))$/;

function fromZip(place: LeadPlace): LeadZone | undefined {
  const zip = findZip(place.postalCode);
  if (!zip) return undefined;
  const timezone = lookUpZone(zip.latitude, zip.longitude);
  // The middle of some border ZIP codes lies across the border, where clocks change on other days or never.
  return US_ZONE.test(timezone) ? { timezone, source: "zip" } : undefined;
}

function findZip(postalCode: string | null): zipcodes.ZipCode | undefined {
  const digits = /^(\d{5})(-?\d{4})?$/.exec(postalCode ?? "")?.[1];
  const zip = digits ? zipcodes.lookup(digits) : undefined;
  // Military post offices (AA, AE, AP) are not where their phones are.
  return zip && zip.state in US_STATES ? zip : undefined;
}
