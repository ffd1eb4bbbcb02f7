"use client";

import { Ellipsis } from "lucide-react";
import { lazy, useCallback, useState } from "react";
import { exportLeads } from "@/components/lead-bulk/export-leads";
import { loadListManager, loadRecentChanges } from "@/components/lead-bulk/layers";
import { LazyLayer } from "@/components/lead-bulk/lazy-layer";
import type { ShownView } from "@/components/lead-views/current-view";
import { Button } from "@/components/ui/button";
import { LazyMenu } from "@/components/ui/lazy-menu";

interface MoreButtonProps {
  readonly teamId: string;
  readonly shown: ShownView;
  readonly canEdit: boolean;
}

const loadMenu = () => import("./toolbar-menu");
const LazyToolbarMenu = lazy(async () => ({ default: (await loadMenu()).ToolbarMenu }));

/** Export, lists and recent changes. */
export function MoreButton({ teamId, shown, canEdit }: MoreButtonProps) {
  const [layer, setLayer] = useState<"lists" | "recent">();
  const close = useCallback(() => setLayer(undefined), []);
  const { filters, sort, layout } = shown;
  const columns = layout.columns.filter(({ isHidden }) => !isHidden).map(({ id }) => id);
  return (
    <>
      <LazyMenu
        trigger={
          <Button variant="ghost" size="icon-sm" aria-label="More about this list">
            <Ellipsis aria-hidden="true" />
          </Button>
        }
        load={loadMenu}
        menu={(trigger) => (
          <LazyToolbarMenu
            trigger={trigger}
            onExport={() =>
              exportLeads({ selection: { kind: "all", filters, except: [] }, sort, columns })
            }
            onLists={() => setLayer("lists")}
            onRecent={() => setLayer("recent")}
          />
        )}
      />
      {layer ? (
        <LazyLayer
          key={layer}
          load={layer === "lists" ? loadListManager : loadRecentChanges}
          onFailed={close}
          props={{ teamId, canEdit, onClose: close }}
        />
      ) : null}
    </>
  );
}
