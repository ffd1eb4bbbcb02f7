"use client";

import { useCallback, useState } from "react";
import { LAYOUT_COOKIE_NAME, type LeadLayout, serializeLayout } from "./lead-layout";

/** The layout of the table, remembered in this browser: the server reads it, so that the page comes as it was left. */
export function useLeadLayout(initial: LeadLayout) {
  const [layout, setLayoutState] = useState(initial);
  const setLayout = useCallback((next: LeadLayout) => {
    setLayoutState(next);
    const value = encodeURIComponent(serializeLayout(next));
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Safari and Firefox.
    document.cookie = `${LAYOUT_COOKIE_NAME}=${value}; path=/leads; max-age=31536000; samesite=lax`;
  }, []);
  return [layout, setLayout] as const;
}
