"use client";

import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type KeyboardEvent, useEffect, useId, useState } from "react";
import { addNoteAction } from "@/app/(desk)/leads/note-actions";
import { leadKeys } from "@/components/lead-table/lead-keys";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { Textarea } from "@/components/ui/textarea";
import { runAction } from "@/lib/utils/action-result";

const MAX_LENGTH = 5000;

interface NoteFormProps {
  readonly leadId: string;
  readonly onDraft: (name: string, isDraft: boolean) => void;
}

const NEW_NOTE = "new";

/** Writes a note about a lead. What was typed stays when it could not be saved. */
export function NoteForm({ leadId, onDraft }: NoteFormProps) {
  const id = useId();
  const client = useQueryClient();
  const [body, setBody] = useState("");
  const [problem, setProblem] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);
  const isDraft = body.trim() !== "";
  useEffect(() => {
    onDraft(NEW_NOTE, isDraft);
    return () => onDraft(NEW_NOTE, false);
  }, [onDraft, isDraft]);
  const save = async () => {
    if (isBusy || !isDraft) return;
    setIsBusy(true);
    setProblem(undefined);
    const result = await runAction(addNoteAction({ leadId, body }));
    setIsBusy(false);
    if (!result.isOk) return setProblem(result.message);
    setBody("");
    await client.invalidateQueries({ queryKey: leadKeys.timeline(leadId) });
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) {
      event.preventDefault();
      void save();
    }
  };
  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-2">
      <label htmlFor={id} className="sr-only">
        New note
      </label>
      <Textarea
        id={id}
        rows={2}
        maxLength={MAX_LENGTH}
        placeholder="Write a note for your team"
        value={body}
        onChange={(event) => setBody(event.target.value)}
        onKeyDown={onKeyDown}
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem ? `${id}-problem` : undefined}
      />
      {problem ? (
        <p id={`${id}-problem`} role="alert" className="text-[0.8125rem] text-red">
          {problem}
        </p>
      ) : null}
      <div className="flex items-center justify-end gap-2">
        <span className="text-muted text-xs max-md:hidden">
          <Kbd>Ctrl</Kbd> <Kbd>Enter</Kbd>
        </span>
        <Button type="submit" size="sm" busy={isBusy} disabled={!isDraft}>
          Add note
        </Button>
      </div>
    </form>
  );
}
