import { z } from "zod";

// Instants come as `…Z`, `….000Z` and `…+00:00`.
const instant = z.iso.datetime({ offset: true }).transform((value) => new Date(value));

/** For what may be missing, null or of a shape never seen: the booking matters more than its trimmings. */
function lenient<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullish().catch(undefined);
}

const text = lenient(z.string());
const record = lenient(z.record(z.string(), z.unknown()));

const envelope = z.object({ triggerEvent: z.string().min(1).max(100) });

const attendee = z.object({ email: text, name: text, timeZone: text, phoneNumber: text });

const bookingEvent = z.object({
  createdAt: instant,
  payload: z
    .object({
      uid: z.string().min(1).max(200),
      startTime: instant,
      endTime: instant,
      status: text,
      title: text,
      attendees: lenient(z.array(attendee)),
      responses: record,
      metadata: record,
      smsReminderNumber: text,
      location: text,
      videoCallData: lenient(z.object({ url: text })),
      rescheduleUid: text,
      rescheduleStartTime: lenient(instant),
      rescheduleEndTime: lenient(instant),
      cancellationReason: text,
      rejectionReason: text,
      requestReschedule: lenient(z.boolean()),
    })
    .refine(({ startTime, endTime }) => endTime > startTime, "ends before it starts"),
});

const noShowEvent = z.object({
  payload: z.object({
    bookingUid: z.string().min(1).max(200),
    attendees: z.array(z.object({ noShow: z.boolean() })).min(1),
  }),
});

/** What a trigger does to a booking; `null`: its payload says. */
const BOOKING_TRIGGERS = {
  BOOKING_CREATED: "accepted",
  BOOKING_RESCHEDULED: "accepted",
  BOOKING_REQUESTED: "pending",
  BOOKING_REJECTED: "rejected",
  BOOKING_CANCELLED: "cancelled",
  BOOKING_LOCATION_UPDATED: null,
  BOOKING_REASSIGNED: null,
} as const;

type BookingTrigger = keyof typeof BOOKING_TRIGGERS;
export type BookingPayload = z.output<typeof bookingEvent>["payload"];

export type CalEvent =
  | {
      readonly type: "booking";
      readonly trigger: BookingTrigger;
      readonly impliedStatus: (typeof BOOKING_TRIGGERS)[BookingTrigger];
      readonly createdAt: Date;
      readonly payload: BookingPayload;
    }
  | {
      readonly type: "no_show";
      readonly trigger: string;
      readonly uid: string;
      readonly isNoShow: boolean;
    }
  | { readonly type: "other"; readonly trigger: string };

export type ParsedDelivery =
  | { readonly ok: true; readonly event: CalEvent }
  | { readonly ok: false; readonly reason: string };

/** Reads a delivery. Only what we act on has to have a known shape. */
export function parseDelivery(json: unknown): ParsedDelivery {
  const head = envelope.safeParse(json);
  if (!head.success) return refused(head.error);
  const trigger = head.data.triggerEvent;
  if (isBookingTrigger(trigger)) {
    const parsed = bookingEvent.safeParse(json);
    if (!parsed.success) return refused(parsed.error);
    const impliedStatus = BOOKING_TRIGGERS[trigger];
    return {
      ok: true,
      event: { type: "booking", trigger, impliedStatus, ...parsed.data },
    };
  }
  if (trigger === "BOOKING_NO_SHOW_UPDATED") {
    const parsed = noShowEvent.safeParse(json);
    if (!parsed.success) return refused(parsed.error);
    const { bookingUid, attendees } = parsed.data.payload;
    const isNoShow = attendees.some((person) => person.noShow);
    return { ok: true, event: { type: "no_show", trigger, uid: bookingUid, isNoShow } };
  }
  return { ok: true, event: { type: "other", trigger } };
}

function isBookingTrigger(trigger: string): trigger is BookingTrigger {
  return Object.hasOwn(BOOKING_TRIGGERS, trigger);
}

/** Says where it is wrong, without repeating what was sent. */
function refused(error: z.ZodError): ParsedDelivery {
  const places = error.issues.map((issue) => `${issue.path.join(".") || "body"}: ${issue.message}`);
  return { ok: false, reason: places.join("; ") };
}
