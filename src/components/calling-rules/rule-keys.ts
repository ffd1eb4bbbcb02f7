import { parseAsString, parseAsStringLiteral } from "nuqs/server";

export const RULE_FILTERS = ["leads", "changed", "registration"] as const;

/** Only states with leads that wait, only those the team changed, or only those that ask for a registration. */
export type RuleFilter = (typeof RULE_FILTERS)[number];

/** What the page of calling rules keeps in its address. */
export const ruleFilterParsers = {
  q: parseAsString.withDefault(""),
  only: parseAsStringLiteral(RULE_FILTERS),
};

/** Under which keys the page keeps what it has read; the server seeds the same ones. */
export const rulesKey = (teamId: string) => ["calling-rules", teamId] as const;
export const teamHolidaysKey = (teamId: string) => ["team-holidays", teamId] as const;
export const holidaysKey = (year: number) => ["holidays", year] as const;
