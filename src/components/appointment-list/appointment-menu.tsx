"use client";

import { CalendarSync, CalendarX, Ellipsis } from "lucide-react";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import type { AppointmentRow } from "@/lib/services/appointments/list";
import { nameOf } from "./appointment-facts";

/** What can be done with a demo. Absent for those who only look. */
export interface AppointmentActions {
  readonly askToMove: (row: AppointmentRow) => void;
  readonly askToCancel: (row: AppointmentRow) => void;
}

interface AppointmentMenuProps {
  readonly row: AppointmentRow;
  readonly actions: AppointmentActions;
}

export function AppointmentMenu({ row, actions }: AppointmentMenuProps) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button
          variant="ghost"
          size="icon-sm"
          className="-my-1"
          aria-label={`Actions for ${nameOf(row)}`}
        >
          <Ellipsis aria-hidden="true" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuItem onSelect={() => actions.askToMove(row)}>
          <CalendarSync aria-hidden="true" /> Reschedule…
        </DropdownMenuItem>
        <DropdownMenuItem isDestructive onSelect={() => actions.askToCancel(row)}>
          <CalendarX aria-hidden="true" /> Cancel the demo…
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
