import { type CountryCode, parsePhoneNumberFromString } from "libphonenumber-js/min";
import { cleanLine } from "./text";

export interface ParsedPhone {
  readonly e164: string;
  readonly extension: string | undefined;
}

export type PhoneResult =
  | ({ readonly isOk: true } & ParsedPhone)
  | { readonly isOk: false; readonly reason: string };

/**
 * Reads one phone number as people and spreadsheets write it.
 *
 * North American numbers are checked by the numbering plan's own shape, not by libphonenumber's "valid": its tables
 * of area codes age with the package, and they reject the fictional range 555-0100 to 555-0199.
 */
export function parsePhone(text: string, defaultCountry: CountryCode = "US"): PhoneResult {
  const line = cleanLine(text);
  if (line === "") return refuse("The phone number is missing.");
  if (/^\d([.,]\d+)?e\+?\d+$/i.test(line)) {
    return refuse(
      `"${line}" was shortened by a spreadsheet. Format the column as text and export it again.`,
    );
  }
  // Also keeps the patterns below away from text of any length.
  if (line.length > 100) return refuse(`"${clip(line)}" is not a phone number.`);
  const plain = defaultCountry === "US" ? PLAIN.exec(line) : null;
  if (plain) return readPlain(plain.slice(1).join(""), line);
  const number = parsePhoneNumberFromString(prepare(line), defaultCountry);
  if (!number) return refuse(describeUnreadable(line));
  const extension = number.ext || undefined;
  if (extension && !/^\d{1,10}$/.test(extension)) {
    return refuse(`The extension in "${clip(line)}" is too long: at most 10 digits.`);
  }
  const reason =
    number.countryCallingCode === "1"
      ? findFault(number.nationalNumber, clip(line))
      : describeForeign(number.isValid(), clip(line));
  return reason ? refuse(reason) : { isOk: true, e164: number.number, extension };
}

/**
 * Ten digits as nearly all lists have them. The library says the same of them after trying the patterns of every country
 * that shares +1, which is most of what an import of many rows takes.
 */
const PLAIN = /^(?:\+?1[ .-]?)?(?:\(([2-9]\d\d)\) ?|([2-9]\d\d)[ .-]?)(\d{3})[ .-]?(\d{4})$/;

function readPlain(national: string, line: string): PhoneResult {
  const reason = findFault(national, clip(line));
  return reason ? refuse(reason) : { isOk: true, e164: `+1${national}`, extension: undefined };
}

function refuse(reason: string): PhoneResult {
  return { isOk: false, reason };
}

function clip(line: string): string {
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}

function prepare(line: string): string {
  // A number column read as decimals, as spreadsheets like to write it.
  const withoutDecimals = line.replace(/^(\+?\d{10,15})\.0+$/, "$1");
  // The rest of the world dials abroad with 00, the US with 011, which the library knows.
  return spellOutLetters(withoutDecimals.replace(/^00(?=[1-9])/, "+"));
}

const KEYS = "22233344455566677778889999";

/** "1-800-COOL-AIR" as digits. Only where letters are needed to reach ten digits, and only the first ten count. */
function spellOutLetters(line: string): string {
  const match = /^(\+?1?[\s.-]*\(?\d{3}\)?[\s.-]*[\d\s.-]*)([a-z][a-z\s.-]*)$/i.exec(line);
  if (!match) return line;
  const [, head = "", word = ""] = match;
  const headDigits = head.replaceAll(/\D/g, "");
  const prefix = headDigits.startsWith("1") ? 1 : 0;
  const letters = word.toLowerCase().replaceAll(/[^a-z]/g, "");
  const missing = 10 + prefix - headDigits.length;
  if (missing < 3 || letters.length < missing) return line;
  const digits = [...letters].map((letter) => KEYS.charAt(letter.charCodeAt(0) - 97));
  return headDigits + digits.slice(0, missing).join("");
}

function describeUnreadable(line: string): string {
  const digits = line.replaceAll(/\D/g, "");
  if (digits.length >= 14) return `"${clip(line)}" holds more than one phone number. Keep one.`;
  return `"${clip(line)}" is not a phone number.`;
}

function describeForeign(isValid: boolean, shown: string): string | undefined {
  return isValid ? undefined : `"${shown}" is not a phone number that exists.`;
}

function findFault(national: string, shown: string): string | undefined {
  if (national.length < 10) {
    const hint = national.length === 7 ? "The area code is missing." : "A US number has 10 digits.";
    return `"${shown}" has ${national.length} digits. ${hint}`;
  }
  if (national.length > 10) return `"${shown}" has too many digits. A US number has 10.`;
  const area = national.slice(0, 3);
  if (!/^[2-9][0-8]\d$/.test(area) || area.endsWith("11")) {
    return `"${shown}" has the area code ${area}, which does not exist.`;
  }
  const exchange = national.slice(3, 6);
  if (!/^[2-9]\d\d$/.test(exchange) || exchange.endsWith("11")) {
    return `"${shown}" cannot be a US number: ${exchange} does not follow an area code.`;
  }
  return area === "900" ? `"${shown}" is a premium-rate number, which is never called.` : undefined;
}
