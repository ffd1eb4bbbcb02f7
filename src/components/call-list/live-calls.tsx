"use client";

import Link from "next/link";
import { useBusinessNow } from "@/components/live/clock-context";
import { Panel } from "@/components/ui/panel";
import { Phone } from "@/components/ui/phone";
import type { LiveCall } from "@/lib/services/calls/list";
import { formatCountdown, formatTime, zoneAbbreviation } from "@/lib/utils/format-time";
import { OutcomeBadge } from "./outcome-badge";

/** The calls that are going on, each a way to watch it. */
export function LiveCalls({ calls }: { readonly calls: readonly LiveCall[] }) {
  return (
    <Panel
      title="Going on now"
      actions={
        <p role="status" className="figure text-[0.8125rem] text-muted leading-7">
          {calls.length === 1 ? "1 call" : `${calls.length} calls`}
        </p>
      }
    >
      {calls.length === 0 ? (
        <p className="py-1 text-muted">Nobody is being called right now.</p>
      ) : (
        <ul className="divide-y divide-line">
          {calls.map((call) => (
            <LiveRow key={call.id} call={call} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function LiveRow({ call }: { readonly call: LiveCall }) {
  return (
    <li className="relative grid grid-cols-[1fr_auto] items-center gap-x-4 gap-y-0.5 py-2 text-[0.8125rem] hover:bg-hover/60 md:grid-cols-[14rem_12rem_8rem_minmax(0,1fr)_3.5rem]">
      <span className="min-w-0">
        <Link
          href={`/calls/${call.id}`}
          className="block truncate font-medium after:absolute after:inset-0 hover:text-accent-text"
        >
          {call.company_name}
        </Link>
        <span className="block truncate text-muted">
          {call.contactName ? `${call.contactName} · ` : null}
          {call.timezone ? <TheirClock zone={call.timezone} /> : "Zone unknown"}
        </span>
      </span>
      <span className="max-md:hidden">
        <Phone value={call.phone} className="relative" />
      </span>
      <span className="flex max-md:justify-end">
        <OutcomeBadge call={call} />
      </span>
      <LastWords call={call} />
      <Running call={call} />
    </li>
  );
}

function TheirClock({ zone }: { readonly zone: string }) {
  const now = useBusinessNow();
  return (
    <span className="figure">
      {`${formatTime(now, zone, "time")} ${zoneAbbreviation(now, zone)} there`}
    </span>
  );
}

function LastWords({ call }: { readonly call: LiveCall }) {
  if (!call.lastLine) return <span className="text-muted max-md:hidden">–</span>;
  const { role, text } = call.lastLine;
  return (
    <span className="truncate text-muted max-md:col-span-2" title={text}>
      <span className="font-medium">{role === "user" ? "Person" : "Agent"}:</span> {text}
    </span>
  );
}

function Running({ call }: { readonly call: LiveCall }) {
  const now = useBusinessNow();
  return (
    <span className="figure text-right text-muted max-md:col-start-2 max-md:row-start-2">
      <span className="sr-only">Running for </span>
      {formatCountdown(now.getTime() - Date.parse(call.started_at ?? call.claimed_at))}
    </span>
  );
}
