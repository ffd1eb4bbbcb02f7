"use client";

import { useCallback, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Notice } from "@/components/ui/notice";
import { SkeletonRows } from "@/components/ui/skeleton";
import { userMessageOf } from "@/lib/errors";
import type { DeletedNote } from "./note-body";
import { NoteForm } from "./note-form";
import { NoteUndo } from "./note-undo";
import { TimelineItem } from "./timeline-item";
import { useLeadTimeline } from "./use-lead-view";

interface LeadTimelineProps {
  readonly leadId: string;
  readonly canEdit: boolean;
  /** Something is written that is not saved. */
  readonly onDraft: (hasDraft: boolean) => void;
}

/** Who did what to a lead and when, the latest first, with a place to write a note. */
export function LeadTimeline({ leadId, canEdit, onDraft }: LeadTimelineProps) {
  const timeline = useLeadTimeline(leadId);
  const [deleted, setDeleted] = useState<DeletedNote>();
  const keepDraft = useDrafts(onDraft);
  const entries = timeline.data?.pages.flatMap((page) => page.entries);
  return (
    <div className="flex flex-col gap-4">
      {canEdit ? <NoteForm leadId={leadId} onDraft={keepDraft} /> : null}
      {deleted ? <NoteUndo note={deleted} onClose={() => setDeleted(undefined)} /> : null}
      {timeline.isError && !entries ? (
        <ErrorState
          title="The timeline could not be loaded"
          message={userMessageOf(timeline.error)}
          onRetry={() => void timeline.refetch()}
          isRetrying={timeline.isFetching}
        />
      ) : !entries ? (
        <SkeletonRows rows={6} label="Loading the timeline" />
      ) : (
        <ol aria-label="Timeline" className="flex flex-col">
          {entries.map((entry) => (
            <TimelineItem
              key={entry.id}
              leadId={leadId}
              entry={entry}
              canEdit={canEdit}
              onNoteDeleted={setDeleted}
              onDraft={keepDraft}
            />
          ))}
        </ol>
      )}
      {timeline.isFetchNextPageError ? (
        <Notice kind="error">Earlier entries could not be loaded. Try again.</Notice>
      ) : null}
      {timeline.hasNextPage ? (
        <Button
          className="self-center"
          busy={timeline.isFetchingNextPage}
          onClick={() => void timeline.fetchNextPage()}
        >
          Show earlier
        </Button>
      ) : null}
    </div>
  );
}

/** Tells whether any note, new or old, is being written. */
function useDrafts(onDraft: (hasDraft: boolean) => void) {
  const drafts = useRef(new Set<string>());
  return useCallback(
    (name: string, isDraft: boolean) => {
      if (isDraft) drafts.current.add(name);
      else drafts.current.delete(name);
      onDraft(drafts.current.size > 0);
    },
    [onDraft],
  );
}
