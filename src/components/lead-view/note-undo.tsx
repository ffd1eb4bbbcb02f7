"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { addNoteAction } from "@/app/(desk)/leads/note-actions";
import { leadKeys } from "@/components/lead-table/lead-keys";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { runAction } from "@/lib/utils/action-result";
import type { DeletedNote } from "./note-body";

interface NoteUndoProps {
  readonly note: DeletedNote;
  readonly onClose: () => void;
}

/** Puts a deleted note back. In its place, not in a toast: a drawer keeps the keyboard to itself. */
export function NoteUndo({ note, onClose }: NoteUndoProps) {
  const client = useQueryClient();
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const undoRef = useRef<HTMLButtonElement>(null);
  // The button that had the focus went with the note.
  useEffect(() => undoRef.current?.focus(), []);
  const putBack = async () => {
    setIsBusy(true);
    const result = await runAction(addNoteAction(note));
    setIsBusy(false);
    if (!result.isOk) return setProblem(result.message);
    await client.invalidateQueries({ queryKey: leadKeys.timeline(note.leadId) });
    onClose();
  };
  return (
    <Notice
      kind={problem ? "error" : "info"}
      action={
        <Button ref={undoRef} size="sm" busy={isBusy} onClick={() => void putBack()}>
          <Undo2 aria-hidden="true" /> Undo
        </Button>
      }
    >
      {problem ?? "Note deleted."}
    </Notice>
  );
}
