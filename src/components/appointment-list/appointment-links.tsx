import { ExternalLink, Mail, PhoneCall } from "lucide-react";
import Link from "next/link";
import { Phone } from "@/components/ui/phone";
import type { AppointmentRow } from "@/lib/services/appointments/list";
import { isCalledOff, nameOf } from "./appointment-facts";

interface RowProps {
  readonly row: AppointmentRow;
}

/** The company, leading to its lead where it has one. */
export function CompanyLink({ row }: RowProps) {
  if (!row.leadId) return nameOf(row);
  return (
    <Link
      href={{ pathname: "/leads", query: { lead: row.leadId } }}
      className="hover:text-accent-text hover:underline"
    >
      {nameOf(row)}
    </Link>
  );
}

/** The call in which it was booked, if it was in one. */
export function CallLink({ row }: RowProps) {
  if (!row.callId) return null;
  return (
    <Link
      href={`/calls/${row.callId}`}
      className="touch-target inline-flex min-h-6 items-center gap-1 text-accent-text underline-offset-4 hover:underline"
    >
      <PhoneCall aria-hidden="true" className="size-3.5" /> Call
      <span className="sr-only">that booked the demo with {nameOf(row)}</span>
    </Link>
  );
}

/** The way into the meeting, while it stands. */
export function MeetingLink({ row }: RowProps) {
  if (!row.meetingUrl || isCalledOff(row)) return null;
  return (
    <a
      href={row.meetingUrl}
      target="_blank"
      rel="noreferrer"
      className="touch-target inline-flex min-h-6 items-center gap-1 text-accent-text underline-offset-4 hover:underline"
    >
      Join <ExternalLink aria-hidden="true" className="size-3.5" />
      <span className="sr-only">the meeting with {row.customerName ?? nameOf(row)}</span>
    </a>
  );
}

/** How to reach the attendee. */
export function Reach({ row }: RowProps) {
  return (
    <>
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
    </>
  );
}
