import {
  columnVisibilityFeature,
  createColumnHelper,
  rowSelectionFeature,
  rowSortingFeature,
  tableFeatures,
} from "@tanstack/react-table";
import { CircleHelp } from "lucide-react";
import { Badge, LeadStatusBadge } from "@/components/ui/badge";
import { Checkbox } from "@/components/ui/checkbox";
import { Phone } from "@/components/ui/phone";
import { RelativeTime } from "@/components/ui/relative-time";
import { Tooltip } from "@/components/ui/tooltip";
import type { LeadRow } from "@/lib/services/leads/list";
import { ChangedAt } from "./changed-at";
import { type LeadRowActions, LeadRowMenu } from "./lead-row-menu";
import { NextCall } from "./next-call";

export const leadTableFeatures = tableFeatures({
  rowSortingFeature,
  rowSelectionFeature,
  columnVisibilityFeature,
});

const helper = createColumnHelper<typeof leadTableFeatures, LeadRow>();

interface ColumnOptions {
  readonly maxAttempts: number;
  readonly actions: LeadRowActions;
  readonly canEdit: boolean;
}

/** The columns of the table of leads; ids of sortable ones are the database's. */
export function createLeadColumns(options: ColumnOptions) {
  return helper.columns([
    selectColumn(),
    helper.accessor("company_name", {
      header: "Company",
      cell: ({ row }) => (
        <button
          type="button"
          onClick={() => options.actions.open(row.original.id)}
          className="max-w-full truncate text-left font-medium hover:text-accent-text hover:underline"
        >
          {row.original.company_name}
        </button>
      ),
    }),
    helper.accessor("contact_name", {
      header: "Contact",
      cell: ({ getValue }) => <OptionalText text={getValue()} />,
    }),
    helper.accessor("phone", {
      header: "Phone",
      cell: ({ row }) => (
        <Phone value={row.original.phone} extension={row.original.phone_extension} />
      ),
    }),
    helper.accessor("email", {
      header: "E-mail",
      cell: ({ getValue }) => <span title={getValue()}>{getValue()}</span>,
    }),
    helper.accessor("status", {
      header: "Status",
      cell: ({ row }) => <StatusCell lead={row.original} />,
    }),
    ...callColumns(options),
    helper.accessor("city", {
      header: "Place",
      cell: ({ row }) => (
        <OptionalText
          text={[row.original.city, row.original.state].filter(Boolean).join(", ") || null}
        />
      ),
    }),
    helper.accessor("updated_at", {
      header: "Changed",
      cell: ({ getValue }) => <ChangedAt value={getValue()} />,
    }),
    helper.display({
      id: "menu",
      cell: ({ row }) =>
        options.canEdit ? <LeadRowMenu lead={row.original} actions={options.actions} /> : null,
    }),
  ]);
}

function selectColumn() {
  return helper.display({
    id: "select",
    header: ({ table }) => (
      <Checkbox
        className="block"
        aria-label="Select all leads on this page"
        checked={
          table.getIsAllRowsSelected() ? true : table.getIsSomeRowsSelected() && "indeterminate"
        }
        onCheckedChange={(checked) => table.toggleAllRowsSelected(checked === true)}
      />
    ),
    cell: ({ row }) => (
      <Checkbox
        className="block"
        aria-label={`Select ${row.original.company_name}`}
        checked={row.getIsSelected()}
        onCheckedChange={(checked) => row.toggleSelected(checked === true)}
      />
    ),
  });
}

function callColumns(options: ColumnOptions) {
  return helper.columns([
    helper.accessor("call_attempts", {
      header: "Attempts",
      cell: ({ getValue }) => (
        <span className="figure">
          {getValue()}
          <span className="text-muted"> of {options.maxAttempts}</span>
        </span>
      ),
    }),
    helper.accessor("last_called_at", {
      header: "Last called",
      cell: ({ getValue }) => {
        const at = getValue();
        return at ? <RelativeTime value={at} /> : <span className="text-muted">Never</span>;
      },
    }),
    helper.accessor("callback_at", {
      header: "Next",
      cell: ({ row }) => <NextCall lead={row.original} />,
    }),
  ]);
}

function OptionalText({ text }: { readonly text: string | null }) {
  return text ? <span title={text}>{text}</span> : <span className="text-muted">–</span>;
}

function StatusCell({ lead }: { readonly lead: LeadRow }) {
  if (!lead.review_reason) {
    return (
      <span className="flex">
        <LeadStatusBadge status={lead.status} />
      </span>
    );
  }
  return (
    <Tooltip text={lead.review_reason}>
      <button type="button" className="flex items-center rounded-full">
        <Badge tone="violet" icon={CircleHelp}>
          Needs review
        </Badge>
        <span className="sr-only">: {lead.review_reason}</span>
      </button>
    </Tooltip>
  );
}
