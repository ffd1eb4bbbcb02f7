"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import type { LeadRow } from "@/lib/services/leads/list";
import type { LeadRowActions } from "./lead-row-actions";
import type { useLeadDrawer } from "./use-lead-drawer";

const LeadDrawer = dynamic(
  () => import("@/components/lead-view/lead-drawer").then((module) => module.LeadDrawer),
  { ssr: false },
);
const NewLeadDrawer = dynamic(
  () => import("@/components/lead-form/new-lead-drawer").then((module) => module.NewLeadDrawer),
  { ssr: false },
);

interface LeadDrawerLayerProps {
  readonly drawer: ReturnType<typeof useLeadDrawer>;
  readonly rows: readonly LeadRow[] | undefined;
  readonly canEdit: boolean;
  readonly actions: LeadRowActions;
  readonly onChanged: () => void;
}

/** The drawers beside the list; their code comes when the first lead is opened or added. */
export function LeadDrawerLayer(props: LeadDrawerLayerProps) {
  const { drawer, rows, canEdit, actions, onChanged } = props;
  const shownId = useLast(drawer.leadId);
  const [seededId, setSeededId] = useState(drawer.leadId);
  if (seededId !== undefined && drawer.leadId !== seededId) setSeededId(undefined);
  const hasAdded = useLast(drawer.isNew || undefined);
  return (
    <>
      {shownId ? (
        <LeadDrawer
          isOpen={drawer.leadId !== undefined}
          cameWithPage={shownId === seededId}
          leadId={shownId}
          rows={rows ?? []}
          canEdit={canEdit}
          actions={actions}
          onOpen={drawer.open}
          onClose={drawer.close}
          onSaved={onChanged}
        />
      ) : null}
      {hasAdded && canEdit ? (
        <NewLeadDrawer isOpen={drawer.isNew} onClose={drawer.close} onSaved={onChanged} />
      ) : null}
    </>
  );
}

/** What was there last: while a drawer closes, its content must not change under the eye. */
function useLast<Value>(value: Value | undefined): Value | undefined {
  const [last, setLast] = useState(value);
  if (value !== undefined && value !== last) setLast(value);
  return value ?? last;
}
