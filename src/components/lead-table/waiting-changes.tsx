"use client";

import { RefreshCw } from "lucide-react";
import { Button } from "@/components/ui/button";

interface WaitingChangesProps {
  readonly count: number;
  readonly hasImported: boolean;
  readonly onShow: () => void;
}

/** Says quietly that the list would look different by now; nothing moves until somebody asks for it. */
export function WaitingChanges({ count, hasImported, onShow }: WaitingChangesProps) {
  return (
    <p role="status" className="figure flex min-h-7 items-center text-muted text-xs">
      {count > 0 || hasImported ? (
        <>
          {count > 0 ? `${count.toLocaleString("en-US")} changed` : "Leads were imported"}
          <Button variant="link" size="inline" className="ml-2 text-xs" onClick={onShow}>
            <RefreshCw aria-hidden="true" className="size-3" /> Show
          </Button>
        </>
      ) : null}
    </p>
  );
}
