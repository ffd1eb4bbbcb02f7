import { z } from "zod";
import type { ServiceContext } from "../../context";
import { getEnv } from "../../env";
import { databaseError } from "../../errors";

const instant = z.iso.datetime({ offset: true }).transform((value) => new Date(value));

const talkSchema = z.object({
  callId: z.string(),
  teamId: z.string(),
  leadId: z.string(),
  phone: z.string(),
  /** Who answers the phone, as far as we know: the contact, else the company. */
  name: z.string(),
  email: z.string(),
  /** The zone in which times are spoken. */
  timeZone: z.string(),
  horizonDays: z.number(),
  /** Times that were offered in this call, by the code that the model hands back. */
  offers: z.array(z.object({ code: z.string(), startAt: instant })),
  /** Times that are on offer in other calls right now. */
  heldByOthers: z.array(instant),
  /** Times that Cal.com keeps for this call: they look taken, to ourselves, too. */
  reservedByUs: z.array(instant),
  prepared: z
    .object({
      starts: z.array(instant),
      slotMinutes: z.number(),
      rangeEnd: instant.nullable(),
      /** Real time; null before the first answer of Cal.com. */
      fetchedAt: instant.nullable(),
    })
    .nullable(),
  /** Demos of the lead that are still to come: those of this call first, then the next. */
  appointments: z.array(
    z.object({
      uid: z.string(),
      startAt: instant,
      endAt: instant,
      status: z.string(),
      isOfThisCall: z.boolean(),
    }),
  ),
});

/** What a tool needs to know about the call that it is used in. */
export type Talk = z.output<typeof talkSchema>;

/** Undefined when the call has lost its lead. */
export function parseTalk(value: unknown): Talk | undefined {
  return talkSchema.nullish().parse(value) ?? undefined;
}

/** How things stand now: other calls book and hold times, too. */
export async function loadTalk(ctx: ServiceContext, callId: string): Promise<Talk | undefined> {
  const { data, error } = await ctx.db.rpc("load_talk", {
    p_call_id: callId,
    p_event_type_id: getEnv().CAL_EVENT_TYPE_ID,
    p_now: ctx.now().toISOString(),
  });
  if (error) throw databaseError("reading a conversation", error);
  return parseTalk(data);
}

/** Whether a demo of the lead still waits for the host's word. */
export async function isPending(ctx: ServiceContext, talk: Talk, uid: string): Promise<boolean> {
  const current = await loadTalk(ctx, talk.callId);
  return current?.appointments.find((has) => has.uid === uid)?.status === "pending";
}
