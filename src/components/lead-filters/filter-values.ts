import { createSerializer } from "nuqs/server";
import {
  leadViewParsers,
  loadLeadView,
  toAddress,
  toLeadFilters,
} from "@/components/lead-table/lead-filters";
import type { LeadFilters, SortKey } from "@/lib/services/leads/lead-query";

/** What one can filter by, besides the search, named as in the address of the page. */
export const FILTER_FIELDS = [
  "status",
  "outcome",
  "why",
  "review",
  "state",
  "zone",
  "list",
  "import",
  "attempts",
  "called",
  "callback",
  "appointment",
] as const;

export type FilterField = (typeof FILTER_FIELDS)[number];

const MANY_VALUED: ReadonlySet<FilterField> = new Set([
  "status",
  "outcome",
  "why",
  "state",
  "zone",
  "list",
]);

/** Whether a filter takes several values, any of which a lead may have. */
export function takesMany(field: FilterField): boolean {
  return MANY_VALUED.has(field);
}

const serialize = createSerializer(leadViewParsers);

/** Filters and sorting as they stand in the address of the page, without the question mark. */
export function toViewQuery(filters: LeadFilters, sort: readonly SortKey[]): string {
  return serialize({ ...toAddress(filters), sort: sort.length > 0 ? [...sort] : null }).slice(1);
}

/** What a stored or copied query still means; what it names that is no more is left out. */
export function readViewQuery(query: string): {
  readonly filters: LeadFilters;
  readonly sort: SortKey[];
} {
  const address = loadLeadView(new URLSearchParams(query));
  return { filters: toLeadFilters(address), sort: address.sort ?? [] };
}

/** The values that a filter has, as in the address. */
export function valuesOf(filters: LeadFilters, field: FilterField): readonly string[] {
  return toParams(filters).get(field)?.split(",") ?? [];
}

/** The filters that are set, in their usual order. */
export function activeFields(filters: LeadFilters): FilterField[] {
  const params = toParams(filters);
  return FILTER_FIELDS.filter((field) => params.has(field));
}

/** The filters with other values for one of them; without a value it is taken out. */
export function withValues(
  filters: LeadFilters,
  field: FilterField,
  values: readonly string[],
): LeadFilters {
  const params = toParams(filters);
  if (values.length > 0) params.set(field, values.join(","));
  else params.delete(field);
  return readViewQuery(params.toString()).filters;
}

/** The filters after a value was chosen: added or taken out again, or put in the other's place. */
export function toggleValue(filters: LeadFilters, field: FilterField, value: string): LeadFilters {
  const values = valuesOf(filters, field);
  if (values.includes(value)) {
    return withValues(
      filters,
      field,
      values.filter((each) => each !== value),
    );
  }
  return withValues(filters, field, takesMany(field) ? [...values, value] : [value]);
}

/** Nothing but the words that are searched for. */
export function withoutFilters({ search }: LeadFilters): LeadFilters {
  return search === undefined ? {} : { search };
}

function toParams(filters: LeadFilters): URLSearchParams {
  return new URLSearchParams(toViewQuery(filters, []));
}
