"use client";

import Link from "next/link";
import { useLive } from "@/components/live/live-provider";
import { CallTime } from "./call-time";
import { OutcomeBadge } from "./outcome-badge";
import { useCallsOfLead, useRefreshCalls } from "./use-calls";

interface LeadCallsProps {
  readonly leadId: string;
  /** The call that the page shows, which needs no link to itself. */
  readonly exceptId?: string;
  /** Said where there are none; without it nothing is shown then. */
  readonly emptyText?: string;
  readonly className?: string;
}

/** The calls made to a lead, each with its outcome. */
export function LeadCalls({ leadId, exceptId, emptyText, className }: LeadCallsProps) {
  const { data } = useCallsOfLead(leadId);
  useLive(["calls"], useRefreshCalls());
  const calls = data?.filter(({ id }) => id !== exceptId) ?? [];
  if (calls.length === 0 && !(data && emptyText)) return null;
  return (
    <section
      aria-label={exceptId ? "Other calls to this lead" : "Calls to this lead"}
      className={className}
    >
      <h3 className="pb-1 font-medium text-[0.8125rem]">{exceptId ? "Other calls" : "Calls"}</h3>
      {calls.length === 0 ? <p className="text-[0.8125rem] text-muted">{emptyText}</p> : null}
      <ul className="divide-y divide-line text-[0.8125rem]">
        {calls.map((call) => (
          <li key={call.id} className="flex min-h-8 items-center gap-3 py-1">
            <Link
              href={`/calls/${call.id}`}
              className="touch-target grow text-accent-text underline-offset-4 hover:underline"
            >
              <CallTime value={call.claimed_at} zone={call.timezone} />
              <span className="sr-only">: open this call</span>
            </Link>
            <OutcomeBadge call={call} />
          </li>
        ))}
      </ul>
    </section>
  );
}
