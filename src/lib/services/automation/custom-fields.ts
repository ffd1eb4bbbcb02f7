const MAX_FIELDS = 12;
const MAX_NAME_LENGTH = 40;
const MAX_VALUE_LENGTH = 120;
const MAX_LENGTH = 800;

/**
 * The fields that an import kept with a lead as one line for the assistant: bounded, and without the marks by which a
 * list could begin a line of the prompt or stand for another variable.
 */
export function describeCustom(custom: Readonly<Record<string, unknown>>): string {
  return Object.entries(custom)
    .map(([name, value]) => [plain(name, MAX_NAME_LENGTH), plain(value, MAX_VALUE_LENGTH)] as const)
    .filter(([name, value]) => name !== "" && value !== "")
    .slice(0, MAX_FIELDS)
    .map(([name, value]) => `${name}: ${value}`)
    .join("; ")
    .slice(0, MAX_LENGTH);
}

function plain(value: unknown, maxLength: number): string {
  if (typeof value !== "string" && typeof value !== "number") return "";
  const line = String(value).replaceAll(/[{}<>`\p{Cc}]+/gu, " ");
  return line.replaceAll(/\s+/g, " ").trim().slice(0, maxLength);
}
