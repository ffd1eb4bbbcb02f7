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
  const plan = planOf(columns);
  const result = leadFieldsSchema.safeParse(collectFields(cells, plan));
  const custom = collectCustom(cells, plan);
  const faults = [...describeOptOut(cells, plan), ...describeLongFields(custom)];
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

/** What is to be read of each row, found once for all rows with the same columns. */
interface RowPlan {
  /** The columns that may give a field, the first of them first. */
  readonly byTarget: ReadonlyMap<ColumnTarget, readonly number[]>;
  readonly kept: readonly KeptColumn[];
}

interface KeptColumn {
  readonly index: number;
  readonly key: string;
  /** It is kept only where one of these had filled its field before; undefined: always. */
  readonly behind: readonly number[] | undefined;
}

const plans = new WeakMap<readonly ColumnMapping[], RowPlan>();

function planOf(columns: readonly ColumnMapping[]): RowPlan {
  const known = plans.get(columns);
  if (known) return known;
  const byTarget = new Map<ColumnTarget, number[]>();
  const kept: KeptColumn[] = [];
  for (const [index, { header, target }] of columns.entries()) {
    if (target === "skip") continue;
    const before = byTarget.get(target) ?? [];
    const key = cleanLine(header).slice(0, 100);
    if (target === "custom") kept.push({ index, key, behind: undefined });
    else if (before.length > 0) kept.push({ index, key, behind: [...before] });
    byTarget.set(target, [...before, index]);
  }
  const plan = { byTarget, kept };
  plans.set(columns, plan);
  return plan;
}

function collectFields(cells: readonly string[], plan: RowPlan): LeadFieldsInput {
  const first = (field: LeadColumn) => firstFilled(cells, plan, field);
  const extension = cleanLine(first("phoneExtension"));
  const phone = first("phone");
  return {
    companyName: first("companyName"),
    contactName: first("contactName") || cleanLine(`${first("firstName")} ${first("lastName")}`),
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
function firstFilled(cells: readonly string[], { byTarget }: RowPlan, field: LeadColumn): string {
  for (const index of byTarget.get(field) ?? []) {
    const text = unquoteFormula(cells[index] ?? "").trim();
    if (isFilled(text)) return text;
  }
  return "";
}

function isFilled(text: string): boolean {
  return text !== "" && !PLACEHOLDER.test(text);
}

/** What exports write where they have nothing, and spreadsheets where a formula failed. */
const PLACEHOLDER =
  /^(#?n\/?a|none|null|nil|undefined|unknown|[-–—.]+|#(ref|value|name|div\/0|num|null|error|spill|calc)[!?])$/i;

/** What maps to no field, and what a field did not take because a column before had filled it. */
function collectCustom(cells: readonly string[], { kept }: RowPlan): Record<string, string> {
  const read = (index: number) => cleanText(unquoteFormula(cells[index] ?? ""));
  const custom: [string, string][] = [];
  for (const { index, key, behind } of kept) {
    if (behind && !behind.some((earlier) => isFilled(read(earlier)))) continue;
    const text = read(index);
    if (text !== "") custom.push([key, text]);
  }
  return Object.fromEntries(custom);
}

/** What others were told is heard here, too. */
function describeOptOut(cells: readonly string[], plan: RowPlan): string[] {
  return YES.test(firstFilled(cells, plan, "doNotCall"))
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
