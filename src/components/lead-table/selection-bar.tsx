"use client";

import { FileCheck, PhoneOff, Trash2, X } from "lucide-react";
import { Button } from "@/components/ui/button";

interface SelectionBarProps {
  readonly count: number;
  readonly onAttest: () => void;
  readonly onSuppress: () => void;
  readonly onDelete: () => void;
  readonly onClear: () => void;
}

/** What can be done with the selected leads. */
export function SelectionBar(props: SelectionBarProps) {
  return (
    <div className="flex flex-wrap items-center gap-2 rounded-md bg-accent-soft px-3 py-1.5 text-[0.8125rem]">
      <p role="status" className="figure grow font-medium">
        {props.count} selected
      </p>
      <Button size="sm" onClick={props.onAttest}>
        <FileCheck aria-hidden="true" /> Attest consent
      </Button>
      <Button size="sm" onClick={props.onSuppress}>
        <PhoneOff aria-hidden="true" /> Do not call
      </Button>
      <Button size="sm" onClick={props.onDelete}>
        <Trash2 aria-hidden="true" /> Delete
      </Button>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label="Clear the selection"
        onClick={props.onClear}
      >
        <X aria-hidden="true" />
      </Button>
    </div>
  );
}
