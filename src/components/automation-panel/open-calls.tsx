"use client";

import Link from "next/link";
import { useBusinessNow } from "@/components/live/clock-context";
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import { Phone } from "@/components/ui/phone";
import type { OpenCall } from "@/lib/services/automation/overview";
import { describeProgress } from "@/lib/utils/call-words";
import { formatCountdown } from "@/lib/utils/format-time";

/** What is being dialled at this moment. */
export function OpenCalls({ calls }: { readonly calls: readonly OpenCall[] }) {
  return (
    <Panel
      title="Being dialled"
      actions={
        <p role="status" className="figure text-[0.8125rem] text-muted leading-7">
          {calls.length === 1 ? "1 call" : `${calls.length} calls`}
        </p>
      }
    >
      {calls.length === 0 ? (
        <p className="py-2 text-muted">Nothing is being dialled.</p>
      ) : (
        <ul className="divide-y divide-line">
          {calls.map((call) => (
            <CallRow key={call.id} call={call} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function CallRow({ call }: { readonly call: OpenCall }) {
  return (
    <li className="flex min-h-9 flex-wrap items-center gap-x-4 gap-y-0.5 py-1 text-[0.8125rem]">
      <span className="min-w-0 grow basis-40 truncate font-medium">
        <Link href={`/calls/${call.id}`} className="hover:text-accent-text hover:underline">
          {call.companyName}
        </Link>
      </span>
      <Phone value={call.phone} />
      <span className="figure w-20 text-muted">Attempt {call.attempt}</span>
      <span className="w-32">
        <Badge tone="blue" isLive>
          {describeProgress(call.state, call.providerStatus)}
        </Badge>
      </span>
      <Elapsed since={call.claimedAt} />
    </li>
  );
}

function Elapsed({ since }: { readonly since: string }) {
  const now = useBusinessNow();
  return (
    <span className="figure w-12 text-right text-muted">
      <span className="sr-only">Since </span>
      {formatCountdown(now.getTime() - Date.parse(since))}
    </span>
  );
}
