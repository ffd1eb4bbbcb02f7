import {
  createLoader,
  type inferParserType,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { SUPPRESSION_CHANNELS, type SuppressionQuery } from "@/lib/services/suppressions";

/** What the do-not-call page keeps in its address. */
export const suppressionFilterParsers = {
  channel: parseAsStringLiteral(SUPPRESSION_CHANNELS),
  q: parseAsString.withDefault(""),
  page: parseAsInteger.withDefault(1),
};

export const loadSuppressionFilters = createLoader(suppressionFilterParsers);

const PAGE_SIZE = 50;

/** The query that belongs to an address, whatever stands in it. */
export function toSuppressionQuery(
  teamId: string,
  filters: inferParserType<typeof suppressionFilterParsers>,
): SuppressionQuery {
  return {
    teamId,
    channel: filters.channel,
    search: filters.q.slice(0, 200),
    page: Math.min(Math.max(filters.page, 1), 1_000_000),
    pageSize: PAGE_SIZE,
  };
}

/** Under which keys the page keeps what it has read; the server seeds the same ones. */
export const suppressionKeys = {
  all: ["suppressions"],
  page: (query: SuppressionQuery) => ["suppressions", query],
} as const;
