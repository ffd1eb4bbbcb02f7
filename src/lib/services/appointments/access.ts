import "server-only";
import type { CalClient } from "../../cal";
import type { CalPurpose } from "../../cal/budget";
import type { ServiceContext } from "../../context";
import { AppError, databaseError } from "../../errors";
import { createServiceClient } from "../../supabase";
import { calendarFor } from "../calendar/budget";

export interface ChangeableAppointment {
  readonly id: string;
  readonly uid: string;
  readonly status: string;
  readonly startTime: Date;
  readonly endTime: Date;
  readonly timeZone: string;
}

/**
 * The appointment as the user sees it.
 *
 * @throws AppError `not_found` when the user cannot see it, `forbidden` for whoever may only look.
 */
export async function readChangeable(
  ctx: ServiceContext,
  appointmentId: string,
): Promise<ChangeableAppointment> {
  const { data, error } = await ctx.db
    .from("appointments")
    .select("id, team_id, cal_booking_uid, status, start_time, end_time, attendee_timezone")
    .eq("id", appointmentId)
    .maybeSingle();
  if (error) throw databaseError("reading an appointment", error);
  if (!data) {
    throw new AppError("not_found", "no such appointment", {
      userMessage: "This appointment does not exist, or belongs to another team.",
    });
  }
  await requireChanger(ctx, data.team_id);
  return {
    id: data.id,
    uid: data.cal_booking_uid,
    status: data.status,
    startTime: new Date(data.start_time),
    endTime: new Date(data.end_time),
    timeZone: data.attendee_timezone ?? "UTC",
  };
}

/**
 * Cal.com knows the deployment's key only: who may use it is decided here.
 *
 * @throws AppError `forbidden` unless the user is an admin or member of that team, or, without one, of any.
 */
export async function requireChanger(ctx: ServiceContext, teamId?: string): Promise<void> {
  const userId = ctx.actor.kind === "user" ? ctx.actor.userId : "";
  let request = ctx.db
    .from("team_members")
    .select("role")
    .eq("user_id", userId)
    .in("role", ["admin", "member"]);
  if (teamId) request = request.eq("team_id", teamId);
  const { data, error } = await request.limit(1);
  if (error) throw databaseError("reading a membership", error);
  if (data.length > 0) return;
  throw new AppError("forbidden", "a viewer may not change appointments", {
    userMessage: "You can look, but not change anything: ask an admin of your team for the role.",
  });
}

/** A context that may write appointments, and the calendar; the user still stands in the timeline. */
export function calendarAs(
  ctx: ServiceContext,
  purpose: CalPurpose,
): { readonly service: ServiceContext; readonly cal: CalClient } {
  const service: ServiceContext = { ...ctx, db: createServiceClient() };
  return { service, cal: calendarFor(service, purpose) };
}

export function isStanding({ status }: ChangeableAppointment): boolean {
  return status === "accepted" || status === "pending";
}
