"use client";

import { Command } from "cmdk";
import { Popover } from "radix-ui";
import { type ReactElement, useState } from "react";
import { surfaceClasses } from "@/components/ui/menu-classes";
import type { LeadFilters } from "@/lib/services/leads/lead-query";
import { FilterEntries } from "./filter-entries";
import type { FilterField } from "./filter-values";
import { FIELD_WORDS } from "./filter-words";
import { useNamedOptions } from "./use-named-options";

export interface FilterMenuProps {
  readonly teamId: string;
  readonly filters: LeadFilters;
  readonly onChange: (filters: LeadFilters) => void;
  /** The button that opens it. */
  readonly trigger: ReactElement;
  /** The filter that is being edited; without one, the menu begins with all of them. */
  readonly field?: FilterField;
}

/** Chooses filters and their values by typing; several values can be chosen before it closes. */
export function FilterMenu(props: FilterMenuProps) {
  const [isOpen, setIsOpen] = useState(true);
  const [field, setField] = useState(props.field);
  const [typed, setTyped] = useState("");
  const named = useNamedOptions(props.teamId, isOpen);
  const go = (next: FilterField | undefined) => {
    setField(next);
    setTyped("");
  };
  const label = field ? FIELD_WORDS[field] : "Filter by";
  return (
    <Popover.Root
      open={isOpen}
      onOpenChange={(open) => {
        setIsOpen(open);
        if (open) go(props.field);
      }}
    >
      <Popover.Trigger asChild>{props.trigger}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          aria-label={label}
          align="start"
          sideOffset={4}
          collisionPadding={8}
          className={`${surfaceClasses} w-72 max-w-[calc(100vw-1rem)]`}
        >
          <Command
            key={field ?? "all"}
            label={label}
            loop
            filter={matchWords}
            onKeyDown={(event) => {
              if (event.key === "Backspace" && typed === "" && field && !props.field) go(undefined);
            }}
          >
            <Command.Input
              value={typed}
              onValueChange={setTyped}
              placeholder={field ? placeholderOf(field) : "Filter by…"}
              className="h-10 w-full border-line border-b bg-transparent px-3 text-sm outline-none placeholder:text-muted pointer-coarse:text-base"
            />
            <Command.List className="max-h-[min(20rem,50dvh)] overflow-y-auto p-1">
              <Command.Empty className="px-2 py-6 text-center text-[0.8125rem] text-muted">
                {field === "import" && named.import.length === 0
                  ? "Nothing has been imported yet."
                  : "Nothing has this name."}
              </Command.Empty>
              <FilterEntries
                field={field}
                typed={typed}
                named={named}
                filters={props.filters}
                onField={go}
                onChange={props.onChange}
              />
            </Command.List>
          </Command>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function placeholderOf(field: FilterField): string {
  if (field === "attempts") return "Number or range: 2-5";
  return field === "called" ? "Number of days" : FIELD_WORDS[field];
}

/** Every word that was typed must begin a word of the entry; scattered letters match too much. */
function matchWords(entry: string, typed: string): number {
  const words = entry.toLowerCase().split(/[\s:,]+/);
  const wanted = typed.toLowerCase().trim().split(/\s+/);
  return wanted.every((start) => words.some((word) => word.startsWith(start))) ? 1 : 0;
}
