"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { toast } from "@/components/ui/toast";
import { cn } from "@/lib/utils/cn";

interface CopyButtonProps {
  readonly text: string;
  /** What is copied: "phone number". */
  readonly what: string;
  readonly className?: string;
}

const SHOWN_MS = 1500;

/** Copies a text and says so on itself. */
export function CopyButton({ text, what, className }: CopyButtonProps) {
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setIsCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setIsCopied(true);
    } catch {
      toast.error(`The browser does not allow copying here. The ${what}: ${text}`);
    }
  };
  const Icon = isCopied ? Check : Copy;
  return (
    <button
      type="button"
      onClick={(event) => {
        // In a table the row behind may have a click of its own.
        event.stopPropagation();
        void copy();
      }}
      className={cn(
        "touch-target inline-grid size-6 shrink-0 place-items-center rounded text-muted hover:bg-hover hover:text-foreground",
        className,
      )}
    >
      <Icon aria-hidden="true" className="size-3.5" />
      <span className="sr-only">{isCopied ? `Copied ${what}` : `Copy ${what}`}</span>
    </button>
  );
}
