"use client";

import { MapPinOff } from "lucide-react";
import { useBusinessNow } from "@/components/live/clock-context";
import { Badge } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/relative-time";
import type { LeadRow } from "@/lib/services/leads/list";

interface NextCallProps {
  readonly lead: LeadRow;
  readonly retryHours: number;
  readonly maxAttempts: number;
}

const HOUR_MS = 3_600_000;

/** When the lead is next due, or what stops it. Calling hours come on top. */
export function NextCall({ lead, retryHours, maxAttempts }: NextCallProps) {
  if (lead.status !== "pending" || lead.review_reason) {
    return <span className="text-muted max-md:hidden">–</span>;
  }
  if (lead.call_attempts >= maxAttempts) {
    return <span className="whitespace-nowrap text-muted">Attempts used up</span>;
  }
  if (!lead.timezone) {
    return (
      <span className="flex">
        <Badge tone="red" icon={MapPinOff}>
          No time zone
        </Badge>
      </span>
    );
  }
  if (lead.callback_at) return <Due name="Callback" at={Date.parse(lead.callback_at)} />;
  if (!lead.last_called_at) return <span>First call</span>;
  return <Due name="Retry" at={Date.parse(lead.last_called_at) + retryHours * HOUR_MS} />;
}

interface DueProps {
  readonly name: string;
  readonly at: number;
}

function Due({ name, at }: DueProps) {
  const now = useBusinessNow();
  return (
    <span className="whitespace-nowrap" suppressHydrationWarning>
      {name} {at <= now.getTime() ? "due" : <RelativeTime value={new Date(at).toISOString()} />}
    </span>
  );
}
