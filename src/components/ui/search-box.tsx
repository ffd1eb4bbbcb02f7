"use client";

import { Search } from "lucide-react";
import { type RefObject, useEffect, useState } from "react";
import { Input } from "./input";
import { Kbd } from "./kbd";

interface SearchBoxProps {
  /** What is searched: "leads". */
  readonly noun: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly inputRef: RefObject<HTMLInputElement | null>;
}

const DEBOUNCE_MS = 200;

/** Searches while one types, a moment after the last key. Escape clears it. */
export function SearchBox(props: SearchBoxProps) {
  const { value, onChange, inputRef } = props;
  const [text, setText] = useState(value);
  const [shownValue, setShownValue] = useState(value);
  // The address changed otherwise (back, "clear filters"): the box follows.
  if (value !== shownValue) {
    setShownValue(value);
    if (value !== text.trim()) setText(value);
  }
  useEffect(() => {
    if (text.trim() === value) return;
    const timer = setTimeout(() => onChange(text.trim()), DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  return (
    <div className="relative w-full sm:w-72">
      <Search
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-muted"
      />
      <Input
        ref={inputRef}
        type="search"
        aria-label={`Search ${props.noun}`}
        placeholder={props.placeholder}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          setText("");
          event.currentTarget.blur();
        }}
        className="pr-9 pl-8 [&::-webkit-search-cancel-button]:hidden"
      />
      {text === "" ? (
        <span className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 pointer-coarse:hidden">
          <Kbd>/</Kbd>
        </span>
      ) : null}
    </div>
  );
}
