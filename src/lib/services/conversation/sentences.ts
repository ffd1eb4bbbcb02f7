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
  movingLate:
    "I'm still waiting for the calendar to move your demo. Please hold while I check again.",
  cancellingLate:
    "I'm still waiting for the calendar to cancel your demo. Please hold while I check again.",
  noteLate: "I'm writing that down, and someone will get back to you.",
  wishNeeded:
    "I need the time in plain words, such as tomorrow afternoon, and a part of the day only as morning, afternoon or any. Both can be left out.",
  slotNeeded: "I need the code of the time that was agreed, exactly as it was offered, such as S1.",
  slotUnknown:
    "That time was not offered in this call. Check availability again and use a code from that answer.",
  emailUnclear:
    "That e-mail address isn't complete. Please spell it for me once more, or we can use the one on file.",
  slotGoneNoOther: "That time is no longer free. May I have someone call you back to find another?",
  nothingToMove: "I don't see a demo for this number. Would you like to book one instead?",
  nothingToCancel: "I don't see a demo for this number, so there is nothing to cancel.",
  demoGone: "That demo is no longer in the calendar. Would you like to book a new one?",
  demoOver: "That demo has already taken place. Would you like to book another one?",
  cancelled: "Your demo is cancelled, and you'll get an e-mail that says so.",
  whenNeeded: "I'd be glad to have you called back. What day and time would suit you?",
  callbackByPerson: "I've noted that, and one of our people will call you back.",
  optedOut: "I've taken you off our list. We won't call or write to you again. Goodbye.",
} as const;

export function nothingFree(horizonDays: number): string {
  return `Nothing is free in the next ${horizonDays} days. May I have someone call you back to find a time?`;
}

/** Says that the demo stands, at the instant that the calendar has. */
export function confirmation(start: Date, timeZone: string, isPending: boolean): string {
  const moment = fullMoment(start, timeZone);
  return isPending
    ? `I've requested ${moment}. You'll get an e-mail once the host has confirmed it.`
    : `You're booked for ${moment}. The invitation is on its way by e-mail.`;
}

/** Says that the demo has moved, to the instant that the calendar has. */
export function moved(start: Date, timeZone: string, isPending: boolean): string {
  const moment = fullMoment(start, timeZone);
  return isPending
    ? `I've asked to move it to ${moment}. You'll get an e-mail once the host has confirmed it.`
    : `Done: your demo is now on ${moment}. The new invitation is on its way by e-mail.`;
}

/** For a second wish after the demo was booked. */
export function alreadyBooked(start: Date, timeZone: string): string {
  return `There is a demo booked already, for ${fullMoment(start, timeZone)}. Would you like to move it?`;
}

export function alreadyThen(start: Date, timeZone: string): string {
  return `Your demo is on ${fullMoment(start, timeZone)} already.`;
}

/** Says when the call will come, which the rules for calling may make later than what was asked for. */
export function callbackNoted(callAt: Date, timeZone: string, isAsAsked: boolean): string {
  const moment = fullMoment(callAt, timeZone);
  return isAsAsked
    ? `I've noted that. We'll call you back on ${moment}.`
    : `I've noted that. The first time that we may call you is ${moment}, so we'll call you then.`;
}
