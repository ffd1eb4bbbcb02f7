"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Pencil, Trash2 } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { changeNoteAction, deleteNoteAction } from "@/app/(desk)/leads/note-actions";
import { leadKeys } from "@/components/lead-table/lead-keys";
import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { runAction } from "@/lib/utils/action-result";

interface NoteBodyProps {
  readonly leadId: string;
  readonly noteId: string;
  readonly body: string;
  /** It is the reader's own. */
  readonly canChange: boolean;
  readonly onDeleted: (note: DeletedNote) => void;
  readonly onDraft: (name: string, isDraft: boolean) => void;
}

/** What it takes to put a note back. */
export interface DeletedNote {
  readonly leadId: string;
  readonly body: string;
  readonly notedAt: string;
}

/** The words of a note; its author may change or delete it. */
export function NoteBody(props: NoteBodyProps) {
  const { leadId, noteId, body, canChange, onDeleted, onDraft } = props;
  const editRef = useRef<HTMLButtonElement>(null);
  const [isEditing, setIsEditing] = useState(false);
  const refresh = useRefreshTimeline(leadId);
  const [isBusy, setIsBusy] = useState(false);
  const remove = async () => {
    setIsBusy(true);
    const result = await runAction(deleteNoteAction({ noteId }));
    setIsBusy(false);
    if (!result.isOk) return toast.error(result.message);
    onDeleted(result.data);
    refresh();
  };
  if (isEditing) {
    return (
      <NoteEditor
        noteId={noteId}
        body={body}
        onDraft={onDraft}
        onClose={(isSaved) => {
          setIsEditing(false);
          requestAnimationFrame(() => editRef.current?.focus());
          if (isSaved) refresh();
        }}
      />
    );
  }
  return (
    <div className="mt-1 flex items-start gap-1 rounded-md bg-amber-soft/60 px-2.5 py-1.5">
      <p className="min-w-0 grow whitespace-pre-wrap break-words">{body}</p>
      {canChange ? (
        <span className="-my-0.5 flex shrink-0">
          <Button
            ref={editRef}
            variant="ghost"
            size="icon-sm"
            aria-label="Edit note"
            onClick={() => setIsEditing(true)}
          >
            <Pencil aria-hidden="true" />
          </Button>
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label="Delete note"
            busy={isBusy}
            onClick={() => void remove()}
          >
            <Trash2 aria-hidden="true" />
          </Button>
        </span>
      ) : null}
    </div>
  );
}

interface NoteEditorProps {
  readonly noteId: string;
  readonly body: string;
  readonly onDraft: (name: string, isDraft: boolean) => void;
  readonly onClose: (isSaved: boolean) => void;
}

function NoteEditor({ noteId, body, onDraft, onClose }: NoteEditorProps) {
  const id = useId();
  const inputRef = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(body);
  const [problem, setProblem] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);
  const isDraft = text !== body;
  useEffect(() => inputRef.current?.focus(), []);
  useEffect(() => {
    onDraft(noteId, isDraft);
    return () => onDraft(noteId, false);
  }, [onDraft, noteId, isDraft]);
  const save = async () => {
    setIsBusy(true);
    setProblem(undefined);
    const result = await runAction(changeNoteAction({ noteId, body: text }));
    setIsBusy(false);
    if (result.isOk) onClose(true);
    else setProblem(result.message);
  };
  return (
    <div className="mt-1 flex flex-col gap-2">
      <label htmlFor={id} className="sr-only">
        Note
      </label>
      <Textarea
        id={id}
        ref={inputRef}
        data-own-escape=""
        rows={3}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") onClose(false);
        }}
      />
      {problem ? (
        <p role="alert" className="text-red">
          {problem}
        </p>
      ) : null}
      <div className="flex justify-end gap-2">
        <Button size="sm" onClick={() => onClose(false)}>
          Cancel
        </Button>
        <Button
          size="sm"
          variant="primary"
          busy={isBusy}
          disabled={text.trim() === ""}
          onClick={() => void save()}
        >
          Save note
        </Button>
      </div>
    </div>
  );
}

function useRefreshTimeline(leadId: string): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: leadKeys.timeline(leadId) });
}
