"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { rescheduleAppointmentAction } from "@/app/(desk)/appointments/actions";
import { useViewerZone } from "@/components/live/use-viewer-zone";
import { Button } from "@/components/ui/button";
import { DialogContent } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { toast } from "@/components/ui/toast";
import type { AppointmentRow } from "@/lib/services/appointments/list";
import { runAction } from "@/lib/utils/action-result";
import { formatTime } from "@/lib/utils/format-time";
import { nameOf } from "./appointment-facts";
import { openingKeys } from "./appointment-keys";
import { AppointmentSpan, TheirTime } from "./appointment-times";
import { type ChangeTrouble, failed, troubleOfMove } from "./change-sentences";
import { OpeningChips } from "./opening-chips";
import { OpeningPicker } from "./opening-picker";

interface RescheduleAppointmentProps {
  readonly row: AppointmentRow;
  readonly onClose: () => void;
  readonly onChanged: () => void;
  /** A moved demo is a new one. */
  readonly onMoved: (appointmentId: string) => void;
}

/** The inside of the dialog that moves a demo in Cal.com to another free time. */
export function RescheduleAppointment(props: RescheduleAppointmentProps) {
  const { row, onClose } = props;
  const zone = useViewerZone() ?? "UTC";
  const [start, setStart] = useState<Date>();
  const { move, isBusy, trouble } = useMove(props, { zone, onTaken: () => setStart(undefined) });
  const isOver = trouble?.canRetry === false;
  return (
    <DialogContent
      title={`Reschedule the demo with ${nameOf(row)}`}
      description={<CurrentTime row={row} />}
      footer={
        <>
          <Button onClick={onClose}>{isOver ? "Close" : "Keep the time"}</Button>
          {isOver ? null : (
            <Button
              variant="primary"
              busy={isBusy}
              disabled={start === undefined}
              onClick={() => void (start && move(start))}
            >
              {start ? `Move to ${formatTime(start, zone, "short")}` : "Choose a time"}
            </Button>
          )}
        </>
      }
    >
      {trouble ? (
        <Notice kind={trouble.kind} className="mb-3">
          {trouble.sentence}
          {trouble.nearest.length > 0 ? (
            <div className="mt-2 text-foreground">
              <OpeningChips
                label="The nearest free times"
                starts={trouble.nearest}
                value={start}
                onChange={setStart}
                zone={zone}
                theirZone={row.attendeeTimezone}
                hasDay
              />
            </div>
          ) : null}
        </Notice>
      ) : null}
      {isOver ? null : <OpeningPicker row={row} zone={zone} value={start} onChange={setStart} />}
    </DialogContent>
  );
}

function CurrentTime({ row }: { readonly row: AppointmentRow }) {
  return (
    <>
      Now <AppointmentSpan row={row} hasDay /> ·{" "}
      <TheirTime value={row.startTime} zone={row.attendeeTimezone} />.{" "}
      {row.customerName ?? "The attendee"} gets an e-mail with the new time.
    </>
  );
}

interface MoveOptions {
  readonly zone: string;
  readonly onTaken: () => void;
}

function useMove(props: RescheduleAppointmentProps, { zone, onTaken }: MoveOptions) {
  const client = useQueryClient();
  const [isBusy, setIsBusy] = useState(false);
  const [trouble, setTrouble] = useState<ChangeTrouble>();
  const { row } = props;
  const move = async (start: Date) => {
    setIsBusy(true);
    setTrouble(undefined);
    const result = await runAction(rescheduleAppointmentAction({ appointmentId: row.id, start }));
    setIsBusy(false);
    if (!result.isOk) return setTrouble(failed(result.message));
    props.onChanged();
    void client.invalidateQueries({ queryKey: openingKeys.all });
    if (result.data.type === "taken") onTaken();
    if (result.data.type !== "moved") return setTrouble(troubleOfMove(result.data));
    const { appointmentId, start: newStart } = result.data;
    toast.success(
      `The demo with ${nameOf(row)} is moved to ${formatTime(newStart, zone, "short")}`,
    );
    props.onMoved(appointmentId);
    props.onClose();
  };
  return { move, isBusy, trouble };
}
