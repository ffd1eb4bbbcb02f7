"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { guardHistory } from "@/lib/history-gate";

interface Leaving {
  readonly go: () => void;
}

/**
 * Asks before what was typed is left behind: by whatever calls `leave`, by a link anywhere on the page, by the browser's
 * Back and Forward, and, in the browser's own words, by closing or loading anew.
 */
export function useLeaveGuard(isDirty: boolean, subject: string) {
  const router = useRouter();
  const [pending, setPending] = useState<Leaving>();
  useHistoryGuard(isDirty, setPending);
  useEffect(() => {
    if (!isDirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    const stop = (event: MouseEvent) => {
      const href = readHref(event);
      if (!href) return;
      event.preventDefault();
      event.stopPropagation();
      setPending({ go: () => router.push(href) });
    };
    window.addEventListener("beforeunload", warn);
    document.addEventListener("click", stop, { capture: true });
    return () => {
      window.removeEventListener("beforeunload", warn);
      document.removeEventListener("click", stop, { capture: true });
    };
  }, [isDirty, router]);
  const layer = (
    <ConfirmDialog
      isOpen={pending !== undefined}
      onOpenChange={(open) => open || setPending(undefined)}
      title={`Discard your changes to ${subject}?`}
      description="What you typed is not saved yet."
      confirmLabel="Discard"
      onConfirm={() => {
        setPending(undefined);
        pending?.go();
      }}
    />
  );
  return { leave: (go: () => void) => (isDirty ? setPending({ go }) : go()), layer };
}

/** Nothing can stop the browser from moving in its history: it is sent back before the page hears of it. */
function useHistoryGuard(isDirty: boolean, ask: (leaving: Leaving) => void): void {
  useEffect(() => {
    if (!isDirty) return;
    const here = readHistoryIndex();
    let isReturning = false;
    let isReleased = false;
    return guardHistory(() => {
      if (isReleased) return false;
      if (isReturning) {
        isReturning = false;
        return true;
      }
      const there = readHistoryIndex();
      const distance = here === undefined || there === undefined ? -1 : there - here;
      isReturning = true;
      window.history.go(-distance);
      ask({
        go: () => {
          isReleased = true;
          window.history.go(distance);
        },
      });
      return true;
    });
  }, [isDirty, ask]);
}

/** The place in the browser's history; undefined in browsers that do not tell it. */
function readHistoryIndex(): number | undefined {
  const { navigation } = window as { readonly navigation?: { currentEntry?: { index: number } } };
  return navigation?.currentEntry?.index;
}

/** Where a plain click leads within the application; links to files and to tabs of their own lose nothing. */
function readHref(event: MouseEvent): string | undefined {
  const isPlain =
    event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!isPlain || !(link instanceof HTMLAnchorElement)) return undefined;
  if (link.target === "_blank" || link.hasAttribute("download")) return undefined;
  const isOurs = link.origin === window.location.origin;
  return isOurs ? link.pathname + link.search + link.hash : undefined;
}
