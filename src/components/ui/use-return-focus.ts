"use client";

import { useRef } from "react";

interface ReturnFocusProps {
  readonly onOpenAutoFocus: (event: Event) => void;
  readonly onCloseAutoFocus: (event: Event) => void;
}

/**
 * Gives focus back to what had it before a layer opened. Radix does that only for layers with a trigger of its own;
 * ours are opened by state. Something in a menu is gone by then: the menu's button stands in for it.
 */
export function useReturnFocus(): ReturnFocusProps {
  const opener = useRef<HTMLElement | null>(null);
  return {
    onOpenAutoFocus: () => {
      opener.current = findOpener(document.activeElement);
    },
    onCloseAutoFocus: (event) => {
      if (!opener.current?.isConnected) return;
      event.preventDefault();
      opener.current.focus({ preventScroll: true });
    },
  };
}

let menuButton: HTMLElement | null = null;

/** Remembers whose menu opens: a menu names its button by id, and hydration can leave the button with another one. */
export function rememberMenuButton(button: HTMLElement): void {
  menuButton = button;
}

function findOpener(active: Element | null): HTMLElement | null {
  const menuButtonId = active?.closest('[role="menu"]')?.getAttribute("aria-labelledby");
  if (menuButtonId) return document.getElementById(menuButtonId) ?? menuButton;
  return active instanceof HTMLElement && active !== document.body ? active : null;
}
