"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useBusinessNow, useClockSettings } from "@/components/live/clock-context";
import { Button } from "@/components/ui/button";
import { askService } from "@/lib/browser-db";
import type { PolicyChanges, PolicyPreview as Preview } from "@/lib/services/automation/preview";
import { createClock } from "@/lib/utils/clock";
import { cn } from "@/lib/utils/cn";
import { describePreview } from "./preview-sentences";

const loadPreview = () => import("@/lib/services/automation/preview");

interface PolicyPreviewProps {
  readonly teamId: string;
  /** What would be saved; undefined while nothing is changed or the form holds something that cannot be saved. */
  readonly changes: PolicyChanges | undefined;
}

const DEBOUNCE_MS = 300;

/** What a change of limits or rules would mean for the leads at this moment, asked for a moment after the last edit. */
export function PolicyPreview({ teamId, changes }: PolicyPreviewProps) {
  const asked = useSettled(changes);
  const preview = usePreview(teamId, asked);
  const now = useBusinessNow(60_000);
  const isStale = asked !== changes || preview.isFetching;
  return (
    <section aria-label="What would change" className="rounded-md bg-sunken px-3 py-2">
      <div
        aria-live="polite"
        aria-busy={isStale && changes !== undefined}
        className={cn("text-[0.8125rem]", isStale && "opacity-60")}
      >
        {changes === undefined ? (
          <p className="text-muted">Change something to see which leads it concerns right now.</p>
        ) : preview.isError ? (
          <p className="flex flex-wrap items-center gap-2">
            What it would change could not be worked out.
            <Button size="sm" onClick={() => void preview.refetch()} busy={preview.isFetching}>
              Try again
            </Button>
          </p>
        ) : preview.data ? (
          <Sentences preview={preview.data} now={now} />
        ) : (
          <p className="text-muted">Working out what would change …</p>
        )}
      </div>
    </section>
  );
}

function usePreview(teamId: string, changes: PolicyChanges | undefined) {
  const clock = useClockSettings();
  return useQuery({
    queryKey: ["policy-preview", teamId, changes],
    queryFn: () =>
      askService(loadPreview, ({ previewPolicy }, db) =>
        previewPolicy({ db, now: createClock(clock).now }, { teamId, changes: changes ?? {} }),
      ),
    enabled: changes !== undefined,
    placeholderData: keepPreviousData,
    // The answer is about this moment.
    staleTime: 10_000,
  });
}

/** The value that has stood still for a moment; objects with the same content are the same. */
function useSettled(changes: PolicyChanges | undefined): PolicyChanges | undefined {
  const [settled, setSettled] = useState(changes);
  const key = JSON.stringify(changes);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the content.
  useEffect(() => {
    const timer = setTimeout(() => setSettled(changes), DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [key]);
  return JSON.stringify(settled) === key ? changes : settled;
}

function Sentences({ preview, now }: { readonly preview: Preview; readonly now: Date }) {
  const { headline, gained, lost } = describePreview(preview, now);
  return (
    <>
      <p className="figure font-medium">{headline}</p>
      <Places title="More" lines={gained} />
      <Places title="No longer" lines={lost} />
    </>
  );
}

function Places({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <p className="figure mt-1 text-muted">
      {title}: {lines.join(" · ")}
    </p>
  );
}
