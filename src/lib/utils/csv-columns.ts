import { parsePhone } from "./phone";

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
 * Header names in the exports of HubSpot, Salesforce, Apollo, Google (Sheets, Contacts, Maps scrapers), ZoomInfo,
 * Outlook and hand-made lists, in lower-case words, the most telling first.
 */
const HEADER_NAMES: Readonly<Record<LeadColumn, readonly string[]>> = {
  companyName: [
    "company name",
    "company",
    "company account",
    "account name",
    "business name",
    "organization name",
    "organization 1 name",
    "organization",
    "organisation",
    "associated company",
    "account",
    "business",
    "company name for emails",
    "contractor",
    "customer",
    "dba",
    "name",
  ],
  contactName: [
    "contact name",
    "full name",
    "contact",
    "contact person",
    "primary contact",
    "owner name",
    "decision maker",
    "person name",
    "owner",
    "name",
  ],
  firstName: ["first name", "firstname", "given name", "contact first name", "first"],
  lastName: ["last name", "lastname", "family name", "surname", "contact last name", "last"],
  phone: [
    "phone number",
    "phone",
    "business phone",
    "work direct phone",
    "company phone",
    "corporate phone",
    "work phone",
    "office phone",
    "main phone",
    "primary phone",
    "direct phone number",
    "direct phone",
    "phone 1 value",
    "phone 1",
    "telephone",
    "telephone number",
    "tel",
    "mobile phone number",
    "mobile phone",
    "mobile",
    "cell phone",
    "cell",
    "company hq phone",
    "home phone",
    "other phone",
  ],
  phoneExtension: ["phone extension", "extension", "phone ext", "ext"],
  email: [
    "email",
    "email address",
    "work email",
    "e mail",
    "e mail address",
    "business email",
    "e mail 1 value",
    "email 1",
    "primary email",
    "contact email",
    "company email",
    "mail",
    "personal email",
  ],
  street: [
    "street address",
    "street",
    "address",
    "address line 1",
    "address 1",
    "mailing street",
    "billing street",
    "business street",
    "address 1 street",
    "company address",
    "company street address",
    "full address",
  ],
  city: [
    "city",
    "town",
    "mailing city",
    "billing city",
    "business city",
    "address 1 city",
    "company city",
    "locality",
  ],
  state: [
    "state",
    "state region",
    "state province",
    "mailing state province",
    "billing state province",
    "mailing state",
    "billing state",
    "business state",
    "address 1 region",
    "company state",
    "us state",
    "region",
    "province",
    "st",
  ],
  postalCode: [
    "zip code",
    "zip",
    "zip postal code",
    "postal code",
    "postcode",
    "zipcode",
    "mailing zip postal code",
    "billing zip postal code",
    "billing zip",
    "business postal code",
    "address 1 postal code",
    "company zip code",
    "company postal code",
  ],
  timezone: ["time zone", "timezone", "tz"],
  notes: ["notes", "note", "comments", "comment", "description", "remarks"],
};

/**
 * Guesses what each column holds: by header name, each field taken once by its best-named column; phone and e-mail by
 * their values where no header tells. All other columns are kept under their own names.
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
  for (const field of LEAD_COLUMNS) {
    const index = findByName(words, HEADER_NAMES[field], taken);
    if (index !== undefined) taken.set(index, field);
  }
  takeByValues(taken, "email", headers.length, sample, (value) => /^\S+@\S+\.\S+$/.test(value));
  takeByValues(taken, "phone", headers.length, sample, (value) => parsePhone(value).isOk);
  releasePersonalName(taken);
  return headers.map((header, index) => ({ header, target: taken.get(index) ?? "custom" }));
}

/** Whether a file's first row is data already: then the columns have no names. */
export function isDataRow(cells: readonly string[]): boolean {
  return cells.some((cell) => /^\S+@\S+\.\S+$/.test(cell.trim()) || parsePhone(cell).isOk);
}

/** Names that differ and are not empty, whatever the file says: "Phone", "Phone (2)", "Column 7". */
export function nameColumns(headers: readonly string[]): string[] {
  const used = new Set<string>();
  return headers.map((header, index) => {
    const base = header.trim().slice(0, 100) || `Column ${index + 1}`;
    let name = base;
    for (let copy = 2; used.has(name); copy += 1) name = `${base} (${copy})`;
    used.add(name);
    return name;
  });
}

/** The fields without which a row can make no lead and that no column gives. */
export function findMissingFields(columns: readonly ColumnMapping[]): LeadColumn[] {
  const required: readonly LeadColumn[] = ["companyName", "phone", "email"];
  return required.filter((field) => !columns.some((column) => column.target === field));
}

const REFUSAL_HEADERS: ReadonlySet<string> = new Set(Object.values(REFUSAL_COLUMNS));

const LEAD_COLUMNS = Object.keys(HEADER_NAMES) as readonly LeadColumn[];

function toWords(header: string): string {
  return header
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, " ")
    .trim();
}

function findByName(
  words: readonly string[],
  names: readonly string[],
  taken: ReadonlyMap<number, ColumnTarget>,
): number | undefined {
  for (const name of names) {
    const index = words.findIndex((word, at) => word === name && !taken.has(at));
    if (index >= 0) return index;
  }
  return undefined;
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
