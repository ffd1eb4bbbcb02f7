"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import type { LeadRow } from "@/lib/services/leads/list";
import type { LeadRowActions } from "./lead-row-actions";
import { LeadRowMenu } from "./lead-row-menu";
import type { useLeadDrawer } from "./use-lead-drawer";

const LeadSheet = dynamic(
  () => import("@/components/lead-form/lead-sheet").then((module) => module.LeadSheet),
  { ssr: false },
);

interface LeadDrawerLayerProps {
  readonly drawer: ReturnType<typeof useLeadDrawer>;
  readonly rows: readonly LeadRow[] | undefined;
  readonly canEdit: boolean;
  readonly actions: LeadRowActions;
  readonly onChanged: () => void;
}

/** The drawer beside the list; its code comes when the first lead is opened. */
export function LeadDrawerLayer(props: LeadDrawerLayerProps) {
  const { drawer, rows, canEdit, actions, onChanged } = props;
  const isOpen = drawer.isNew || drawer.leadId !== undefined;
  const [wasOpen, setWasOpen] = useState(isOpen);
  if (isOpen && !wasOpen) setWasOpen(true);
  if (!wasOpen) return null;
  return (
    <LeadSheet
      leadId={drawer.leadId}
      isNew={drawer.isNew}
      rows={rows}
      canEdit={canEdit}
      onClose={drawer.close}
      onSaved={onChanged}
      renderActions={(lead) => <LeadRowMenu lead={lead} actions={actions} />}
    />
  );
}
