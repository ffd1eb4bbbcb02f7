import { z } from "zod";

const instant = z.iso.datetime({ offset: true }).transform((value) => new Date(value));

// Observed answers come with and without `status`, and the published schema is wrong about the items: so only `data`.
export const slotsAnswer = z.object({
  data: z.record(
    z.string(),
    z.array(z.object({ start: instant, end: instant.optional().catch(undefined) })),
  ),
});

const attendee = z.object({
  name: z.string().nullish(),
  email: z.string().nullish(),
  timeZone: z.string().nullish(),
  phoneNumber: z.string().nullish(),
  absent: z.boolean().nullish().catch(undefined),
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

export const reservationAnswer = z.object({
  data: z.object({ reservationUid: z.string().min(1), reservationUntil: instant }),
});

/** For requests whose success says all there is to know. */
export const anyAnswer = z.unknown();

const message = z.union([z.string(), z.array(z.string()).transform((lines) => lines.join(", "))]);

/** Most errors come in the API's envelope; some of the core leave bare. */
export const errorAnswer = z.union([
  z
    .object({
      error: z.object({
        message,
        // A list that was refused says only here what was wrong with it.
        details: z
          .object({ message: message.optional(), errors: message.optional().catch(undefined) })
          .nullish()
          .catch(undefined),
      }),
    })
    .transform(({ error }) => {
      const said = error.details?.message ?? error.message;
      return error.details?.errors ? `${said}: ${error.details.errors}` : said;
    }),
  z.object({ message }).transform((body) => body.message),
]);
