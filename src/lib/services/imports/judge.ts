import "server-only";
import { setImmediate as letOthersGoOn } from "node:timers/promises";
import pLimit from "p-limit";
import { describeRow, type ImportedLead, readRow } from "../../utils/csv";
import type { ColumnMapping } from "../../utils/csv-columns";
import { toColumns } from "../leads/write";
import type { DuplicatePolicy } from "./schema";

/** A row of a file as the database takes it. */
export interface JudgedRow {
  readonly n: number;
  /** The cells as the file has them, cut to what a refusal keeps. */
  readonly cells: readonly string[];
  readonly refusal?: string;
  /** The row before with the same number: it carries the fields of both. */
  readonly same_as?: number;
  /** Undefined for rows that are refused. */
  lead?: ImportedLead;
}

export interface JudgeRules {
  readonly columns: readonly ColumnMapping[];
  readonly duplicatePolicy: DuplicatePolicy;
}

/** A few milliseconds' worth: the same process answers the voice agent's tools. */
const ROWS_AT_ONCE = 100;

/** One chunk after the other: while the first is stored, the next is judged; judged together, all would be late. */
const inTurn = pLimit(1);

/**
 * Reads and judges rows, whatever the browser thought of them. Rows with the same number are folded into the first. Requests
 * that come meanwhile are served in between.
 */
export function judgeRows(
  rows: readonly (readonly string[])[],
  firstRow: number,
  rules: JudgeRules,
): Promise<JudgedRow[]> {
  return inTurn(() => judgeAll(rows, firstRow, rules));
}

async function judgeAll(
  rows: readonly (readonly string[])[],
  firstRow: number,
  rules: JudgeRules,
): Promise<JudgedRow[]> {
  const byPhone = new Map<string, JudgedRow>();
  const judged: JudgedRow[] = [];
  for (const [index, cells] of rows.entries()) {
    if (index % ROWS_AT_ONCE === 0) await letOthersGoOn();
    judged.push(judgeRow(cells, firstRow + index, rules, byPhone));
  }
  return judged;
}

function judgeRow(
  cells: readonly string[],
  n: number,
  { columns, duplicatePolicy }: JudgeRules,
  byPhone: Map<string, JudgedRow>,
): JudgedRow {
  const described = describeRow(cells, columns);
  const result = readRow(cells, columns);
  if (!result.isOk) return { n, cells: described, refusal: result.refusal };
  const row: JudgedRow = { n, cells: described, lead: result.lead };
  const first = byPhone.get(result.lead.phone);
  if (!first?.lead) {
    byPhone.set(result.lead.phone, row);
    return row;
  }
  first.lead = fold(first.lead, result.lead, duplicatePolicy);
  return { ...row, same_as: first.n };
}

/** What an earlier and a later row about the same number make together. */
function fold(first: ImportedLead, later: ImportedLead, policy: DuplicatePolicy): ImportedLead {
  if (policy === "skip") return first;
  const [strong, weak] = policy === "overwrite" ? [later, first] : [first, later];
  return {
    companyName: strong.companyName,
    phone: strong.phone,
    email: strong.email,
    contactName: strong.contactName ?? weak.contactName,
    phoneExtension: strong.phoneExtension ?? weak.phoneExtension,
    street: strong.street ?? weak.street,
    city: strong.city ?? weak.city,
    state: strong.state ?? weak.state,
    postalCode: strong.postalCode ?? weak.postalCode,
    timezone: strong.timezone ?? weak.timezone,
    notes: strong.notes ?? weak.notes,
    custom: { ...weak.custom, ...strong.custom },
  };
}

/** The row as a record of the database. Rows that another one carries bring their number alone. */
export function toRecord({ lead, ...row }: JudgedRow): Record<string, unknown> {
  if (!lead) return row;
  if (row.same_as !== undefined) return { ...row, phone: lead.phone, email: lead.email };
  return Object.assign(toColumns(lead, "column"), row, { custom: lead.custom });
}
