import "server-only";
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

/** Reads and judges rows, whatever the browser thought of them. Rows with the same number are folded into the first. */
export function judgeRows(
  rows: readonly (readonly string[])[],
  firstRow: number,
  rules: JudgeRules,
): JudgedRow[] {
  const byPhone = new Map<string, JudgedRow>();
  return rows.map((cells, index) => {
    const n = firstRow + index;
    const description = describeRow(cells, rules.columns);
    const result = readRow(cells, rules.columns);
    if (!result.isOk) return { n, cells: description, refusal: result.refusal };
    const row: JudgedRow = { n, cells: description, lead: result.lead };
    const first = byPhone.get(result.lead.phone);
    if (!first?.lead) {
      byPhone.set(result.lead.phone, row);
      return row;
    }
    first.lead = fold(first.lead, result.lead, rules.duplicatePolicy);
    return { ...row, same_as: first.n };
  });
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
