import type { AppointmentRow } from "@/lib/services/appointments/list";

/** Whom a demo is with, as short as it can be said. */
export function nameOf(row: AppointmentRow): string {
  return row.companyName ?? row.customerName ?? "Booked outside the list";
}

/** Whether the demo no longer stands. */
export function isCalledOff(row: AppointmentRow): boolean {
  return row.status !== "accepted" && row.status !== "pending";
}

/** Whether it can still be moved or cancelled: Cal.com does neither with what is over. */
export function isChangeable(row: AppointmentRow, now: Date): boolean {
  return !isCalledOff(row) && new Date(row.endTime) > now;
}
