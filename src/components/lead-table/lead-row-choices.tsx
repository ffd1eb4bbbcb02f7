"use client";

import {
  FileCheck,
  Maximize2,
  PanelRight,
  PhoneCall,
  PhoneOff,
  RotateCcw,
  ThumbsDown,
  Trash2,
} from "lucide-react";
import Link from "next/link";
import type { ReactElement } from "react";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import type { LeadRow } from "@/lib/services/leads/list";
import type { LeadRowActions } from "./lead-row-actions";

interface LeadRowChoicesProps {
  readonly lead: LeadRow;
  readonly actions: LeadRowActions;
  /** The lead is open already. */
  readonly isOpen: boolean | undefined;
  readonly trigger: ReactElement;
}

/** What the menu of a row offers; open from the start, because it is loaded by a click. */
export function LeadRowChoices({ lead, actions, isOpen, trigger }: LeadRowChoicesProps) {
  const isCalling = lead.status === "calling";
  const canRequeue = !isCalling && (lead.status !== "pending" || lead.review_reason !== null);
  const canClose = !isCalling && lead.status !== "not_interested";
  return (
    <DropdownMenu defaultOpen>
      <DropdownMenuTrigger asChild>{trigger}</DropdownMenuTrigger>
      <DropdownMenuContent>
        {isOpen ? null : (
          <>
            <DropdownMenuItem onSelect={() => actions.open(lead.id)}>
              <PanelRight aria-hidden="true" /> Open and edit
            </DropdownMenuItem>
            <DropdownMenuItem asChild>
              <Link href={`/leads/${lead.id}`}>
                <Maximize2 aria-hidden="true" /> Open as a page
              </Link>
            </DropdownMenuItem>
          </>
        )}
        <DropdownMenuItem
          disabled={lead.status !== "pending"}
          onSelect={() => actions.callNow(lead)}
        >
          <PhoneCall aria-hidden="true" /> Call now…
        </DropdownMenuItem>
        <DropdownMenuItem disabled={!canRequeue} onSelect={() => actions.requeue(lead)}>
          <RotateCcw aria-hidden="true" /> Put back in the queue
        </DropdownMenuItem>
        <DropdownMenuItem disabled={!canClose} onSelect={() => actions.markNotInterested(lead)}>
          <ThumbsDown aria-hidden="true" /> Mark not interested
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => actions.askToAttest(lead)}>
          <FileCheck aria-hidden="true" /> Attest consent…
        </DropdownMenuItem>
        <DropdownMenuItem isDestructive onSelect={() => actions.askToSuppress(lead)}>
          <PhoneOff aria-hidden="true" /> Do not call…
        </DropdownMenuItem>
        <DropdownMenuItem isDestructive disabled={isCalling} onSelect={() => actions.remove(lead)}>
          <Trash2 aria-hidden="true" /> Delete
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
