"use client";

import { SlidersHorizontal } from "lucide-react";
import { lazy } from "react";
import { Button } from "@/components/ui/button";
import { LazyMenu } from "@/components/ui/lazy-menu";
import type { LeadLayout } from "./lead-layout";

interface ColumnsMenuProps {
  readonly layout: LeadLayout;
  readonly onLayout: (layout: LeadLayout) => void;
}

const loadPanel = () => import("./columns-panel");
const ColumnsPanel = lazy(async () => ({ default: (await loadPanel()).ColumnsPanel }));

/** Which columns there are, in which order; how dense the rows are and how many. */
export function ColumnsMenu({ layout, onLayout }: ColumnsMenuProps) {
  return (
    <LazyMenu
      trigger={
        <Button size="icon" aria-label="Columns and density">
          <SlidersHorizontal aria-hidden="true" />
        </Button>
      }
      load={loadPanel}
      menu={(trigger) => <ColumnsPanel layout={layout} onLayout={onLayout} trigger={trigger} />}
    />
  );
}
