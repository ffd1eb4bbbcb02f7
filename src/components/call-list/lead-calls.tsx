"use client";

import Link from "next/link";
import { useLive } from "@/components/live/live-provider";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { userMessageOf } from "@/lib/errors";
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
  const read = useCallsOfLead(leadId);
  const { data } = read;
  useLive(["calls"], useRefreshCalls());
  const calls = data?.filter(({ id }) => id !== exceptId) ?? [];
  if (calls.length === 0 && !emptyText && !read.isError) return null;
  return (
    <section
      aria-label={exceptId ? "Other calls to this lead" : "Calls to this lead"}
      className={className}
    >
      <h3 className="pb-1 font-medium text-[0.8125rem]">{exceptId ? "Other calls" : "Calls"}</h3>
      {read.isError && !data ? (
        <ErrorState
          title="The calls could not be loaded"
          message={userMessageOf(read.error)}
          onRetry={() => void read.refetch()}
          isRetrying={read.isFetching}
        />
      ) : null}
      {read.isPending ? <SkeletonRows rows={2} label="Loading the calls" /> : null}
      {data && calls.length === 0 ? (
        <p className="text-[0.8125rem] text-muted">{emptyText}</p>
      ) : null}
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
