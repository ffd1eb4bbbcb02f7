import type { ColumnMapping, LeadColumn } from "./csv-columns";
import { type LeadFields, type LeadFieldsInput, leadFieldsSchema } from "./lead-fields";
import { cleanLine, cleanText } from "./text";

/** The most rows that one import takes. */
export const MAX_IMPORT_ROWS = 150_000;

/** The most rows that one chunk of an import carries. */
export const IMPORT_CHUNK_ROWS = 5_000;

const MAX_CUSTOM_FIELDS = 50;
const MAX_CUSTOM_LENGTH = 500;

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
  if (result.success) {
    return { isOk: true, lead: { ...result.data, custom: collectCustom(cells, columns) } };
  }
  const sentences = new Set(result.error.issues.map((issue) => issue.message));
  return { isOk: false, refusal: [...sentences].join(" ").slice(0, 500) };
}

/** The cells of a row, one a column, short enough to be stored beside its refusal and given back as a file. */
export function describeRow(cells: readonly string[], columns: readonly ColumnMapping[]): string[] {
  return columns.map((_, index) => cleanText(cells[index] ?? "").slice(0, MAX_CUSTOM_LENGTH));
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

/** What exports write where they have nothing. */
const PLACEHOLDER = /^(#?n\/?a|none|null|nil|undefined|unknown|[-–—.]+)$/i;

function collectCustom(
  cells: readonly string[],
  columns: readonly ColumnMapping[],
): Record<string, string> {
  const filled = columns.flatMap(({ header, target }, index) => {
    if (target !== "custom") return [];
    const text = cleanText(unquoteFormula(cells[index] ?? "")).slice(0, MAX_CUSTOM_LENGTH);
    return text === "" ? [] : [[cleanLine(header).slice(0, 100), text] as const];
  });
  return Object.fromEntries(filled.slice(0, MAX_CUSTOM_FIELDS));
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
