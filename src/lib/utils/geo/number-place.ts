import { type AreaCodeUse, classifyAreaCode, findAreaCode, findExchangeZones } from "./area-codes";

/** What a phone number tells about the place of its owner. */
export interface NumberPlace {
  readonly kind: "prefix" | "area_code";
  /** "850-432" or "850". */
  readonly value: string;
  /** Empty: the number tells a state but no zone. */
  readonly timezones: readonly string[];
  readonly states: readonly string[];
}

export type NumberReading =
  | { readonly kind: "placed"; readonly place: NumberPlace; readonly fault: string | null }
  | { readonly kind: "unplaced" | "foreign"; readonly fault: string };

const FIX = "enter a ZIP code, a city and state, or a time zone.";

/**
 * Reads the place off an E.164 number: by its exchange where that is known, else by its whole area code. `fault` says
 * why it tells no zone.
 */
export function readNumber(phone: string): NumberReading {
  const [, npa, exchange, line] = /^\+1([2-9]\d\d)([2-9]\d\d)(\d{4})$/.exec(phone) ?? [];
  if (!npa || !exchange || !line) {
    if (/^\+[2-9]\d+$/.test(phone)) return readUnplaced("foreign", "");
    return { kind: "unplaced", fault: `This is not a US phone number: correct it, or ${FIX}` };
  }
  const areaCode = findAreaCode(npa);
  if (!areaCode) return readUnplaced(classifyAreaCode(npa), npa);
  const { states } = areaCode;
  if (exchange === "555" && line.startsWith("01")) {
    const fault = `Numbers from 555-0100 to 555-0199 are fictional and tell no place: ${FIX}`;
    return {
      kind: "placed",
      place: { kind: "area_code", value: npa, timezones: [], states },
      fault,
    };
  }
  const zones = findExchangeZones(npa, exchange);
  const place: NumberPlace = zones
    ? { kind: "prefix", value: `${npa}-${exchange}`, timezones: zones, states }
    : { kind: "area_code", value: npa, timezones: areaCode.timezones, states };
  return { kind: "placed", place, fault: null };
}

function readUnplaced(use: AreaCodeUse, npa: string): NumberReading {
  switch (use) {
    case "foreign":
      return {
        kind: "foreign",
        fault:
          "This number is outside the US, and only US calling rules are known: enter a US number.",
      };
    case "toll_free":
      return {
        kind: "unplaced",
        fault: `This is a toll-free number, which has no place: ${FIX}`,
      };
    case "premium":
      return {
        kind: "unplaced",
        fault: `This is a premium-rate number, which has no place: ${FIX}`,
      };
    case "placeless":
      return {
        kind: "unplaced",
        fault: `Numbers with the area code ${npa} belong to no place: ${FIX}`,
      };
    default:
      return {
        kind: "unplaced",
        fault: `The area code ${npa} is not in use: correct the number, or ${FIX}`,
      };
  }
}
