import {
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  tableFeatures,
} from "@tanstack/react-table";
import type { LeadRow } from "@/lib/services/leads/list";
import { COLUMN_WIDTHS, LEAD_COLUMN_IDS, LEAD_COLUMN_LABELS, type LeadLayout } from "./lead-layout";

/** Sorting, filtering and paging are the server's; the table keeps columns. */
export const leadTableFeatures = tableFeatures({
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
});

const helper = createColumnHelper<typeof leadTableFeatures, LeadRow>();

export const LEAD_COLUMNS = helper.columns(
  LEAD_COLUMN_IDS.map((id) =>
    helper.display({
      id,
      header: LEAD_COLUMN_LABELS[id],
      minSize: COLUMN_WIDTHS.min,
      maxSize: COLUMN_WIDTHS.max,
      enableHiding: id !== "company_name",
    }),
  ),
);

/** A layout as the state of the table. */
export function toTableState({ columns }: LeadLayout) {
  return {
    columnOrder: columns.map(({ id }) => id as string),
    columnVisibility: Object.fromEntries(columns.map(({ id, isHidden }) => [id, !isHidden])),
    columnSizing: Object.fromEntries(columns.map(({ id, width }) => [id, width])),
  };
}
