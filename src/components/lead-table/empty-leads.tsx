"use client";

import { SearchX, Upload, Users } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { AddLeadButton } from "./add-lead-button";

/** A team's first visit. */
export function FirstLeads({ canEdit }: { readonly canEdit: boolean }) {
  return (
    <EmptyState
      icon={Users}
      title="No leads yet"
      action={
        canEdit ? (
          <>
            <AddLeadButton />
            <Button asChild variant="primary">
              <Link href="/leads/import">
                <Upload aria-hidden="true" /> Import a list
              </Link>
            </Button>
          </>
        ) : undefined
      }
    >
      Leads are the HVAC companies to call. Bring a list as a CSV file, then switch the automation
      on: it calls them within the hours and limits that you set.
    </EmptyState>
  );
}

/** Nothing passes the filters. */
export function NoLeadsFound({ onClear }: { readonly onClear: () => void }) {
  return (
    <EmptyState
      icon={SearchX}
      title="No lead matches"
      action={<Button onClick={onClear}>Clear filters</Button>}
    >
      No lead passes these filters and this search.
    </EmptyState>
  );
}
