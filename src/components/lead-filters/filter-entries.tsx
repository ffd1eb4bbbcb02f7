"use client";

import { Command } from "cmdk";
import { Check, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import type { LeadFilters } from "@/lib/services/leads/lead-query";
import { cn } from "@/lib/utils/cn";
import { FILTER_FIELDS, type FilterField, toggleValue, valuesOf } from "./filter-values";
import { FIELD_WORDS, listOptions, type NamedOptions } from "./filter-words";

interface FilterEntriesProps {
  readonly field: FilterField | undefined;
  readonly typed: string;
  readonly named: NamedOptions;
  readonly filters: LeadFilters;
  readonly onField: (field: FilterField) => void;
  readonly onChange: (filters: LeadFilters) => void;
}

/** The values of one filter; or all filters, and their values too as soon as something is typed. */
export function FilterEntries(props: FilterEntriesProps) {
  const { field, typed } = props;
  if (field) return <Values {...props} field={field} />;
  return (
    <>
      {FILTER_FIELDS.map((each) => (
        <Entry key={each} name={FIELD_WORDS[each]} onSelect={() => props.onField(each)}>
          {FIELD_WORDS[each]}
          <ChevronRight aria-hidden="true" className="ml-auto" />
        </Entry>
      ))}
      {typed.trim() === ""
        ? null
        : FILTER_FIELDS.map((each) => <Values key={each} {...props} field={each} isMixed />)}
    </>
  );
}

interface ValuesProps extends FilterEntriesProps {
  readonly field: FilterField;
  /** Among the values of other filters, each says whose it is. */
  readonly isMixed?: boolean;
}

function Values({ field, typed, named, filters, onChange, isMixed }: ValuesProps) {
  const chosen = valuesOf(filters, field);
  return listOptions(field, named, isMixed ? "" : typed).map(({ value, name }) => (
    <Entry
      key={value}
      name={isMixed ? `${FIELD_WORDS[field]}: ${name} ${value}` : `${name} ${value}`}
      isChosen={chosen.includes(value)}
      onSelect={() => onChange(toggleValue(filters, field, value))}
    >
      <Check
        aria-hidden="true"
        className={chosen.includes(value) ? "text-accent-text" : "invisible"}
      />
      <span className="min-w-0 truncate">
        {isMixed ? <span className="text-muted">{FIELD_WORDS[field]}: </span> : null}
        {name}
      </span>
      {field === "state" ? <span className="figure ml-auto text-muted">{value}</span> : null}
    </Entry>
  ));
}

interface EntryProps {
  /** What the typed words are looked for in. */
  readonly name: string;
  readonly isChosen?: boolean;
  readonly onSelect: () => void;
  readonly children: ReactNode;
}

function Entry({ name, isChosen, onSelect, children }: EntryProps) {
  return (
    <Command.Item
      value={name}
      onSelect={onSelect}
      className={cn(
        "flex min-h-8 cursor-default select-none items-center gap-2 rounded-md px-2 text-[0.8125rem] data-[selected=true]:bg-hover pointer-coarse:min-h-11",
        "[&_svg]:size-4 [&_svg]:shrink-0",
      )}
    >
      {children}
      {isChosen ? <span className="sr-only">, chosen</span> : null}
    </Command.Item>
  );
}
