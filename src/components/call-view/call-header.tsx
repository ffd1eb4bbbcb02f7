"use client";

import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { OutcomeBadge } from "@/components/call-list/outcome-badge";
import { BothTimes } from "@/components/lead-form/both-times";
import { useBusinessNow } from "@/components/live/clock-context";
import { Phone } from "@/components/ui/phone";
import type { CallDetail } from "@/lib/services/calls/detail";
import { formatCountdown } from "@/lib/utils/format-time";
import { isOpen } from "./use-call";

interface CallHeaderProps {
  readonly call: CallDetail;
  readonly maxAttempts: number;
}

/** With whom, when on both clocks, which attempt, and what came of it. */
export function CallHeader({ call, maxAttempts }: CallHeaderProps) {
  return (
    <header className="flex flex-col gap-2 pb-4">
      <Link
        href="/calls"
        className="touch-target inline-flex w-fit items-center gap-1 text-[0.8125rem] text-muted hover:text-foreground"
      >
        <ArrowLeft aria-hidden="true" className="size-3.5" /> Calls
      </Link>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h1 className="min-w-0 font-semibold text-xl leading-8 tracking-tight">
          {call.lead_id ? (
            <Link
              href={{ pathname: "/leads", query: { lead: call.lead_id } }}
              title="Open the lead"
              className="hover:text-accent-text hover:underline"
            >
              {call.company_name}
            </Link>
          ) : (
            call.company_name
          )}
        </h1>
        <OutcomeBadge call={call} />
        {isOpen(call.state) ? <RunningTime call={call} /> : null}
      </div>
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-[0.8125rem] text-muted">
        <Phone value={call.phone} className="text-foreground" />
        {call.contactName ? <span>{call.contactName}</span> : null}
        <span className="figure">
          <BothTimes value={call.claimed_at} zone={call.timezone} />
        </span>
        <span className="figure">
          Attempt {call.attempt} of {Math.max(call.attempt, maxAttempts)}
        </span>
      </p>
    </header>
  );
}

function RunningTime({ call }: { readonly call: CallDetail }) {
  const now = useBusinessNow();
  const since = call.started_at ?? call.placed_at ?? call.claimed_at;
  return (
    <span className="figure text-muted">
      <span className="sr-only">Running for </span>
      {formatCountdown(now.getTime() - Date.parse(since))}
    </span>
  );
}
