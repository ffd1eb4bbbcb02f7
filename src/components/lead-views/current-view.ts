import { readViewQuery, toViewQuery } from "@/components/lead-filters/filter-values";
import { isSameLayout, type LeadLayout, readLayout } from "@/components/lead-table/lead-layout";
import type { LeadFilters, SortKey } from "@/lib/services/leads/lead-query";
import type { LeadView } from "@/lib/services/leads/views";
import { BUILT_IN_VIEWS } from "./built-in-views";

/** What the page shows right now. */
export interface ShownView {
  readonly filters: LeadFilters;
  readonly sort: readonly SortKey[];
  readonly layout: LeadLayout;
}

/** Whether the page shows something else than a kept view. One without a layout leaves it as it is. */
export function isChanged(view: Pick<LeadView, "query" | "layout">, shown: ShownView): boolean {
  const layout = readLayout(view.layout);
  return (
    !showsQuery(view.query, shown) || (layout !== undefined && !isSameLayout(layout, shown.layout))
  );
}

/** The kept view that the page shows: the one that was chosen, else one with just these filters. */
export function findShown(
  chosenId: string | undefined,
  views: readonly LeadView[],
  shown: ShownView,
): LeadView | undefined {
  const chosen = views.find(({ id }) => id === chosenId);
  if (chosen || nameBuiltIn(shown)) return chosen;
  return views.find(({ query }) => showsQuery(query, shown));
}

/** The name of the starting point that the page shows; undefined when it is none. */
export function nameBuiltIn(shown: ShownView): string | undefined {
  return BUILT_IN_VIEWS.find(({ query }) => showsQuery(query, shown))?.name;
}

/** Compared as the page would write them: an old query may name what there is no more, or in another order. */
function showsQuery(query: string, { filters, sort }: ShownView): boolean {
  const meant = readViewQuery(query);
  return toViewQuery(meant.filters, meant.sort) === toViewQuery(filters, sort);
}
