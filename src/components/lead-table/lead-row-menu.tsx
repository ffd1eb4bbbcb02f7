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
}

const loadMenu = () => import("./lead-row-choices");
const LeadRowChoices = lazy(async () => ({ default: (await loadMenu()).LeadRowChoices }));

/** The menu at the end of a row. */
export function LeadRowMenu({ lead, actions }: LeadRowMenuProps) {
  return (
    <LazyMenu
      trigger={
        <Button
          variant="ghost"
          size="icon-sm"
          tabIndex={-1}
          data-row-menu=""
          aria-label={`Actions for ${lead.company_name}`}
        >
          <Ellipsis aria-hidden="true" />
        </Button>
      }
      load={loadMenu}
      menu={(trigger) => <LeadRowChoices lead={lead} actions={actions} trigger={trigger} />}
    />
  );
}
