import { html } from "hono/html";
import type { CalStandIn } from "../cal/cal-stand-in";
import { DAY_MS } from "../cal/times";
import type { CalBooking } from "../cal/types";
import { commandForm } from "./forms";
import { CENTRAL, empty, formatIn, type Markup, table, tag } from "./layout";

const DAYS_OFFERED = 7;
const TIMES_OFFERED = 40;

/** The host's calendar by day, with the host's own buttons. */
export function calendarPage(cal: CalStandIn, now: Date): Markup {
  const bookings = [...cal.calendar.bookings.values()].sort((a, b) =>
    a.start.localeCompare(b.start),
  );
  if (bookings.length === 0) return empty("No bookings yet. Demos that a call books appear here.");
  const free = freeTimes(cal, now);
  const days = new Map<string, CalBooking[]>();
  for (const booking of bookings) {
    const day = dayName(booking.start);
    days.set(day, [...(days.get(day) ?? []), booking]);
  }
  return html`${[...days].map(
    ([day, items]) =>
      html`<h2>${day}</h2>${table(
        ["Host's time", "Attendee's time", "Attendee", "Status", ""],
        items.map((booking) => row(booking, free)),
      )}`,
  )}`;
}

function row(booking: CalBooking, free: readonly string[]): Markup {
  const { attendee, status } = booking;
  const tone = status === "accepted" ? "good" : status === "pending" ? "live" : "";
  const state = booking.rescheduledToUid ? "moved" : status;
  return html`<tr>
<td class="nowrap">${formatIn(booking.start, CENTRAL)}</td>
<td class="nowrap">${formatIn(booking.start, attendee.timeZone)}</td>
<td>${attendee.name}<br><span class="quiet">${attendee.email}</span></td>
<td>${tag(state, tone)}${booking.cancellationReason ? html`<br><span class="quiet">${booking.cancellationReason}</span>` : ""}</td>
<td>${status === "accepted" ? actions(booking, free) : ""}</td></tr>`;
}

function actions(booking: CalBooking, free: readonly string[]): Markup {
  const { uid } = booking;
  const cancel = { do: "host-cancel", uid, reason: "The host cancelled." };
  const options = free.map(
    (start) => html`<option value="${start}">${formatIn(start, CENTRAL)}</option>`,
  );
  const times = html`<select name="start" aria-label="New time for ${booking.attendee.name}">${options}</select>`;
  return html`${commandForm("cal", { do: "host-reschedule", uid }, "Move", times)}
${commandForm("cal", cancel, "Cancel")}`;
}

function freeTimes(cal: CalStandIn, now: Date): string[] {
  const range = {
    eventTypeId: String(cal.eventType.id),
    start: now.toISOString(),
    end: new Date(now.getTime() + DAYS_OFFERED * DAY_MS).toISOString(),
  };
  return Object.values(cal.slots(range))
    .flat()
    .map(({ start }) => start)
    .slice(0, TIMES_OFFERED);
}

function dayName(iso: string): string {
  return new Intl.DateTimeFormat("en-US", { timeZone: CENTRAL, dateStyle: "full" }).format(
    new Date(iso),
  );
}
