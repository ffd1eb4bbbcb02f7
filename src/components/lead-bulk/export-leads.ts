import { EXPORT_COLUMNS, type ExportColumn } from "@/lib/services/leads/export-columns";
import type { LeadSelection, SortKey } from "@/lib/services/leads/lead-query";

interface ExportInput {
  readonly selection: LeadSelection;
  readonly sort: readonly SortKey[];
  /** The columns that the table shows, in their order; without them, all that there are. */
  readonly columns?: readonly string[] | undefined;
}

/** Downloads leads as a CSV file. Posted as a form: what was searched for stands in no address, and the file streams. */
export function exportLeads({ selection, sort, columns }: ExportInput): void {
  const known = columns?.map(toExportColumn).filter((column) => column !== undefined);
  const form = document.createElement("form");
  form.method = "post";
  form.action = "/api/leads/export";
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = "query";
  field.value = JSON.stringify({ selection, sort, ...(known?.length ? { columns: known } : {}) });
  form.append(field);
  document.body.append(form);
  form.submit();
  form.remove();
}

function toExportColumn(column: string): ExportColumn | undefined {
  return EXPORT_COLUMNS.find((each) => each === column.replace(/_name$/, "") || each === column);
}
