/** What happened to a demo, by the kind of the timeline's entry. */
export const APPOINTMENT_EVENTS: Readonly<Record<string, string>> = {
  "appointment.accepted": "Demo booked",
  "appointment.pending": "Demo requested",
  "appointment.rescheduled": "Demo moved",
  "appointment.cancelled": "Demo cancelled",
  "appointment.rejected": "Demo rejected",
  "appointment.no_show": "Did not come to the demo",
};
