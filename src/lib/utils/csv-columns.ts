import { HEADER_NAMES, toWords } from "./csv-header-names";
import { parsePhone } from "./phone";
import { cleanLine } from "./text";

/** What a column of a file can become. `custom` keeps it with the lead under its own name; `skip` drops it. */
export const COLUMN_TARGETS = [
  "companyName",
  "contactName",
  "firstName",
  "lastName",
  "phone",
  "phoneExtension",
  "email",
  "street",
  "city",
  "state",
  "postalCode",
  "timezone",
  "notes",
  "doNotCall",
  "custom",
  "skip",
] as const;

export type ColumnTarget = (typeof COLUMN_TARGETS)[number];
export type LeadColumn = Exclude<ColumnTarget, "custom" | "skip">;

export const COLUMN_LABELS: Readonly<Record<ColumnTarget, string>> = {
  companyName: "Company name",
  contactName: "Contact name",
  firstName: "First name",
  lastName: "Last name",
  phone: "Phone",
  phoneExtension: "Phone extension",
  email: "E-mail",
  street: "Street",
  city: "City",
  state: "State",
  postalCode: "ZIP code",
  timezone: "Time zone",
  notes: "Notes",
  doNotCall: "Do not call (refuses the row)",
  custom: "Keep as its own field",
  skip: "Leave out",
};

/** Columns that a file of refused rows has beside the original ones; left out when it is imported again. */
export const REFUSAL_COLUMNS = { row: "Row in the first file", reason: "Refused because" } as const;

export interface ColumnMapping {
  readonly header: string;
  readonly target: ColumnTarget;
}

/**
 * Guesses what each column holds: by header name, each field taken once by its best-named column; of several for what
 * every lead needs, by the best-named that is not mostly empty. Phone and e-mail by their values where no header tells.
 * All other columns are kept under their own names.
 */
export function guessColumns(
  headers: readonly string[],
  sample: readonly (readonly string[])[] = [],
): ColumnMapping[] {
  const taken = new Map<number, ColumnTarget>();
  for (const [index, header] of headers.entries()) {
    if (REFUSAL_HEADERS.has(header)) taken.set(index, "skip");
  }
  const words = headers.map(toWords);
  const isFilled = (index: number) =>
    sample.filter((row) => row[index]?.trim()).length * 2 >= sample.length;
  for (const field of LEAD_COLUMNS) {
    const named = findByName(words, HEADER_NAMES[field], taken);
    const index = REQUIRED.has(field) ? (named.find(isFilled) ?? named[0]) : named[0];
    if (index !== undefined) taken.set(index, field);
  }
  takeByValues(taken, "email", headers.length, sample, looksLikeEmail);
  takeByValues(taken, "phone", headers.length, sample, (value) => parsePhone(value).isOk);
  releasePersonalName(taken);
  return headers.map((header, index) => ({ header, target: taken.get(index) ?? "custom" }));
}

/** Whether a file's first row is data already: then the columns have no names. */
export function isDataRow(cells: readonly string[]): boolean {
  return cells.some((cell) => looksLikeEmail(cell.trim()) || parsePhone(cell).isOk);
}

function looksLikeEmail(text: string): boolean {
  // The pattern is never tried on text of any length.
  return text.length <= 254 && /^\S+@\S+\.\S+$/.test(text);
}

/** Names that differ and are not empty, whatever the file says: "Phone", "Phone (2)", "Column 7". */
export function nameColumns(headers: readonly string[]): string[] {
  const used = new Set<string>();
  return headers.map((header, index) => {
    const base = cleanLine(header).slice(0, MAX_NAME_LENGTH) || `Column ${index + 1}`;
    let name = base;
    for (let copy = 2; used.has(name); copy += 1) name = `${base} (${copy})`;
    used.add(name);
    return name;
  });
}

/** The fields without which a row can make no lead and that no column gives. */
export function findMissingFields(columns: readonly ColumnMapping[]): LeadColumn[] {
  return [...REQUIRED].filter((field) => !columns.some((column) => column.target === field));
}

const REQUIRED: ReadonlySet<LeadColumn> = new Set(["companyName", "phone", "email"]);

/** A field's name has 100 characters; some are left for the number of a repeated one. */
const MAX_NAME_LENGTH = 90;

const REFUSAL_HEADERS: ReadonlySet<string> = new Set(Object.values(REFUSAL_COLUMNS));

const LEAD_COLUMNS = Object.keys(HEADER_NAMES) as readonly LeadColumn[];

/** The free columns that have one of the names, in the order of the names. */
function findByName(
  words: readonly string[],
  names: readonly string[],
  taken: ReadonlyMap<number, ColumnTarget>,
): number[] {
  return names.flatMap((name) =>
    words.flatMap((word, index) => (word === name && !taken.has(index) ? [index] : [])),
  );
}

function takeByValues(
  taken: Map<number, ColumnTarget>,
  target: LeadColumn,
  columnCount: number,
  sample: readonly (readonly string[])[],
  isLike: (value: string) => boolean,
): void {
  if ([...taken.values()].includes(target)) return;
  for (let index = 0; index < columnCount; index += 1) {
    const values = sample.map((row) => row[index]?.trim() ?? "").filter((value) => value !== "");
    const likeCount = values.filter(isLike).length;
    if (!taken.has(index) && likeCount > 0 && likeCount >= values.length * 0.6) {
      taken.set(index, target);
      return;
    }
  }
}

/** Beside first and last name, an "Owner" is the colleague who keeps the record, not the person to call. */
function releasePersonalName(taken: Map<number, ColumnTarget>): void {
  const targets = new Set(taken.values());
  if (!targets.has("firstName") && !targets.has("lastName")) return;
  for (const [index, target] of taken) {
    if (target === "contactName") taken.set(index, "custom");
  }
}
