"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
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
}

/** Who did what to a lead and when, the latest first, with a place to write a note. */
export function LeadTimeline({ leadId, canEdit }: LeadTimelineProps) {
  const timeline = useLeadTimeline(leadId);
  const [deleted, setDeleted] = useState<DeletedNote>();
  const entries = timeline.data?.pages.flatMap((page) => page.entries);
  return (
    <div className="flex flex-col gap-4">
      {canEdit ? <NoteForm leadId={leadId} /> : null}
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
            />
          ))}
        </ol>
      )}
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
