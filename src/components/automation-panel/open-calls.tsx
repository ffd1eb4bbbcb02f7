"use client";

import Link from "next/link";
import { useBusinessNow } from "@/components/live/clock-context";
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import { Phone } from "@/components/ui/phone";
import type { OpenCall } from "@/lib/services/automation/overview";
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
        {call.leadId ? (
          <Link
            href={{ pathname: "/leads", query: { lead: call.leadId } }}
            className="hover:text-accent-text hover:underline"
          >
            {call.companyName}
          </Link>
        ) : (
          call.companyName
        )}
      </span>
      <Phone value={call.phone} />
      <span className="figure w-20 text-muted">Attempt {call.attempt}</span>
      <span className="w-32">
        <Badge tone="blue" isLive>
          {describeCall(call)}
        </Badge>
      </span>
      <Elapsed since={call.claimedAt} />
    </li>
  );
}

const PROVIDER_WORDS: Readonly<Record<string, string>> = {
  scheduled: "Scheduled",
  queued: "Queued",
  ringing: "Ringing",
  "in-progress": "Talking",
  forwarding: "Transferring",
  ended: "Ended",
};

function describeCall(call: OpenCall): string {
  if (call.state === "claimed") return "Next in line";
  if (call.state === "placing") return "Being placed";
  return PROVIDER_WORDS[call.providerStatus ?? "queued"] ?? "With the provider";
}

function Elapsed({ since }: { readonly since: string }) {
  const now = useBusinessNow();
  return (
    <span className="figure w-12 text-right text-muted" suppressHydrationWarning>
      <span className="sr-only">Since </span>
      {formatCountdown(now.getTime() - Date.parse(since))}
    </span>
  );
}
