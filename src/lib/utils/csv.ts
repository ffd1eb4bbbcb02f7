import type { ColumnMapping, ColumnTarget, LeadColumn } from "./csv-columns";
import { type LeadFields, type LeadFieldsInput, leadFieldsSchema } from "./lead-fields";
import { cleanLine, cleanText } from "./text";

/** The most rows that one import takes. */
export const MAX_IMPORT_ROWS = 150_000;

/** The most rows that one chunk of an import carries. */
export const IMPORT_CHUNK_ROWS = 5_000;

/** The most characters of one cell that are kept. */
const MAX_CUSTOM_LENGTH = 10_000;

/** As much of a cell as is read: one more than is kept, so that what is too long is refused, never cut unsaid. */
export const MAX_CELL_LENGTH = MAX_CUSTOM_LENGTH + 1;

export interface ImportedLead extends LeadFields {
  /** Columns that map to no field, by their header. */
  readonly custom: Readonly<Record<string, string>>;
}

export type RowResult =
  | { readonly isOk: true; readonly lead: ImportedLead }
  | { readonly isOk: false; readonly refusal: string };

/** Makes a lead of one row, or says in sentences all that is wrong with it. */
export function readRow(cells: readonly string[], columns: readonly ColumnMapping[]): RowResult {
  const result = leadFieldsSchema.safeParse(collectFields(cells, columns));
  const custom = collectCustom(cells, columns);
  const faults = [...describeOptOut(cells, columns), ...describeLongFields(custom)];
  if (result.success && faults.length === 0) {
    return { isOk: true, lead: { ...result.data, custom } };
  }
  const sentences = new Set([
    ...(result.error?.issues.map((issue) => issue.message) ?? []),
    ...faults,
  ]);
  return { isOk: false, refusal: [...sentences].join(" ").slice(0, 500) };
}

/** The cells of a row, one a column, as they can be stored beside its refusal and given back as a file. */
export function describeRow(cells: readonly string[], columns: readonly ColumnMapping[]): string[] {
  return columns.map((_, index) => cleanText(cells[index] ?? "").slice(0, MAX_CELL_LENGTH));
}

/** Writes a table as CSV for spreadsheets: UTF-8 with a BOM, CRLF, and no cell that they would run as a formula. */
export function formatCsv(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const lines = [headers, ...rows].map((row) => row.map(formatCell).join(","));
  return `\uFEFF${lines.join("\r\n")}\r\n`;
}

function collectFields(
  cells: readonly string[],
  columns: readonly ColumnMapping[],
): LeadFieldsInput {
  const first = (field: LeadColumn) => firstFilled(cells, columns, field);
  const extension = cleanLine(first("phoneExtension"));
  const fullName = cleanLine(`${first("firstName")} ${first("lastName")}`);
  const phone = first("phone");
  return {
    companyName: first("companyName"),
    contactName: first("contactName") || fullName,
    phone: phone && extension ? `${phone} ext. ${extension}` : phone,
    email: first("email"),
    street: first("street"),
    city: first("city"),
    state: first("state"),
    postalCode: first("postalCode"),
    timezone: first("timezone"),
    notes: first("notes"),
  };
}

/** Several columns may give one field (direct, mobile and office phone): the first that is filled counts. */
function firstFilled(
  cells: readonly string[],
  columns: readonly ColumnMapping[],
  field: LeadColumn,
): string {
  for (const [index, column] of columns.entries()) {
    if (column.target !== field) continue;
    const text = unquoteFormula(cells[index] ?? "").trim();
    if (text !== "" && !PLACEHOLDER.test(text)) return text;
  }
  return "";
}

/** What exports write where they have nothing, and spreadsheets where a formula failed. */
const PLACEHOLDER =
  /^(#?n\/?a|none|null|nil|undefined|unknown|[-–—.]+|#(ref|value|name|div\/0|num|null|error|spill|calc)[!?])$/i;

/** What maps to no field, and what a field did not take because a column before had filled it. */
function collectCustom(
  cells: readonly string[],
  columns: readonly ColumnMapping[],
): Record<string, string> {
  const given = new Set<ColumnTarget>();
  const kept: [string, string][] = [];
  for (const [index, { header, target }] of columns.entries()) {
    if (target === "skip") continue;
    const text = cleanText(unquoteFormula(cells[index] ?? ""));
    if (target !== "custom" && !given.has(target)) {
      if (text !== "" && !PLACEHOLDER.test(text)) given.add(target);
    } else if (text !== "") kept.push([cleanLine(header).slice(0, 100), text]);
  }
  return Object.fromEntries(kept);
}

/** What others were told is heard here, too. */
function describeOptOut(cells: readonly string[], columns: readonly ColumnMapping[]): string[] {
  return YES.test(firstFilled(cells, columns, "doNotCall"))
    ? ["The file says not to call this number."]
    : [];
}

const YES = /^(true|yes|y|1|x|do not call|dnc|opted out)$/i;

function describeLongFields(custom: Readonly<Record<string, string>>): string[] {
  return Object.entries(custom)
    .filter(([, text]) => text.length > MAX_CUSTOM_LENGTH)
    .map(
      ([header]) =>
        `"${header.slice(0, 40)}" is too long: at most 10,000 characters. Shorten it, or leave the column out.`,
    );
}

const FORMULA_START = /^[=+\-@\t\r]/;

/** A cell with a leading apostrophe before a formula character: what `formatCsv` and spreadsheets write. */
function unquoteFormula(text: string): string {
  return text.startsWith("'") && FORMULA_START.test(text.slice(1)) ? text.slice(1) : text;
}

function formatCell(text: string): string {
  const harmless = FORMULA_START.test(text) ? `'${text}` : text;
  return /[",\r\n\t;]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
