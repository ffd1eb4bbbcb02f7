import { fullMoment } from "../../utils/speech";

/** Answers that do not depend on data. The model reads them to a person who waits: what is so, and what can be done. */
export const SENTENCES = {
  calendarUnreachable:
    "I can't reach the calendar right now. May I have someone call you back to find a time?",
  unknownTool: "I can't do that here. May I have someone call you back about it?",
  availabilityLate:
    "The calendar is taking longer than usual. Give me a moment and I'll check again, or I can have someone call you back.",
  bookingLate:
    "I'm still waiting for the calendar to take that time. Please hold while I check again; you'll get an e-mail as soon as it goes through.",
  dateNeeded: "I need the day as a calendar date such as 2026-03-03, or no day at all.",
  wishNeeded:
    "I need a day as YYYY-MM-DD, or a part of the day: morning, afternoon or any. Both can be left out.",
  slotNeeded: "I need the code of the time that was agreed, exactly as it was offered, such as S1.",
  slotUnknown:
    "That time was not offered in this call. Check availability again and use a code from that answer.",
  emailUnclear:
    "That e-mail address isn't complete. Please spell it for me once more, or we can use the one on file.",
  slotGoneNoOther: "That time is no longer free. May I have someone call you back to find another?",
} as const;

/** Says that the demo stands, at the instant that the calendar has. */
export function confirmation(start: Date, timeZone: string, isPending: boolean): string {
  const moment = fullMoment(start, timeZone);
  return isPending
    ? `I've requested ${moment}. You'll get an e-mail once the host has confirmed it.`
    : `You're booked for ${moment}. The invitation is on its way by e-mail.`;
}

/** For a second wish after the demo was booked. */
export function alreadyBooked(start: Date, timeZone: string): string {
  return `Your demo is already booked for ${fullMoment(start, timeZone)}. The invitation that you get by e-mail has a link to move it.`;
}
