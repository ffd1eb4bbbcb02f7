import { type LeadLayout, serializeLayout } from "@/components/lead-table/lead-layout";

/** A layout as views keep it; a view without one leaves the table as it is. */
export function keepLayout(layout: LeadLayout | undefined): { readonly text?: string } {
  return layout ? { text: serializeLayout(layout) } : {};
}
