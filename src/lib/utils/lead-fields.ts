import { z } from "zod";
import { parsePhone } from "./phone";
import { cleanLine, cleanText } from "./text";
import { parseTimeZone } from "./time-zone-names";
import { parseUsState } from "./us-states";

/**
 * What staff or a file say about a lead. The rules mirror the constraints of the leads table, so that a person reads a
 * sentence at the field, not a constraint's name; the table remains the judge.
 */
export const leadFieldsSchema = z
  .object({
    companyName: requiredLine("The company name is missing.", "The company name", 200),
    contactName: optionalLine("The contact's name", 120),
    phone: z.string().transform(readPhone),
    email: z.string().transform(readEmail),
    street: optionalLine("The street", 200),
    city: optionalLine("The city", 120),
    state: z.string().default("").transform(readState),
    postalCode: z.string().default("").transform(readPostalCode),
    timezone: z.string().default("").transform(readTimeZone),
    notes: z
      .string()
      .default("")
      .transform(cleanText)
      .pipe(z.string().max(10_000, "The notes are too long: at most 10,000 characters."))
      .transform(emptyToNull),
  })
  .transform(({ phone, ...rest }) => ({
    ...rest,
    phone: phone.e164,
    phoneExtension: phone.extension ?? null,
  }));

export type LeadFieldsInput = z.input<typeof leadFieldsSchema>;
export type LeadFields = z.output<typeof leadFieldsSchema>;

function requiredLine(missing: string, subject: string, max: number) {
  return z
    .string()
    .transform(cleanLine)
    .pipe(z.string().min(1, missing).max(max, tooLong(subject, max)));
}

function optionalLine(subject: string, max: number) {
  return z
    .string()
    .default("")
    .transform(cleanLine)
    .pipe(z.string().max(max, tooLong(subject, max)))
    .transform(emptyToNull);
}

function tooLong(subject: string, max: number): string {
  return `${subject} is too long: at most ${max} characters.`;
}

function emptyToNull(text: string): string | null {
  return text === "" ? null : text;
}

function readPhone(text: string, context: z.RefinementCtx) {
  const result = parsePhone(text);
  if (result.isOk) return result;
  context.addIssue({ code: "custom", message: result.reason });
  return z.NEVER;
}

const EMAIL = /^[^@\s,;<>"]{1,64}@[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/;

function readEmail(text: string, context: z.RefinementCtx): string {
  const line = cleanLine(text).toLowerCase();
  const address = (/<([^<>]+)>$/.exec(line)?.[1] ?? line).replace(/^mailto:/, "").trim();
  if (address.length <= 254 && EMAIL.test(address)) return address;
  context.addIssue({ code: "custom", message: describeBadEmail(address) });
  return z.NEVER;
}

function describeBadEmail(address: string): string {
  if (address === "") return "The e-mail address is missing.";
  const shown = address.length > 60 ? `${address.slice(0, 59)}…` : address;
  if (address.split("@").length > 2) {
    return `"${shown}" holds more than one e-mail address. Keep one.`;
  }
  return `"${shown}" is not an e-mail address.`;
}

function readState(text: string, context: z.RefinementCtx): string | null {
  const line = cleanLine(text);
  if (line === "") return null;
  const code = parseUsState(line);
  if (code) return code;
  context.addIssue({
    code: "custom",
    message: `"${line.slice(0, 40)}" is not a US state. Write its two letters, for example AL.`,
  });
  return z.NEVER;
}

function readPostalCode(text: string, context: z.RefinementCtx): string | null {
  const line = cleanLine(text)
    .toUpperCase()
    .replace(/^(\d+)\.0+$/, "$1");
  if (line.length > 12) {
    context.addIssue({
      code: "custom",
      message: `"${line.slice(0, 40)}" is not a ZIP code. Write 5 digits, for example 35203.`,
    });
    return z.NEVER;
  }
  // Spreadsheets drop the zeros that New England's ZIP codes start with.
  if (/^\d{3,4}$/.test(line)) return line.padStart(5, "0");
  if (/^\d{9}$/.test(line)) return `${line.slice(0, 5)}-${line.slice(5)}`;
  return emptyToNull(line);
}

function readTimeZone(text: string, context: z.RefinementCtx): string | null {
  const line = cleanLine(text);
  if (line === "") return null;
  const zone = parseTimeZone(line);
  if (zone) return zone;
  context.addIssue({
    code: "custom",
    message: `"${line.slice(0, 40)}" is not a time zone. Write one like America/Chicago.`,
  });
  return z.NEVER;
}
