import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sendDueEmails } from "@/lib/services/emails/send";
import { codesIn, useConversation } from "./conversation-rig";

const { app, newCall, use, bookings } = await useConversation();

const ZONES = [
  "America/New_York",
  "America/Chicago",
  "America/Denver",
  "America/Phoenix",
  "America/Los_Angeles",
  "America/Anchorage",
  "Pacific/Honolulu",
  "America/Indiana/Knox",
  "America/Puerto_Rico",
];

/** Days whose horizon of seven days holds the night in which the clocks change. */
const STARTS = [new Date("2026-03-05T20:00:00Z"), new Date("2026-10-29T20:00:00Z")];

/** The parts of an instant's local time, by the runtime's own zone data. */
function local(at: Date, timeZone: string) {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    weekday: "long",
    month: "long",
    day: "numeric",
    year: "numeric",
    hour: "numeric",
    minute: "2-digit",
    hour12: true,
  }).formatToParts(at);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  return {
    day: `${of("weekday")}, ${of("month")} ${of("day")}`,
    year: of("year"),
    hour: of("hour"),
    minute: of("minute"),
    half: of("dayPeriod"),
  };
}

/** "Tuesday, March 10th at 9 AM", "… at 2:30 PM". */
function spoken(at: Date, timeZone: string): RegExp {
  const { day, hour, minute, half } = local(at, timeZone);
  const time = minute === "00" ? hour : `${hour}:${minute}`;
  return new RegExp(`${day}(st|nd|rd|th) at ${time} ${half} `);
}

describe.each(STARTS)("around the clock change after %s", (start) => {
  test("what is said, stored, booked and mailed is one instant", async () => {
    const aheadMs = start.getTime() - app.clock.now().getTime();
    if (aheadMs > 0) await app.clock.advance(aheadMs);
    const anyWish = fc.constantFrom(
      "next week",
      "Monday",
      "Friday afternoon",
      "tomorrow",
      "in two days",
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...ZONES),
        anyWish,
        fc.nat(2),
        async (timeZone, when, choice) => {
          const of = await newCall({ timezone: timeZone, state: null, postal_code: null });
          await app.pool.query("update settings set postal_address = '1 Main Street, Springfield'");
          const offer = await use("check_availability", { when }, { of });
          const codes = codesIn(offer);
          const slot_id = codes[Math.min(choice, codes.length - 1)];
          const said = await use("book_appointment", { slot_id }, { of });
          const { rows } = await app.pool.query(
            "select a.start_time, o.start_at from appointments a, slot_offers o where a.call_id = $1 and o.call_id = $1 and o.code = $2",
            [of.call_id, slot_id],
          );
          const stored: Date = rows[0].start_time;
          expect(said).toMatch(spoken(stored, timeZone));
          expect(rows[0].start_at).toEqual(stored);
          const booked = bookings().find(({ metadata }) => metadata?.callId === of.call_id);
          expect(booked?.start).toBe(stored.toISOString());
          expect(mailOf(of.lead.email, await send())).toContain(dateLine(stored, timeZone));
        },
      ),
      { numRuns: 15, seed: 4 },
    );
  });
});

async function send() {
  // Neither the calendar nor the mail provider takes so many requests at once.
  await app.clock.advance(15_000);
  await sendDueEmails(app.context("cron"), { limit: 50, wallNow: new Date() });
  return [...app.standIns().resend.mails.values()];
}

function mailOf(address: string, mails: Awaited<ReturnType<typeof send>>): string {
  const text = mails.find(({ to }) => to.includes(address))?.text ?? "";
  return text.replace(/\s+/g, " ");
}

function dateLine(at: Date, timeZone: string): string {
  const { day, year, hour, minute, half } = local(at, timeZone);
  return `${day}, ${year} ${hour}:${minute} ${half} to `;
}
