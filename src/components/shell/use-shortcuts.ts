"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { NAV_ITEMS } from "./nav-items";
import { isKeyOfPage } from "./page-shortcuts";

interface Shortcuts {
  readonly onPalette: () => void;
  readonly onHelp: () => void;
  readonly onToggleRail: () => void;
  /** Off for people whose speech input or keyboard presses single keys by itself. */
  readonly hasSingleKeys: boolean;
}

const SEQUENCE_MS = 1200;

/** Listens for the frame's shortcuts; never while somebody types or a dialog is open. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const router = useRouter();
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    let goUntil = 0;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const key = event.key.toLowerCase();
      if (key === "k" && (event.metaKey || event.ctrlKey)) {
        event.preventDefault();
        latest.current.onPalette();
        return;
      }
      if (!latest.current.hasSingleKeys || isBusyElsewhere(event)) return;
      const target = Date.now() < goUntil ? NAV_ITEMS.find((item) => item.key === key) : undefined;
      goUntil = key === "g" ? Date.now() + SEQUENCE_MS : 0;
      if (target) {
        // The second key belongs to the sequence: a page's own shortcut must not run as well.
        event.preventDefault();
        event.stopImmediatePropagation();
        router.push(target.href);
      } else if (key === "?") latest.current.onHelp();
      else if (key === "[" && !isKeyOfPage(window.location.pathname, key)) {
        latest.current.onToggleRail();
      }
    };
    // Capturing, so that the frame's sequences come before a page's single keys.
    window.addEventListener("keydown", onKeyDown, { capture: true });
    return () => window.removeEventListener("keydown", onKeyDown, { capture: true });
  }, [router]);
}

function isBusyElsewhere(event: KeyboardEvent): boolean {
  if (event.metaKey || event.ctrlKey || event.altKey) return true;
  if (document.querySelector('[role="dialog"],[role="alertdialog"],[role="menu"]')) return true;
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches("input, textarea, select, [role='combobox']");
}
