import {
  createLoader,
  type inferParserType,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { z } from "zod";
import { CALL_OUTCOME_FILTERS, type CallQuery } from "@/lib/services/calls/list";

/** What the calls page keeps in its address. */
export const callFilterParsers = {
  outcome: parseAsStringLiteral(CALL_OUTCOME_FILTERS),
  q: parseAsString.withDefault(""),
  from: parseAsString,
  to: parseAsString,
  page: parseAsInteger.withDefault(1),
};

export type CallFilters = inferParserType<typeof callFilterParsers>;

export const loadCallFilters = createLoader(callFilterParsers);

const PAGE_SIZE = 50;

interface Team {
  readonly teamId: string;
  /** The team's own: the days of a filter begin at its midnight for everybody alike. */
  readonly timeZone: string;
}

/** The query that belongs to an address, whatever stands in it. */
export function toCallQuery({ teamId, timeZone }: Team, filters: CallFilters): CallQuery {
  return {
    teamId,
    timeZone,
    outcome: filters.outcome,
    search: filters.q.slice(0, 200),
    firstDay: readDay(filters.from),
    lastDay: readDay(filters.to),
    page: Math.min(Math.max(filters.page, 1), 1_000_000),
    pageSize: PAGE_SIZE,
  };
}

function readDay(text: string | null): string | null {
  return z.iso.date().safeParse(text).data ?? null;
}
