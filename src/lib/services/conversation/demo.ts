import { applyBooking } from "../appointments/apply";
import { bookingFromApi } from "../appointments/interpret";
import { calendarFor } from "../calendar/budget";
import type { Talk } from "./talk";
import type { ToolRun } from "./tool-run";

export interface Demo {
  readonly uid: string;
  readonly startAt: Date;
}

/** As far ahead as anybody books. */
const LOOK_AHEAD_MS = 180 * 86_400_000;

/**
 * The demo that is meant: the one that was booked in this call, else the lead's next one. Where we know of none, the
 * calendar is asked: people book on the web, too, and we may not have heard of it yet.
 */
export async function findDemo(run: ToolRun, talk: Talk): Promise<Demo | undefined> {
  const [known] = talk.appointments;
  if (known) return known;
  const { ctx } = run;
  const now = ctx.now();
  const found = await run.outside(
    calendarFor(ctx, "booking").findBookings({
      attendeeEmail: talk.email,
      afterStart: now,
      beforeEnd: new Date(now.getTime() + LOOK_AHEAD_MS),
    }),
  );
  if (!found.ok) {
    ctx.log.warn({ callId: talk.callId, kind: found.kind }, "a demo could not be looked for");
    return undefined;
  }
  const [next] = found.data
    .filter(({ start, status }) => start > now && (status === "accepted" || status === "pending"))
    .sort((a, b) => a.start.getTime() - b.start.getTime());
  if (!next) return undefined;
  await applyBooking(ctx, bookingFromApi(next, now));
  return { uid: next.uid, startAt: next.start };
}
