"use client";

import { useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import type { AppointmentRow } from "@/lib/services/appointments/list";
import type { AppointmentActions } from "./appointment-menu";
import { CancelAppointment } from "./cancel-appointment";
import { RescheduleAppointment } from "./reschedule-appointment";

/** What somebody is about to do with a demo. Kept while its dialog closes, so that nothing changes under the eye. */
export interface ChangeQuestion {
  readonly kind: "move" | "cancel";
  readonly row: AppointmentRow;
  readonly isOpen: boolean;
  /** Tells one asking from the next, so that each begins anew. */
  readonly turn: number;
}

/** The question that is open, and how to ask one. */
export function useChangeQuestion() {
  const [question, setQuestion] = useState<ChangeQuestion>();
  const ask = (kind: ChangeQuestion["kind"], row: AppointmentRow) =>
    setQuestion({ kind, row, isOpen: true, turn: (question?.turn ?? 0) + 1 });
  const actions: AppointmentActions = {
    askToMove: (row) => ask("move", row),
    askToCancel: (row) => ask("cancel", row),
  };
  const close = () => setQuestion(question && { ...question, isOpen: false });
  return { question, actions, close };
}

interface ChangeDialogsProps {
  readonly question: ChangeQuestion | undefined;
  readonly onClose: () => void;
  readonly onChanged: () => void;
  readonly onMoved: (from: string, to: string) => void;
}

/** The dialog for what was asked: another time, or none. */
export function ChangeDialogs({ question, onClose, onChanged, onMoved }: ChangeDialogsProps) {
  if (!question) return null;
  const { row, kind, turn } = question;
  const shared = { row, onClose, onChanged };
  return (
    <Dialog open={question.isOpen} onOpenChange={(isOpen) => isOpen || onClose()}>
      {kind === "move" ? (
        <RescheduleAppointment key={turn} {...shared} onMoved={(to) => onMoved(row.id, to)} />
      ) : (
        <CancelAppointment key={turn} {...shared} />
      )}
    </Dialog>
  );
}
