"use client";

import { PhoneCall, SearchX } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** Before the first call has ended. */
export function FirstCalls() {
  return (
    <EmptyState
      icon={PhoneCall}
      title="No finished calls yet"
      action={
        <Button asChild>
          <Link href="/automation">Open the automation</Link>
        </Button>
      }
    >
      Every call stands here once it has ended: what was said, what came of it, what it cost, and
      its recording. The automation makes them.
    </EmptyState>
  );
}

/** Nothing passes the filters. */
export function NoCallsFound({ onClear }: { readonly onClear: () => void }) {
  return (
    <EmptyState
      icon={SearchX}
      title="No call matches"
      action={<Button onClick={onClear}>Clear filters</Button>}
    >
      Nothing in the list passes this outcome, these days, this search and page.
    </EmptyState>
  );
}
