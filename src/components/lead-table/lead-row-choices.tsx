"use client";

import {
  FileCheck,
  ListPlus,
  ListX,
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
import { useLeadLists } from "@/components/lead-filters/use-named-options";
import { useTeamId } from "@/components/live/live-provider";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuSub,
  DropdownMenuSubContent,
  DropdownMenuSubTrigger,
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
        <DropdownMenuSub>
          <DropdownMenuSubTrigger>
            <ListPlus aria-hidden="true" /> Put on a list
          </DropdownMenuSubTrigger>
          <DropdownMenuSubContent className="max-h-80 overflow-y-auto">
            <Lists lead={lead} actions={actions} />
          </DropdownMenuSubContent>
        </DropdownMenuSub>
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

/** Asked for when the menu beside is opened. */
function Lists({ lead, actions }: Pick<LeadRowChoicesProps, "lead" | "actions">) {
  const lists = useLeadLists(useTeamId());
  return (
    <>
      {lists.isPending ? <DropdownMenuLabel>Loading…</DropdownMenuLabel> : null}
      {lists.isError ? <DropdownMenuLabel>The lists could not be loaded</DropdownMenuLabel> : null}
      {lists.data?.length === 0 ? <DropdownMenuLabel>No lists yet</DropdownMenuLabel> : null}
      {lists.data?.map((list) => (
        <DropdownMenuItem
          key={list.id}
          disabled={list.id === lead.list_id}
          onSelect={() => actions.putOnList(lead, list)}
        >
          <span className="max-w-56 truncate">{list.name}</span>
        </DropdownMenuItem>
      ))}
      {lead.list_id ? (
        <>
          <DropdownMenuSeparator />
          <DropdownMenuItem onSelect={() => actions.putOnList(lead, { id: null })}>
            <ListX aria-hidden="true" /> Take off its list
          </DropdownMenuItem>
        </>
      ) : null}
    </>
  );
}
