"use client";

import { CalendarSync, CalendarX } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useBusinessNow } from "@/components/live/clock-context";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Sheet, SheetContent } from "@/components/ui/sheet";
import { SkeletonRows } from "@/components/ui/skeleton";
import { userMessageOf } from "@/lib/errors";
import type { AppointmentRow } from "@/lib/services/appointments/list";
import { AppointmentBadge } from "./appointment-badge";
import { isChangeable, nameOf } from "./appointment-facts";
import { CallLink, CompanyLink, MeetingLink, Reach } from "./appointment-links";
import type { AppointmentActions } from "./appointment-menu";
import { AppointmentSpan, Moves, TheirTime } from "./appointment-times";
import { useAppointment } from "./use-appointments";

interface AppointmentSheetProps {
  /** Undefined while it is closed. */
  readonly appointmentId: string | undefined;
  readonly actions: AppointmentActions | undefined;
  readonly onClose: () => void;
}

/** The drawer beside the week with all about one demo. */
export function AppointmentSheet({ appointmentId, actions, onClose }: AppointmentSheetProps) {
  // While it closes, its content must not change under the eye.
  const [shownId, setShownId] = useState(appointmentId);
  if (appointmentId !== undefined && appointmentId !== shownId) setShownId(appointmentId);
  const appointment = useAppointment(shownId);
  const row = appointment.data;
  return (
    <Sheet open={appointmentId !== undefined} onOpenChange={(isOpen) => isOpen || onClose()}>
      <SheetContent
        title={row ? nameOf(row) : "Demo"}
        description={row ? <AppointmentBadge row={row} /> : undefined}
        footer={row && actions ? <SheetActions row={row} actions={actions} /> : undefined}
      >
        {row ? (
          <AppointmentFacts row={row} />
        ) : row === null ? (
          <EmptyState title="This demo does not exist">
            The link may be wrong, or it belongs to another team.
          </EmptyState>
        ) : appointment.isError ? (
          <ErrorState
            title="The demo could not be loaded"
            message={userMessageOf(appointment.error)}
            onRetry={() => void appointment.refetch()}
            isRetrying={appointment.isFetching}
          />
        ) : (
          <SkeletonRows rows={5} label="Loading the demo" />
        )}
      </SheetContent>
    </Sheet>
  );
}

interface SheetActionsProps {
  readonly row: AppointmentRow;
  readonly actions: AppointmentActions;
}

function SheetActions({ row, actions }: SheetActionsProps) {
  const now = useBusinessNow();
  if (!isChangeable(row, now)) {
    return <p className="mr-auto text-[0.8125rem] text-muted">Nothing can be changed any more.</p>;
  }
  return (
    <>
      <Button onClick={() => actions.askToCancel(row)}>
        <CalendarX aria-hidden="true" /> Cancel the demo…
      </Button>
      <Button variant="primary" onClick={() => actions.askToMove(row)}>
        <CalendarSync aria-hidden="true" /> Reschedule…
      </Button>
    </>
  );
}

function AppointmentFacts({ row }: { readonly row: AppointmentRow }) {
  return (
    <dl className="flex flex-col gap-4 text-[0.8125rem]">
      <Fact name="When">
        <p className="figure font-medium">
          <AppointmentSpan row={row} hasDay />
        </p>
        <p className="figure text-muted">
          <TheirTime value={row.startTime} zone={row.attendeeTimezone} />
        </p>
        <Moves row={row} />
      </Fact>
      {row.cancellationReason ? <Fact name="Reason">{row.cancellationReason}</Fact> : null}
      <Fact name="Company">
        <CompanyLink row={row} />
      </Fact>
      <Fact name="Attendee">
        <p>{row.customerName ?? "No name given"}</p>
        <Reach row={row} />
      </Fact>
      {row.title ? <Fact name="Title">{row.title}</Fact> : null}
      <Fact name="Meeting">
        {row.meetingUrl ? (
          <span className="flex flex-wrap gap-x-3">
            <MeetingLink row={row} />
            <span className="min-w-0 break-all text-muted">{row.meetingUrl}</span>
          </span>
        ) : (
          "No link"
        )}
      </Fact>
      <Fact name="Booked">{row.callId ? <CallLink row={row} /> : "By hand in the calendar"}</Fact>
    </dl>
  );
}

interface FactProps {
  readonly name: string;
  readonly children: ReactNode;
}

function Fact({ name, children }: FactProps) {
  return (
    <div className="grid grid-cols-[6rem_minmax(0,1fr)] gap-3">
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}
