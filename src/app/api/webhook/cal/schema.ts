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

// Cal.com's are 22 letters and digits. Whatever could mean something in a URL or a filter is none.
const uid = z.string().regex(/^[\w-][\w.:-]{0,199}$/, "is not the name of a booking");

const attendee = z.object({ email: text, name: text, timeZone: text, phoneNumber: text });

const bookingEvent = z.object({
  createdAt: instant,
  payload: z
    .object({
      uid,
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
      rescheduleUid: lenient(uid),
      rescheduleStartTime: lenient(instant),
      rescheduleEndTime: lenient(instant),
      cancellationReason: text,
      rejectionReason: text,
      requestReschedule: lenient(z.boolean()),
    })
    .refine(({ startTime, endTime }) => endTime > startTime, "ends before it starts"),
});

const noShowEvent = z.object({
  createdAt: instant,
  payload: z.object({
    bookingUid: uid,
    attendees: z.array(z.object({ email: text, noShow: z.boolean() })).min(1),
  }),
});

/** Where an event of whatever shape may name its booking; a template of the subscription can make it flat. */
const named = z.object({ uid: lenient(uid), bookingUid: lenient(uid) });
const namedAnywhere = z.object({
  createdAt: lenient(instant),
  payload: lenient(named),
  ...named.shape,
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
      readonly attendees: ReadonlyArray<{ readonly email?: string; readonly noShow: boolean }>;
      readonly createdAt: Date;
    }
  /** Names a booking, but does not say well enough what it is. */
  | {
      readonly type: "hint";
      readonly trigger: string;
      readonly uid: string;
      readonly createdAt?: Date;
      /** What is wrong with its shape, if it is one of those that should have one. */
      readonly problem?: string;
    }
  | { readonly type: "other"; readonly trigger: string };

export type ParsedDelivery =
  | { readonly ok: true; readonly event: CalEvent }
  | { readonly ok: false; readonly reason: string };

/** Reads a delivery. Only what we act on has to have a known shape, or else to name its booking at least. */
export function parseDelivery(json: unknown): ParsedDelivery {
  const head = envelope.safeParse(json);
  if (!head.success) return { ok: false, reason: problemIn(head.error) };
  const trigger = head.data.triggerEvent;
  if (isBookingTrigger(trigger)) return parseBooking(trigger, json);
  if (trigger === "BOOKING_NO_SHOW_UPDATED") return parseNoShow(trigger, json);
  // It tells of the payment, with metadata of its own in the place of ours.
  if (trigger === "BOOKING_PAID") {
    const event = hintIn(trigger, json);
    if (event) return { ok: true, event };
  }
  return { ok: true, event: { type: "other", trigger } };
}

function parseBooking(trigger: BookingTrigger, json: unknown): ParsedDelivery {
  const parsed = bookingEvent.safeParse(json);
  if (!parsed.success) return hintOr(trigger, json, problemIn(parsed.error));
  const impliedStatus = BOOKING_TRIGGERS[trigger];
  return { ok: true, event: { type: "booking", trigger, impliedStatus, ...parsed.data } };
}

function parseNoShow(trigger: string, json: unknown): ParsedDelivery {
  const parsed = noShowEvent.safeParse(json);
  if (!parsed.success) return hintOr(trigger, json, problemIn(parsed.error));
  const { createdAt, payload } = parsed.data;
  const attendees = payload.attendees.map(({ email, noShow }) =>
    email ? { email, noShow } : { noShow },
  );
  return {
    ok: true,
    event: { type: "no_show", trigger, uid: payload.bookingUid, attendees, createdAt },
  };
}

function hintOr(trigger: string, json: unknown, problem: string): ParsedDelivery {
  const event = hintIn(trigger, json, problem);
  return event ? { ok: true, event } : { ok: false, reason: problem };
}

function hintIn(trigger: string, json: unknown, problem?: string): CalEvent | undefined {
  const parsed = namedAnywhere.safeParse(json);
  if (!parsed.success) return undefined;
  const { payload, createdAt, ...root } = parsed.data;
  const name = payload?.uid ?? payload?.bookingUid ?? root.uid ?? root.bookingUid;
  if (!name) return undefined;
  return {
    type: "hint",
    trigger,
    uid: name,
    ...(createdAt ? { createdAt } : {}),
    ...(problem ? { problem } : {}),
  };
}

function isBookingTrigger(trigger: string): trigger is BookingTrigger {
  return Object.hasOwn(BOOKING_TRIGGERS, trigger);
}

/** Says where it is wrong, without repeating what was sent. */
function problemIn(error: z.ZodError): string {
  return error.issues
    .map((issue) => `${issue.path.join(".") || "body"}: ${issue.message}`)
    .join("; ");
}
