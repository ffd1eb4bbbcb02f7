"use client";

import { Download, History, List } from "lucide-react";
import type { ReactElement } from "react";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";

interface ToolbarMenuProps {
  readonly trigger: ReactElement;
  readonly onExport: () => void;
  readonly onLists: () => void;
  readonly onRecent: () => void;
}

/** What one does with the list as a whole, now and then. */
export function ToolbarMenu({ trigger, onExport, onLists, onRecent }: ToolbarMenuProps) {
  return (
    <DropdownMenu defaultOpen>
      <DropdownMenuTrigger asChild>{trigger}</DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuItem onSelect={onExport}>
          <Download aria-hidden="true" /> Export this view
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={onLists}>
          <List aria-hidden="true" /> Lists…
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={onRecent}>
          <History aria-hidden="true" /> Recent changes…
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
