import { leadFieldsSchema } from "./lead-fields";
import { parsePhone } from "./phone";
import { cleanLine } from "./text";

/** Where somebody can be reached: what a do-not-call list holds. */
export interface Address {
  readonly channel: "phone" | "email";
  /** E.164, or an e-mail address in lower case. */
  readonly address: string;
}

export type AddressResult =
  | ({ readonly isOk: true } & Address)
  | { readonly isOk: false; readonly reason: string };

const emailSchema = leadFieldsSchema.in.shape.email;

/** Reads a phone number or an e-mail address, by the rules that hold for leads. */
export function readAddress(text: string): AddressResult {
  // Spreadsheets put an apostrophe before a plus sign, so that it is no formula.
  const line = cleanLine(text).replace(/^'(?=\+)/, "");
  if (line === "") return { isOk: false, reason: "The line is empty." };
  if (line.includes("@")) {
    const email = emailSchema.safeParse(line);
    if (email.success) return { isOk: true, channel: "email", address: email.data };
    return { isOk: false, reason: email.error.issues[0]?.message ?? "Not an e-mail address." };
  }
  const phone = parsePhone(line);
  return phone.isOk ? { isOk: true, channel: "phone", address: phone.e164 } : phone;
}

export interface SortedAddresses {
  readonly addresses: readonly Address[];
  /** Lines that are no address, numbered from 1, empty ones left out. */
  readonly unreadable: readonly { readonly lineNumber: number; readonly reason: string }[];
}

/** Reads one address a line, as people paste them. */
export function readAddressLines(text: string): SortedAddresses {
  const addresses: Address[] = [];
  const unreadable: { lineNumber: number; reason: string }[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (cleanLine(line) === "") continue;
    const result = readAddress(line);
    if (result.isOk) addresses.push({ channel: result.channel, address: result.address });
    else unreadable.push({ lineNumber: index + 1, reason: result.reason });
  }
  return { addresses, unreadable };
}
