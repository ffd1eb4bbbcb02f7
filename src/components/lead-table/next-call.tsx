import { MapPinOff } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/relative-time";
import type { LeadRow } from "@/lib/services/leads/list";

interface NextCallProps {
  readonly lead: LeadRow;
  readonly retryHours: number;
}

const HOUR_MS = 3_600_000;

/** When the lead is next due, or what stops it. Calling hours come on top. */
export function NextCall({ lead, retryHours }: NextCallProps) {
  if (lead.status !== "pending" || lead.review_reason) {
    return <span className="text-muted">–</span>;
  }
  if (!lead.timezone) {
    return (
      <Badge tone="red" icon={MapPinOff}>
        No time zone
      </Badge>
    );
  }
  if (lead.callback_at) {
    return (
      <span className="whitespace-nowrap">
        Callback <RelativeTime value={lead.callback_at} />
      </span>
    );
  }
  if (!lead.last_called_at) return <span>First call</span>;
  const retryAt = new Date(Date.parse(lead.last_called_at) + retryHours * HOUR_MS).toISOString();
  return (
    <span className="whitespace-nowrap">
      Retry <RelativeTime value={retryAt} />
    </span>
  );
}
