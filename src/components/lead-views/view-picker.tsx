"use client";

import { ChevronDown } from "lucide-react";
import { lazy, type RefObject, useCallback, useState } from "react";
import { LazyLayer } from "@/components/lead-bulk/lazy-layer";
import { readViewQuery } from "@/components/lead-filters/filter-values";
import { type LeadLayout, readLayout } from "@/components/lead-table/lead-layout";
import { Button } from "@/components/ui/button";
import { LazyMenu } from "@/components/ui/lazy-menu";
import type { LeadFilters, SortKey } from "@/lib/services/leads/lead-query";
import type { LeadView } from "@/lib/services/leads/views";
import { findShown, isChanged, nameBuiltIn, type ShownView } from "./current-view";
import { useRefreshViews, useViews } from "./use-views";
import type { ViewTask } from "./view-dialog";

export interface AppliedView {
  readonly filters: LeadFilters;
  readonly sort: readonly SortKey[];
  readonly layout: LeadLayout;
}

interface ViewPickerProps {
  readonly teamId: string;
  readonly shown: ShownView;
  /** May keep views for the team. */
  readonly canEdit: boolean;
  readonly triggerRef: RefObject<HTMLButtonElement | null>;
  readonly onApply: (view: AppliedView) => void;
}

const loadMenu = () => import("./view-menu");
const LazyViewMenu = lazy(async () => ({ default: (await loadMenu()).ViewMenu }));
const loadDialog = async () => (await import("./view-dialog")).ViewDialog;

/** Says which view is shown and whether it was changed; chooses, keeps, renames and deletes views. */
export function ViewPicker({ teamId, shown, canEdit, triggerRef, onApply }: ViewPickerProps) {
  const [chosen, setChosen] = useState<LeadView>();
  const [dialog, setDialog] = useState<ViewTask>();
  const builtIn = nameBuiltIn(shown);
  // Asked for where the page shows one of them: what is updated or deleted must not go on being shown as it was.
  const views = useViews(teamId, chosen !== undefined || builtIn === undefined);
  const refresh = useRefreshViews(teamId);
  const closeDialog = useCallback(() => setDialog(undefined), []);
  const current = views.data ? findShown(chosen?.id, views.data, shown) : chosen;
  const apply = (view: LeadView | { readonly query: string }) => {
    setChosen("id" in view ? view : undefined);
    const layout = "layout" in view ? readLayout(view.layout) : undefined;
    onApply({ ...readViewQuery(view.query), layout: layout ?? shown.layout });
  };
  const changed = current !== undefined && isChanged(current, shown);
  return (
    <>
      <LazyMenu
        trigger={
          <Button ref={triggerRef} size="sm" title="Views (v)" className="max-w-56">
            <span className="sr-only">View: </span>
            <span className="truncate">{current?.name ?? builtIn ?? "Unsaved view"}</span>
            {changed ? <span className="font-normal text-muted">changed</span> : null}
            <ChevronDown aria-hidden="true" />
          </Button>
        }
        load={loadMenu}
        menu={(trigger) => (
          <LazyViewMenu
            trigger={trigger}
            teamId={teamId}
            shown={shown}
            current={current}
            isChanged={changed}
            canEdit={canEdit}
            onApply={apply}
            onTask={setDialog}
            onChanged={refresh}
          />
        )}
      />
      {dialog ? (
        <LazyLayer
          load={loadDialog}
          onFailed={closeDialog}
          props={{
            task: dialog,
            shown,
            canEdit,
            onClose: closeDialog,
            onSaved: (view: LeadView) => {
              setChosen(view);
              refresh();
            },
          }}
        />
      ) : null}
    </>
  );
}
