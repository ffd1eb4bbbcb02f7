"use client";

import Link from "next/link";
import { OutcomeBadge } from "@/components/call-list/outcome-badge";
import { RelativeTime } from "@/components/ui/relative-time";
import type { TimelineEntry } from "@/lib/services/leads/timeline";
import { formatDuration } from "@/lib/utils/call-words";
import { type DeletedNote, NoteBody } from "./note-body";
import { describeEntry, nameActor } from "./timeline-words";

interface TimelineItemProps {
  readonly leadId: string;
  readonly entry: TimelineEntry;
  readonly canEdit: boolean;
  readonly onNoteDeleted: (note: DeletedNote) => void;
  readonly onDraft: (name: string, isDraft: boolean) => void;
}

/** One thing that happened, by whom and when. */
export function TimelineItem(props: TimelineItemProps) {
  const { leadId, entry, canEdit, onNoteDeleted, onDraft } = props;
  const { icon: Icon, title, lines } = describeEntry(entry);
  return (
    <li className="group/entry relative grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-2.5 pb-4 text-[0.8125rem] last:pb-0">
      <span
        aria-hidden="true"
        className="absolute top-6 bottom-0 left-3 w-px bg-line group-last/entry:hidden"
      />
      <span className="grid size-6 place-items-center rounded-full border border-line bg-surface text-muted">
        <Icon aria-hidden="true" className="size-3.5" />
      </span>
      <div className="min-w-0 pt-0.5">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
          {entry.kind === "call" ? (
            <CallTitle id={entry.id} title={title} detail={entry.detail} />
          ) : (
            <span className="font-medium">{title}</span>
          )}
          <span className="text-muted">
            {nameActor(entry)} · <RelativeTime value={entry.happenedAt} />
          </span>
        </p>
        {lines.map((line) => (
          <p key={line} className="break-words text-muted">
            {line}
          </p>
        ))}
        {entry.kind === "call" && entry.detail.summary ? (
          <p className="mt-0.5 break-words text-muted">{entry.detail.summary}</p>
        ) : null}
        {entry.kind === "note" ? (
          <NoteBody
            leadId={leadId}
            noteId={entry.id}
            body={entry.detail.body}
            canChange={canEdit && entry.isMine}
            onDeleted={onNoteDeleted}
            onDraft={onDraft}
          />
        ) : null}
      </div>
    </li>
  );
}

interface CallTitleProps {
  readonly id: string;
  readonly title: string;
  readonly detail: Extract<TimelineEntry, { kind: "call" }>["detail"];
}

function CallTitle({ id, title, detail }: CallTitleProps) {
  return (
    <>
      <Link
        href={`/calls/${id}`}
        className="touch-target font-medium text-accent-text underline-offset-4 hover:underline"
      >
        {title}
        <span className="sr-only">: open this call</span>
      </Link>
      <OutcomeBadge call={detail} />
      {detail.duration_seconds ? (
        <span className="figure text-muted">{formatDuration(detail.duration_seconds)}</span>
      ) : null}
    </>
  );
}
