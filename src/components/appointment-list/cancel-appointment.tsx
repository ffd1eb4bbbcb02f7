"use client";

import { useState } from "react";
import { cancelAppointmentAction } from "@/app/(desk)/appointments/actions";
import { Button } from "@/components/ui/button";
import { DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { LocalTime } from "@/components/ui/local-time";
import { Notice } from "@/components/ui/notice";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import type { AppointmentRow } from "@/lib/services/appointments/list";
import { runAction } from "@/lib/utils/action-result";
import { nameOf } from "./appointment-facts";
import { TheirTime } from "./appointment-times";
import { type ChangeTrouble, failed, troubleOfCancel } from "./change-sentences";

const LONGEST_REASON = 500;

interface CancelAppointmentProps {
  readonly row: AppointmentRow;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

/** The inside of the dialog that cancels a demo in Cal.com: asks for the reason, which Cal.com demands and passes on. */
export function CancelAppointment({ row, onClose, onChanged }: CancelAppointmentProps) {
  const [reason, setReason] = useState("");
  const [isMissing, setIsMissing] = useState(false);
  const { cancel, isBusy, trouble } = useCancel(row, { onClose, onChanged });
  const submit = () => {
    setIsMissing(reason.trim() === "");
    if (reason.trim() !== "") void cancel(reason.trim());
  };
  return (
    <DialogContent
      title={`Cancel the demo with ${nameOf(row)}?`}
      description={<Consequence row={row} />}
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>{trouble?.canRetry === false ? "Close" : "Keep it"}</Button>
          {trouble?.canRetry === false ? null : (
            <Button variant="danger" busy={isBusy} onClick={submit}>
              Cancel the demo
            </Button>
          )}
        </>
      }
    >
      {trouble ? (
        <Notice kind={trouble.kind} className="mb-3">
          {trouble.sentence}
        </Notice>
      ) : null}
      <Field
        label="Reason"
        hint="The attendee reads it in the e-mail."
        error={isMissing ? "Say why: Cal.com cancels only with a reason." : undefined}
        required
      >
        {(control) => (
          <Textarea
            {...control}
            value={reason}
            maxLength={LONGEST_REASON}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
    </DialogContent>
  );
}

function Consequence({ row }: { readonly row: AppointmentRow }) {
  return (
    <>
      <LocalTime value={row.startTime} /> (
      <TheirTime value={row.startTime} zone={row.attendeeTimezone} />
      ). {row.customerName ?? "The attendee"} gets an e-mail that says so, and the time becomes
      free.
    </>
  );
}

function useCancel(
  row: AppointmentRow,
  { onClose, onChanged }: Pick<CancelAppointmentProps, "onClose" | "onChanged">,
) {
  const [isBusy, setIsBusy] = useState(false);
  const [trouble, setTrouble] = useState<ChangeTrouble>();
  const cancel = async (reason: string) => {
    setIsBusy(true);
    setTrouble(undefined);
    const result = await runAction(cancelAppointmentAction({ appointmentId: row.id, reason }));
    setIsBusy(false);
    if (!result.isOk) return setTrouble(failed(result.message));
    onChanged();
    if (result.data.type !== "cancelled") return setTrouble(troubleOfCancel(result.data));
    toast.success(`The demo with ${nameOf(row)} is cancelled`);
    onClose();
  };
  return { cancel, isBusy, trouble };
}
