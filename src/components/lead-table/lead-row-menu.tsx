"use client";

import { Ellipsis } from "lucide-react";
import { lazy } from "react";
import { Button } from "@/components/ui/button";
import { LazyMenu } from "@/components/ui/lazy-menu";
import type { LeadRow } from "@/lib/services/leads/list";
import type { LeadRowActions } from "./lead-row-actions";

interface LeadRowMenuProps {
  readonly lead: LeadRow;
  readonly actions: LeadRowActions;
  /** The lead is open already. */
  readonly isOpen?: boolean;
}

const loadMenu = () => import("./lead-row-choices");
const LeadRowChoices = lazy(async () => ({ default: (await loadMenu()).LeadRowChoices }));

/** What can be done with a lead: the menu at the end of its row, and of its drawer and page. */
export function LeadRowMenu({ lead, actions, isOpen }: LeadRowMenuProps) {
  return (
    <LazyMenu
      trigger={
        <Button
          variant="ghost"
          size="icon-sm"
          tabIndex={isOpen ? undefined : -1}
          data-row-menu=""
          aria-label={`Actions for ${lead.company_name}`}
        >
          <Ellipsis aria-hidden="true" />
        </Button>
      }
      load={loadMenu}
      menu={(trigger) => (
        <LeadRowChoices lead={lead} actions={actions} isOpen={isOpen} trigger={trigger} />
      )}
    />
  );
}
