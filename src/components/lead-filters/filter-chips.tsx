"use client";

import { X } from "lucide-react";
import { lazy } from "react";
import { Button } from "@/components/ui/button";
import { LazyMenu } from "@/components/ui/lazy-menu";
import type { LeadFilters } from "@/lib/services/leads/lead-query";
import {
  activeFields,
  type FilterField,
  valuesOf,
  withoutFilters,
  withValues,
} from "./filter-values";
import { FIELD_WORDS, type NamedOptions, nameValues } from "./filter-words";
import { useNamedOptions } from "./use-named-options";

interface FilterChipsProps {
  readonly teamId: string;
  readonly filters: LeadFilters;
  readonly onChange: (filters: LeadFilters) => void;
}

export const loadFilterMenu = () => import("./filter-menu");
export const LazyFilterMenu = lazy(async () => ({ default: (await loadFilterMenu()).FilterMenu }));

/** The filters that are set: each can be edited and taken out, all can be cleared. */
export function FilterChips({ teamId, filters, onChange }: FilterChipsProps) {
  const fields = activeFields(filters);
  const named = useNamedOptions(
    teamId,
    fields.some((field) => field === "list" || field === "import"),
  );
  if (fields.length === 0) return null;
  return (
    <ul aria-label="Active filters" className="contents">
      {fields.map((field) => (
        <FilterChip
          key={field}
          field={field}
          named={named}
          teamId={teamId}
          filters={filters}
          onChange={onChange}
        />
      ))}
      <li>
        <Button variant="ghost" size="sm" onClick={() => onChange(withoutFilters(filters))}>
          Clear all
        </Button>
      </li>
    </ul>
  );
}

interface FilterChipProps extends FilterChipsProps {
  readonly field: FilterField;
  readonly named: NamedOptions;
}

function FilterChip({ field, named, teamId, filters, onChange }: FilterChipProps) {
  const words = nameValues(field, valuesOf(filters, field), named);
  const remove = () => onChange(withValues(filters, field, []));
  const edit = (
    <button
      type="button"
      title="Change this filter"
      onKeyDown={(event) => {
        if (event.key === "Backspace" || event.key === "Delete") remove();
      }}
      className="touch-target min-w-0 max-w-64 truncate rounded-l-md pl-2 hover:bg-hover"
    >
      <span className="text-muted">{FIELD_WORDS[field]}: </span>
      {words}
    </button>
  );
  return (
    <li className="flex h-7 min-w-0 items-stretch rounded-md border border-line-strong/50 bg-surface text-[0.8125rem]">
      <LazyMenu
        trigger={edit}
        load={loadFilterMenu}
        menu={(trigger) => (
          <LazyFilterMenu
            trigger={trigger}
            field={field}
            teamId={teamId}
            filters={filters}
            onChange={onChange}
          />
        )}
      />
      <button
        type="button"
        aria-label={`Remove the filter ${FIELD_WORDS[field]}`}
        onClick={remove}
        className="touch-target grid w-7 place-items-center rounded-r-md text-muted hover:bg-hover"
      >
        <X aria-hidden="true" className="size-3.5" />
      </button>
    </li>
  );
}
