"use client";

import { cn } from "@/lib/utils/cn";

interface ChoiceFilterProps<Option extends string> {
  /** What is filtered, for those who hear the page. */
  readonly legend: string;
  readonly options: readonly Option[];
  /** Null: all. */
  readonly value: Option | null;
  readonly onChange: (option: Option | null) => void;
  readonly nameOf: (option: Option | null) => string;
  /** How much is behind a choice; empty while that is not known. */
  readonly countOf?: (option: Option | null) => string;
}

/** All of a list, or one kind of it. */
export function ChoiceFilter<Option extends string>(props: ChoiceFilterProps<Option>) {
  const { legend, options, value, onChange, nameOf, countOf } = props;
  return (
    <fieldset className="flex min-w-0 items-center gap-1 overflow-x-auto">
      <legend className="sr-only">{legend}</legend>
      {[null, ...options].map((option) => (
        <button
          key={option ?? "all"}
          type="button"
          aria-pressed={value === option}
          onClick={() => onChange(option)}
          className={cn(
            "touch-target flex h-7 shrink-0 items-center gap-1.5 rounded-md px-2 font-medium text-[0.8125rem] text-muted hover:bg-hover",
            "aria-pressed:bg-accent-soft aria-pressed:text-accent-text",
          )}
        >
          {nameOf(option)}
          {countOf ? <span className="figure min-w-4 text-xs">{countOf(option)}</span> : null}
        </button>
      ))}
    </fieldset>
  );
}
