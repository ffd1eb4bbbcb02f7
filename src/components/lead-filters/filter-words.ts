import { OUTCOME_LOOK } from "@/components/call-list/outcome-badge";
import { LEAD_STATUS_LOOK } from "@/components/ui/badge";
import { WHY_FILTERS } from "@/lib/services/leads/lead-query";
import { GATE_WORDS } from "@/lib/utils/gate-sentences";
import { US_TIME_ZONES } from "@/lib/utils/time-zone-names";
import { US_STATES } from "@/lib/utils/us-states";
import { nameZone } from "@/lib/utils/zone-name";
import type { FilterField } from "./filter-values";

export const FIELD_WORDS: Readonly<Record<FilterField, string>> = {
  status: "Status",
  outcome: "Last outcome",
  why: "Why not called",
  review: "Needs review",
  state: "State",
  zone: "Time zone",
  list: "List",
  import: "Import",
  attempts: "Attempts",
  called: "Last called",
  callback: "Callback",
  appointment: "Appointment",
};

export interface FilterOption {
  readonly value: string;
  readonly name: string;
}

const DAYS = [1, 7, 30, 90];

const FIXED_OPTIONS: Readonly<Record<Exclude<FilterField, "list" | "import">, FilterOption[]>> = {
  status: Object.entries(LEAD_STATUS_LOOK).map(([value, { label }]) => ({ value, name: label })),
  outcome: Object.entries(OUTCOME_LOOK).map(([value, { label }]) => ({ value, name: label })),
  why: WHY_FILTERS.map((value) => ({
    value,
    name: value === "due" ? "Nothing: due now" : GATE_WORDS[value].closed,
  })),
  review: [{ value: "1", name: "Waits for a decision" }],
  state: Object.entries(US_STATES).map(([value, name]) => ({ value, name })),
  zone: [
    ...US_TIME_ZONES.map(({ id, name }) => ({ value: id, name })),
    { value: "none", name: "Not known" },
  ],
  attempts: ["0-0", "1-1", "2-2", "3-99"].map(toAttempts),
  called: ["never", ...DAYS.map((n) => `within-${n}`), ...DAYS.map((n) => `before-${n}`)].map(
    toCalled,
  ),
  callback: [
    { value: "due", name: "Due" },
    { value: "upcoming", name: "Upcoming" },
    { value: "any", name: "Agreed at all" },
  ],
  appointment: [
    { value: "upcoming", name: "Upcoming" },
    { value: "past", name: "Past" },
    { value: "any", name: "Any" },
    { value: "none", name: "None" },
  ],
};

/** What one can choose of a filter; what was typed may be a range of attempts or a number of days. */
export function listOptions(
  field: FilterField,
  named: NamedOptions,
  typed: string,
): readonly FilterOption[] {
  if (field === "list" || field === "import") return named[field];
  const known = FIXED_OPTIONS[field];
  const own = readTyped(field, typed).filter(({ value }) => !known.some((o) => o.value === value));
  return [...own, ...known];
}

/** What the team has named itself. */
export interface NamedOptions {
  readonly list: readonly FilterOption[];
  readonly import: readonly FilterOption[];
}

/** A value in words, whether or not it is one of the usual ones. */
export function nameValue(field: FilterField, value: string, named: NamedOptions): string {
  const option = listOptions(field, named, "").find((each) => each.value === value);
  if (field === "state") return value;
  if (option) return option.name;
  if (field === "attempts") return toAttempts(value).name;
  if (field === "called") return toCalled(value).name;
  if (field === "zone") return nameZone(value);
  return field === "import" ? "an older import" : "a deleted list";
}

const MAX_NAMED_VALUES = 3;

/** The values of a filter in one line: "AL, GA, FL +2". */
export function nameValues(
  field: FilterField,
  values: readonly string[],
  named: NamedOptions,
): string {
  const names = values.slice(0, MAX_NAMED_VALUES).map((value) => nameValue(field, value, named));
  const rest = values.length - names.length;
  return `${names.join(", ")}${rest > 0 ? ` +${rest}` : ""}`;
}

/** "2", "2-5" and "more than 2" of what is typed into the filters that take numbers. */
function readTyped(field: FilterField, typed: string): FilterOption[] {
  const [, from, to] = /^\s*(\d{1,2})\s*(?:(?:-|–|to)\s*(\d{1,2}))?\s*$/.exec(typed) ?? [];
  if (from === undefined) return [];
  if (field === "attempts") return [toAttempts(`${Number(from)}-${Number(to ?? from)}`)];
  if (field !== "called" || Number(from) === 0) return [];
  return [toCalled(`within-${Number(from)}`), toCalled(`before-${Number(from)}`)];
}

function toAttempts(value: string): FilterOption {
  const [from = "", to = ""] = value.split("-");
  if (to === "99") return { value, name: `${from} or more` };
  if (from === to) return { value, name: from === "0" ? "None yet" : from };
  return { value, name: `${from} to ${to}` };
}

function toCalled(value: string): FilterOption {
  const [when = "", days = ""] = value.split("-");
  if (when === "never") return { value, name: "Never" };
  const span = days === "1" ? "the last day" : `the last ${days} days`;
  return { value, name: when === "within" ? `In ${span}` : `Not in ${span}` };
}
