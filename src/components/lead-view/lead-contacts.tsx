"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { AppointmentBadge } from "@/components/appointment-list/appointment-badge";
import { CallLink, MeetingLink } from "@/components/appointment-list/appointment-links";
import {
  AppointmentSpan,
  Changes,
  TheirTime,
} from "@/components/appointment-list/appointment-times";
import { LeadCalls } from "@/components/call-list/lead-calls";
import { ErrorState } from "@/components/ui/error-state";
import { LocalTime } from "@/components/ui/local-time";
import { SkeletonRows } from "@/components/ui/skeleton";
import { userMessageOf } from "@/lib/errors";
import type { AppointmentRow } from "@/lib/services/appointments/list";
import type { LeadRecord } from "@/lib/services/leads/record";
import { MAIL_NAMES, MAIL_STATES } from "@/lib/utils/mail-words";
import { useLeadAppointments, useLeadRecord } from "./use-lead-view";

interface LeadContactsProps {
  readonly leadId: string;
}

/** The demos, calls and mails of a lead. */
export function LeadContacts({ leadId }: LeadContactsProps) {
  const appointments = useLeadAppointments(leadId);
  const record = useLeadRecord(leadId);
  const emails = record.data?.emails;
  return (
    <div className="flex flex-col gap-5">
      <Part
        title="Demos"
        read={appointments}
        isEmpty={appointments.data?.length === 0}
        empty="No demo has been agreed yet."
      >
        {appointments.data?.map((row) => (
          <AppointmentLine key={row.id} row={row} />
        ))}
      </Part>
      <LeadCalls leadId={leadId} emptyText="Not called yet." />
      <Part
        title="E-mails"
        read={record}
        isEmpty={emails?.length === 0}
        empty="No e-mail has been sent yet."
      >
        {emails?.map((mail) => (
          <MailLine key={mail.id} mail={mail} />
        ))}
      </Part>
    </div>
  );
}

interface PartProps {
  readonly title: string;
  readonly read: UseQueryResult<unknown>;
  readonly isEmpty: boolean | undefined;
  readonly empty: string;
  readonly children: ReactNode;
}

function Part({ title, read, isEmpty, empty, children }: PartProps) {
  return (
    <section aria-label={title} className="text-[0.8125rem]">
      <h3 className="pb-1 font-medium">{title}</h3>
      {read.isError && read.data === undefined ? (
        <ErrorState
          title={`${title} could not be loaded`}
          message={userMessageOf(read.error)}
          onRetry={() => void read.refetch()}
          isRetrying={read.isFetching}
        />
      ) : read.isPending ? (
        <SkeletonRows rows={2} label={`Loading: ${title}`} />
      ) : isEmpty ? (
        <p className="text-muted">{empty}</p>
      ) : (
        <ul className="divide-y divide-line">{children}</ul>
      )}
    </section>
  );
}

function AppointmentLine({ row }: { readonly row: AppointmentRow }) {
  return (
    <li className="flex items-start justify-between gap-3 py-1.5">
      <div className="min-w-0">
        <p className="figure">
          <AppointmentSpan row={row} hasDay />
        </p>
        <p className="figure text-muted">
          <TheirTime value={row.startTime} zone={row.attendeeTimezone} />
        </p>
        <Changes row={row} />
      </div>
      <div className="flex shrink-0 flex-col items-end gap-1">
        <AppointmentBadge row={row} />
        <span className="flex gap-3">
          <CallLink row={row} />
          <MeetingLink row={row} />
        </span>
      </div>
    </li>
  );
}

function MailLine({ mail }: { readonly mail: LeadRecord["emails"][number] }) {
  return (
    <li className="flex items-start justify-between gap-3 py-1.5">
      <div className="min-w-0">
        <p>
          {MAIL_NAMES[mail.kind]} <span className="text-muted">{MAIL_STATES[mail.state]}</span>
        </p>
        <p className="truncate text-muted">
          {mail.subject ? `${mail.subject} · ` : null}
          {mail.to_email}
        </p>
        {mail.state === "failed" && mail.last_error ? (
          <p className="text-red">{mail.last_error}</p>
        ) : null}
      </div>
      <LocalTime value={mail.at} className="figure shrink-0 text-muted" />
    </li>
  );
}
