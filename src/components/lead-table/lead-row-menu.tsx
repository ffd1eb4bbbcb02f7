"use client";

import { Ellipsis, FileCheck, Pencil, PhoneOff, RotateCcw, ThumbsDown, Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import type { LeadRow } from "@/lib/services/leads/list";

/** What can be done with one lead from its row. */
export interface LeadRowActions {
  readonly open: (leadId: string) => void;
  readonly requeue: (lead: LeadRow) => void;
  readonly markNotInterested: (lead: LeadRow) => void;
  readonly askToAttest: (leads: readonly LeadRow[]) => void;
  readonly askToSuppress: (leads: readonly LeadRow[]) => void;
  readonly askToDelete: (leads: readonly LeadRow[]) => void;
}

interface LeadRowMenuProps {
  readonly lead: LeadRow;
  readonly actions: LeadRowActions;
}

export function LeadRowMenu({ lead, actions }: LeadRowMenuProps) {
  const isCalling = lead.status === "calling";
  const canRequeue = !isCalling && (lead.status !== "pending" || lead.review_reason !== null);
  const canClose = !isCalling && lead.status !== "not_interested";
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label={`Actions for ${lead.company_name}`}>
          <Ellipsis aria-hidden="true" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuItem onSelect={() => actions.open(lead.id)}>
          <Pencil aria-hidden="true" /> Edit
        </DropdownMenuItem>
        <DropdownMenuItem disabled={!canRequeue} onSelect={() => actions.requeue(lead)}>
          <RotateCcw aria-hidden="true" /> Put back in the queue
        </DropdownMenuItem>
        <DropdownMenuItem disabled={!canClose} onSelect={() => actions.markNotInterested(lead)}>
          <ThumbsDown aria-hidden="true" /> Mark not interested
        </DropdownMenuItem>
        <LegalItems lead={lead} actions={actions} />
        <DropdownMenuItem
          isDestructive
          disabled={isCalling}
          onSelect={() => actions.askToDelete([lead])}
        >
          <Trash2 aria-hidden="true" /> Delete
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

/** What the drawer of a lead offers beside its form. */
export function LeadDrawerMenu({ lead, actions }: LeadRowMenuProps) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label={`Actions for ${lead.company_name}`}>
          <Ellipsis aria-hidden="true" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <LegalItems lead={lead} actions={actions} />
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function LegalItems({ lead, actions }: LeadRowMenuProps) {
  return (
    <>
      <DropdownMenuItem onSelect={() => actions.askToAttest([lead])}>
        <FileCheck aria-hidden="true" /> Attest consent…
      </DropdownMenuItem>
      <DropdownMenuItem isDestructive onSelect={() => actions.askToSuppress([lead])}>
        <PhoneOff aria-hidden="true" /> Do not call
      </DropdownMenuItem>
    </>
  );
}
