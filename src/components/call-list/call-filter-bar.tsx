"use client";

import { type RefObject, useId } from "react";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { SearchBox } from "@/components/ui/search-box";
import { CALL_OUTCOME_FILTERS } from "@/lib/services/calls/list";
import type { CallFilters } from "./call-filters";
import { OUTCOME_LOOK } from "./outcome-badge";

interface CallFilterBarProps {
  readonly filters: CallFilters;
  readonly zoneName: string;
  readonly onChange: (changes: Partial<CallFilters>) => void;
  readonly searchRef: RefObject<HTMLInputElement | null>;
}

/** By outcome, by day, by company or number. */
export function CallFilterBar({ filters, zoneName, onChange, searchRef }: CallFilterBarProps) {
  return (
    <div className="flex flex-wrap items-end gap-x-3 gap-y-2">
      <div className="w-40 max-sm:w-full">
        <NativeSelect
          aria-label="Outcome"
          value={filters.outcome ?? ""}
          onChange={(event) => {
            const chosen = CALL_OUTCOME_FILTERS.find((outcome) => outcome === event.target.value);
            onChange({ outcome: chosen ?? null });
          }}
        >
          <option value="">Every outcome</option>
          {CALL_OUTCOME_FILTERS.map((outcome) => (
            <option key={outcome} value={outcome}>
              {OUTCOME_LOOK[outcome].label}
            </option>
          ))}
        </NativeSelect>
      </div>
      <DayField
        label="From"
        hint={`Days in ${zoneName}`}
        value={filters.from}
        onChange={(from) => onChange({ from })}
      />
      <DayField
        label="To"
        hint={`Days in ${zoneName}`}
        value={filters.to}
        onChange={(to) => onChange({ to })}
      />
      <div className="sm:ml-auto max-sm:w-full">
        <SearchBox
          noun="calls"
          placeholder="Company or number"
          value={filters.q}
          onChange={(q) => onChange({ q })}
          inputRef={searchRef}
        />
      </div>
    </div>
  );
}

interface DayFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly value: string | null;
  readonly onChange: (day: string | null) => void;
}

function DayField({ label, hint, value, onChange }: DayFieldProps) {
  const id = useId();
  return (
    <div className="flex items-center gap-1.5 max-sm:min-w-0 max-sm:flex-1" title={hint}>
      <label htmlFor={id} className="text-[0.8125rem] text-muted">
        {label}
      </label>
      <Input
        id={id}
        type="date"
        value={value ?? ""}
        onChange={(event) => onChange(event.target.value || null)}
        className="w-36 max-sm:w-full"
      />
    </div>
  );
}
