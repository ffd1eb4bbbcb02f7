"use client";

import { useCallback, useState } from "react";
import { LazyLayer } from "@/components/lead-bulk/lazy-layer";
import type { LeadRow } from "@/lib/services/leads/list";

async function loadDialog() {
  return (await import("./call-now-dialog")).CallNowDialog;
}

/** The question before a call by hand; its code comes when it is first asked. */
export function useCallNow() {
  const [asked, setAsked] = useState<{ readonly lead: LeadRow; readonly isOpen: boolean }>();
  const ask = useCallback((lead: LeadRow) => setAsked({ lead, isOpen: true }), []);
  const close = useCallback(() => setAsked((before) => before && { ...before, isOpen: false }), []);
  const forget = useCallback(() => setAsked(undefined), []);
  const layer = asked ? (
    <LazyLayer
      key={asked.lead.id}
      load={loadDialog}
      onFailed={forget}
      props={{ lead: asked.lead, isOpen: asked.isOpen, onClose: close }}
    />
  ) : null;
  return { ask, layer };
}
