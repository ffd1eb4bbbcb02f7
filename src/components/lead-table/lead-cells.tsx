"use client";

import { CircleHelp } from "lucide-react";
import { OUTCOME_LOOK } from "@/components/call-list/outcome-badge";
import { Badge, LeadStatusBadge } from "@/components/ui/badge";
import { LocalTime } from "@/components/ui/local-time";
import { Phone } from "@/components/ui/phone";
import { RelativeTime } from "@/components/ui/relative-time";
import { Tooltip } from "@/components/ui/tooltip";
import type { LeadRow } from "@/lib/services/leads/list";

import { nameZone } from "@/lib/utils/zone-name";
import { ChangedAt } from "./changed-at";
import type { LeadColumnId } from "./lead-layout";
import { NextCall } from "./next-call";

interface LeadCellProps {
  readonly column: LeadColumnId;
  readonly lead: LeadRow;
  readonly maxAttempts: number;
  readonly onOpen: (leadId: string) => void;
}

/** What a column shows of a lead. */
export function LeadCell({ column, lead, maxAttempts, onOpen }: LeadCellProps) {
  switch (column) {
    case "company_name":
      return (
        <button
          type="button"
          tabIndex={-1}
          onClick={() => onOpen(lead.id)}
          className="max-w-full truncate text-left font-medium hover:text-accent-text hover:underline"
        >
          {lead.company_name}
        </button>
      );
    case "phone":
      return <Phone value={lead.phone} extension={lead.phone_extension} />;
    case "status":
      return <StatusCell lead={lead} />;
    case "next_call":
      return <NextCall lead={lead} />;
    case "last_outcome":
      return <OptionalText text={lead.last_outcome && OUTCOME_LOOK[lead.last_outcome].label} />;
    case "call_attempts":
      return (
        <span className="figure">
          {lead.call_attempts}
          <span className="text-muted"> of {maxAttempts}</span>
        </span>
      );
    case "last_called_at":
      return lead.last_called_at ? (
        <RelativeTime value={lead.last_called_at} />
      ) : (
        <Muted>Never</Muted>
      );
    case "callback_at":
    case "appointment_at":
      return <TimeCell value={lead[column]} zone={lead.timezone} />;
    case "city":
      return <OptionalText text={[lead.city, lead.state].filter(Boolean).join(", ")} />;
    case "timezone":
      return <OptionalText text={lead.timezone && nameZone(lead.timezone)} />;
    case "created_at":
    case "updated_at":
      return <ChangedAt value={lead[column]} />;
    default:
      return <OptionalText text={lead[column]} />;
  }
}

function TimeCell({
  value,
  zone,
}: {
  readonly value: string | null;
  readonly zone: string | null;
}) {
  return value ? <LocalTime value={value} zone={zone} /> : <Muted>–</Muted>;
}

function OptionalText({ text }: { readonly text: string | null }) {
  return text ? <span title={text}>{text}</span> : <Muted>–</Muted>;
}

function Muted({ children }: { readonly children: string }) {
  return <span className="text-muted">{children}</span>;
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
      <button type="button" tabIndex={-1} className="flex items-center rounded-full">
        <Badge tone="violet" icon={CircleHelp}>
          Needs review
        </Badge>
        <span className="sr-only">: {lead.review_reason}</span>
      </button>
    </Tooltip>
  );
}
