"use client";

import { ListPlus, ListX } from "lucide-react";
import type { ReactElement } from "react";
import { useLeadLists } from "@/components/lead-filters/use-named-options";
import { LEAD_STATUS_LOOK } from "@/components/ui/badge";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";

/** Those that somebody may give a lead by hand; the others follow from calls and bookings. */
const STATUSES = ["pending", "not_interested", "no_answer"] as const;

interface StatusMenuProps {
  readonly trigger: ReactElement;
  readonly onChoose: (status: (typeof STATUSES)[number]) => void;
}

/** Chooses a status for the selected leads. */
export function StatusMenu({ trigger, onChoose }: StatusMenuProps) {
  return (
    <DropdownMenu defaultOpen>
      <DropdownMenuTrigger asChild>{trigger}</DropdownMenuTrigger>
      <DropdownMenuContent align="start">
        {STATUSES.map((status) => {
          const { label, icon: Icon } = LEAD_STATUS_LOOK[status];
          return (
            <DropdownMenuItem key={status} onSelect={() => onChoose(status)}>
              <Icon aria-hidden="true" /> {label}
            </DropdownMenuItem>
          );
        })}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

interface ListMenuProps {
  readonly teamId: string;
  readonly trigger: ReactElement;
  readonly onChoose: (list: { readonly id: string | null; readonly name?: string }) => void;
  readonly onManage: () => void;
}

/** Chooses a list for the selected leads. */
export function ListMenu({ teamId, trigger, onChoose, onManage }: ListMenuProps) {
  const lists = useLeadLists(teamId);
  return (
    <DropdownMenu defaultOpen>
      <DropdownMenuTrigger asChild>{trigger}</DropdownMenuTrigger>
      <DropdownMenuContent align="start" className="max-h-80 overflow-y-auto">
        {lists.data?.length === 0 ? <DropdownMenuLabel>No lists yet</DropdownMenuLabel> : null}
        {lists.data?.map((list) => (
          <DropdownMenuItem key={list.id} onSelect={() => onChoose(list)}>
            <span className="max-w-56 truncate">{list.name}</span>
          </DropdownMenuItem>
        ))}
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => onChoose({ id: null })}>
          <ListX aria-hidden="true" /> Take off their lists
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={onManage}>
          <ListPlus aria-hidden="true" /> Lists…
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
