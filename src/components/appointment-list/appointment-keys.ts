import { parseAsInteger, parseAsStringLiteral } from "nuqs/server";
import type { AppointmentQuery } from "@/lib/services/appointments/list";

export const appointmentKeys = {
  all: ["appointments"],
  page: (query: AppointmentQuery) => ["appointments", query],
} as const;

/** What the page keeps in its address. */
export const appointmentFilterParsers = {
  when: parseAsStringLiteral(["upcoming", "past"]).withDefault("upcoming"),
  page: parseAsInteger.withDefault(1),
};

export const APPOINTMENTS_PER_PAGE = 50;
