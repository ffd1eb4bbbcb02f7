"use client";

import { ExternalLink, Mail } from "lucide-react";
import Link from "next/link";
import { useViewerZone } from "@/components/live/use-viewer-zone";
import { LocalTime } from "@/components/ui/local-time";
import { Phone } from "@/components/ui/phone";
import type { AppointmentRow } from "@/lib/services/appointments/list";
import { cn } from "@/lib/utils/cn";
import { isSameLocalTime, zoneAbbreviation } from "@/lib/utils/format-time";
import { AppointmentBadge } from "./appointment-badge";

/** One demo: when in both zones, with whom, how to reach and meet them. */
export function AppointmentItem({ row }: { readonly row: AppointmentRow }) {
  const isOff = row.status !== "accepted" && row.status !== "pending";
  return (
    <li className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1 px-4 py-2.5 text-[0.8125rem] md:grid-cols-[13rem_minmax(0,1fr)_15rem_9rem]">
      <Times row={row} isOff={isOff} />
      <div className="min-w-0 max-md:col-span-2 max-md:row-start-2">
        <p className="truncate font-medium">
          <Company row={row} />
        </p>
        <p className="truncate text-muted">
          {row.customerName ?? "No name given"}
          {row.title ? ` · ${row.title}` : null}
        </p>
        {row.cancellationReason ? (
          <p className="text-muted">Reason: {row.cancellationReason}</p>
        ) : null}
      </div>
      <Reach row={row} />
      <div className="flex flex-col items-end gap-1 max-md:col-start-2 max-md:row-start-1">
        <AppointmentBadge row={row} />
        {row.meetingUrl && !isOff ? (
          <a
            href={row.meetingUrl}
            target="_blank"
            rel="noreferrer"
            className="touch-target inline-flex items-center gap-1 text-accent-text underline-offset-4 hover:underline"
          >
            Join <ExternalLink aria-hidden="true" className="size-3.5" />
            <span className="sr-only">the meeting with {row.customerName ?? row.companyName}</span>
          </a>
        ) : null}
      </div>
    </li>
  );
}

interface TimesProps {
  readonly row: AppointmentRow;
  readonly isOff: boolean;
}

/** Mine first; theirs below, also when it is the same, so that nobody has to wonder. */
function Times({ row, isOff }: TimesProps) {
  const viewerZone = useViewerZone();
  const at = new Date(row.startTime);
  const theirs = row.attendeeTimezone;
  const isSame = viewerZone && theirs && isSameLocalTime(at, viewerZone, theirs);
  return (
    <div>
      <p className={cn("figure font-medium", isOff && "text-muted line-through")}>
        <LocalTime value={row.startTime} format="time" />
        {" – "}
        <LocalTime value={row.endTime} format="time" />
        {viewerZone ? (
          <span className="font-normal text-muted"> {zoneAbbreviation(at, viewerZone)}</span>
        ) : null}
      </p>
      <p className="figure text-muted">
        {theirs === null ? (
          "Their time zone is unknown"
        ) : isSame ? (
          "Same time for them"
        ) : (
          <>
            <LocalTime
              value={row.startTime}
              zone={theirs}
              format={isSameDay(at, theirs, viewerZone) ? "time" : "short"}
            />{" "}
            for them
          </>
        )}
      </p>
    </div>
  );
}

function isSameDay(at: Date, zoneA: string, zoneB: string | undefined): boolean {
  const dayIn = (timeZone: string) => at.toLocaleDateString("en-US", { timeZone });
  return zoneB !== undefined && dayIn(zoneA) === dayIn(zoneB);
}

function Company({ row }: { readonly row: AppointmentRow }) {
  const name = row.companyName ?? row.customerName ?? "Booked outside the list";
  if (!row.leadId) return name;
  return (
    <Link
      href={{ pathname: "/leads", query: { lead: row.leadId } }}
      className="hover:text-accent-text hover:underline"
    >
      {name}
    </Link>
  );
}

function Reach({ row }: { readonly row: AppointmentRow }) {
  return (
    <div className="min-w-0 max-md:col-span-2">
      {row.customerPhone ? <Phone value={row.customerPhone} /> : null}
      {row.customerEmail ? (
        <a
          href={`mailto:${row.customerEmail}`}
          className="flex min-w-0 items-center gap-1 hover:text-accent-text hover:underline"
        >
          <Mail aria-hidden="true" className="size-3.5 shrink-0 text-muted" />
          <span className="truncate">{row.customerEmail}</span>
        </a>
      ) : null}
    </div>
  );
}
