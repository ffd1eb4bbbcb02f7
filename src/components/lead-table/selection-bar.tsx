"use client";

import { Trash2, X } from "lucide-react";
import { Button } from "@/components/ui/button";

interface SelectionBarProps {
  readonly count: number;
  readonly onDelete: () => void;
  readonly onClear: () => void;
}

/** What can be done with the selected leads. */
export function SelectionBar({ count, onDelete, onClear }: SelectionBarProps) {
  return (
    <div className="flex items-center gap-2 rounded-md bg-accent-soft px-3 py-1.5 text-[0.8125rem]">
      <p role="status" className="figure grow font-medium">
        {count} selected
      </p>
      <Button size="sm" onClick={onDelete}>
        <Trash2 aria-hidden="true" /> Delete
      </Button>
      <Button variant="ghost" size="icon-sm" aria-label="Clear the selection" onClick={onClear}>
        <X aria-hidden="true" />
      </Button>
    </div>
  );
}
