import { z } from "zod";

const instant = z.iso.datetime({ offset: true }).transform((value) => new Date(value));

// Observed answers come with and without `status`, and the published schema is wrong about the items: so only `data`.
export const slotsAnswer = z.object({
  data: z.record(z.string(), z.array(z.object({ start: instant }))),
});

const attendee = z.object({
  name: z.string().nullish(),
  email: z.string().nullish(),
  timeZone: z.string().nullish(),
  phoneNumber: z.string().nullish(),
});

/** Every field but uid, start and status may be missing. */
const booking = z.object({
  uid: z.string().min(1),
  start: instant,
  status: z.enum(["accepted", "pending", "cancelled", "rejected"]),
  end: instant.optional(),
  duration: z.number().positive().optional(),
  title: z.string().nullish(),
  meetingUrl: z.string().nullish(),
  location: z.string().nullish(),
  createdAt: instant.optional(),
  updatedAt: instant.optional(),
  cancellationReason: z.string().nullish(),
  rescheduledFromUid: z.string().nullish(),
  rescheduledToUid: z.string().nullish(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
  attendees: z.array(attendee).optional(),
});

export const bookingAnswer = z.object({ data: booking });
export const bookingsAnswer = z.object({ data: z.array(booking) });

/** A booking as Cal.com's API describes it. */
export type CalBooking = z.output<typeof booking>;

const message = z.union([z.string(), z.array(z.string()).transform((lines) => lines.join(", "))]);

/** Most errors come in the API's envelope; some of the core leave bare. */
export const errorAnswer = z.union([
  z
    .object({
      error: z.object({ message, details: z.object({ message: message.optional() }).nullish() }),
    })
    .transform(({ error }) => error.details?.message ?? error.message),
  z.object({ message }).transform((body) => body.message),
]);
