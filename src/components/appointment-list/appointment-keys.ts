import {
  createLoader,
  type inferParserType,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { mondayOfAddress, spanOfWeek } from "@/components/appointment-week/week-days";
import {
  APPOINTMENT_STATUS_FILTERS,
  type AppointmentQuery,
  type AppointmentSpan,
} from "@/lib/services/appointments/list";

export const appointmentKeys = {
  all: ["appointments"],
  page: (query: AppointmentQuery) => ["appointments", "page", query],
  week: (span: AppointmentSpan) => ["appointments", "week", span],
  one: (appointmentId: string) => ["appointments", "one", appointmentId],
} as const;

/** Free times are asked of Cal.com, so they are no part of what a change of an appointment makes stale. */
export const openingKeys = {
  all: ["openings"],
  week: (appointmentId: string, monday: string, timeZone: string) => [
    "openings",
    appointmentId,
    monday,
    timeZone,
  ],
} as const;

/** What the page keeps in its address. */
export const appointmentFilterParsers = {
  view: parseAsStringLiteral(["list", "week"]).withDefault("list"),
  when: parseAsStringLiteral(["upcoming", "past"]).withDefault("upcoming"),
  status: parseAsStringLiteral(APPOINTMENT_STATUS_FILTERS),
  page: parseAsInteger.withDefault(1),
  /** A day of the week that is shown; without it today's. */
  week: parseAsString,
};

export type AppointmentFilters = inferParserType<typeof appointmentFilterParsers>;

export const loadAppointmentFilters = createLoader(appointmentFilterParsers);

export const APPOINTMENTS_PER_PAGE = 50;

/** The page of the list that belongs to an address, whatever stands in it. */
export function toAppointmentQuery(teamId: string, filters: AppointmentFilters): AppointmentQuery {
  return {
    teamId,
    when: filters.when,
    status: filters.status,
    page: Math.min(Math.max(filters.page, 1), 1_000_000),
    pageSize: APPOINTMENTS_PER_PAGE,
  };
}

/** What to ask for to show the week of an address. */
export function toWeekSpan(
  teamId: string,
  filters: AppointmentFilters,
  today: string,
): AppointmentSpan {
  const monday = mondayOfAddress(filters.week, today);
  return { teamId, status: filters.status, ...spanOfWeek(monday) };
}
