import { z } from "zod";
import type { ServiceContext } from "../../context";
import type { Tables } from "../../database.types";
import { databaseError } from "../../errors";

const APPOINTMENT_COLUMNS =
  "id, lead_id, call_id, cal_booking_uid, previous_uid, customer_name, customer_email, customer_phone, attendee_timezone, start_time, end_time, status, cancellation_reason, title, meeting_url, is_no_show, leads!appointments_lead_id_fkey(company_name)";

/** More than a team's week holds; a bound on what one answer may be. */
const MOST_IN_A_WEEK = 300;

export const APPOINTMENT_STATUSES = [
  "pending",
  "accepted",
  "cancelled",
  "rejected",
  "rescheduled",
] as const;

export type AppointmentStatus = (typeof APPOINTMENT_STATUSES)[number];

/** What a list can be narrowed to. A demo that was missed counts as that alone, whatever its booking says. */
export const APPOINTMENT_STATUS_FILTERS = [
  "accepted",
  "pending",
  "rescheduled",
  "cancelled",
  "rejected",
  "no_show",
] as const satisfies readonly (AppointmentStatus | "no_show")[];

export type AppointmentStatusFilter = (typeof APPOINTMENT_STATUS_FILTERS)[number];

export interface AppointmentRow {
  readonly id: string;
  readonly leadId: string | null;
  /** The call in which it was booked. */
  readonly callId: string | null;
  /** Undefined when the booking belongs to no lead. */
  readonly companyName: string | undefined;
  readonly customerName: string | null;
  readonly customerEmail: string | null;
  readonly customerPhone: string | null;
  readonly attendeeTimezone: string | null;
  readonly startTime: string;
  readonly endTime: string;
  readonly status: AppointmentStatus;
  readonly isNoShow: boolean;
  readonly cancellationReason: string | null;
  readonly title: string | null;
  readonly meetingUrl: string | null;
  /** When it was before it was moved here. */
  readonly movedFrom: string | undefined;
  /** When it is, since it was moved away. */
  readonly movedTo: string | undefined;
}

const statusFilterSchema = z.enum(APPOINTMENT_STATUS_FILTERS).nullish();

export const appointmentQuerySchema = z.object({
  teamId: z.uuid(),
  /** Upcoming: not over yet, soonest first. Past: over, latest first. */
  when: z.enum(["upcoming", "past"]),
  status: statusFilterSchema,
  /** The first page is 1. */
  page: z.int().min(1),
  pageSize: z.int().min(1).max(200),
});

export type AppointmentQuery = z.output<typeof appointmentQuerySchema>;

export interface AppointmentPage {
  readonly rows: readonly AppointmentRow[];
  readonly total: number;
}

type ReadContext = Pick<ServiceContext, "db" | "now">;

/** One page of a team's appointments under the caller's rights, on the server and in the browser alike. */
export async function listAppointments(
  ctx: ReadContext,
  query: AppointmentQuery,
): Promise<AppointmentPage> {
  const now = ctx.now().toISOString();
  const from = (query.page - 1) * query.pageSize;
  const isUpcoming = query.when === "upcoming";
  const request = ctx.db
    .from("appointments")
    .select(APPOINTMENT_COLUMNS, { count: "exact" })
    .eq("team_id", query.teamId)
    .match(conditionOf(query.status));
  const bounded = isUpcoming ? request.gt("end_time", now) : request.lte("end_time", now);
  const { data, error, count } = await bounded
    .order("start_time", { ascending: isUpcoming })
    .order("id")
    .range(from, from + query.pageSize - 1);
  if (error?.code === "PGRST103") return { rows: [], total: from };
  if (error) throw databaseError("listing appointments", error);
  return { rows: await toAppointments(ctx, data), total: count ?? data.length };
}

export const appointmentSpanSchema = z.object({
  teamId: z.uuid(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  status: statusFilterSchema,
});

export type AppointmentSpan = z.output<typeof appointmentSpanSchema>;

/** The appointments of a team that touch a span of time, soonest first; `total` tells when there are more. */
export async function listAppointmentsBetween(
  ctx: ReadContext,
  span: AppointmentSpan,
): Promise<AppointmentPage> {
  const { data, error, count } = await ctx.db
    .from("appointments")
    .select(APPOINTMENT_COLUMNS, { count: "exact" })
    .eq("team_id", span.teamId)
    .match(conditionOf(span.status))
    .lt("start_time", span.to)
    .gt("end_time", span.from)
    .order("start_time")
    .order("id")
    .limit(MOST_IN_A_WEEK);
  if (error) throw databaseError("listing the appointments of a week", error);
  return { rows: await toAppointments(ctx, data), total: count ?? data.length };
}

/** One appointment under the caller's rights; null when there is none, or none for them. */
export async function getAppointment(
  ctx: ReadContext,
  input: { readonly appointmentId: string },
): Promise<AppointmentRow | null> {
  const { data, error } = await ctx.db
    .from("appointments")
    .select(APPOINTMENT_COLUMNS)
    .eq("id", input.appointmentId)
    .maybeSingle();
  if (error) throw databaseError("reading an appointment", error);
  if (!data) return null;
  const [row] = await toAppointments(ctx, [data]);
  return row ?? null;
}

/** The appointments of a lead, the latest first. */
export async function listAppointmentsOfLead(
  ctx: ReadContext,
  { leadId }: { readonly leadId: string },
): Promise<readonly AppointmentRow[]> {
  const { data, error } = await ctx.db
    .from("appointments")
    .select(APPOINTMENT_COLUMNS)
    .eq("lead_id", leadId)
    .order("start_time", { ascending: false })
    .order("id")
    .limit(MOST_OF_A_LEAD);
  if (error) throw databaseError("listing the appointments of a lead", error);
  return toAppointments(ctx, data);
}

const MOST_OF_A_LEAD = 20;

function conditionOf(status: AppointmentStatusFilter | null | undefined) {
  if (!status) return {};
  return status === "no_show" ? { is_no_show: true } : { status, is_no_show: false };
}

type SelectedAppointment = Pick<
  Tables<"appointments">,
  | "id"
  | "lead_id"
  | "call_id"
  | "cal_booking_uid"
  | "previous_uid"
  | "customer_name"
  | "customer_email"
  | "customer_phone"
  | "attendee_timezone"
  | "start_time"
  | "end_time"
  | "status"
  | "cancellation_reason"
  | "title"
  | "meeting_url"
  | "is_no_show"
> & { readonly leads: { readonly company_name: string } | null };

const statusSchema = z.enum(APPOINTMENT_STATUSES);

async function toAppointments(
  ctx: ReadContext,
  selected: readonly SelectedAppointment[],
): Promise<readonly AppointmentRow[]> {
  const [earlier, later] = await Promise.all([
    findPredecessors(ctx, selected),
    findSuccessors(ctx, selected),
  ]);
  return selected.map((row) => ({
    id: row.id,
    leadId: row.lead_id,
    callId: row.call_id,
    companyName: row.leads?.company_name,
    customerName: row.customer_name,
    customerEmail: row.customer_email,
    customerPhone: row.customer_phone,
    attendeeTimezone: row.attendee_timezone,
    startTime: row.start_time,
    endTime: row.end_time,
    status: statusSchema.parse(row.status),
    isNoShow: row.is_no_show,
    cancellationReason: row.cancellation_reason,
    title: row.title,
    meetingUrl: row.meeting_url,
    movedFrom: row.previous_uid ? earlier.get(row.previous_uid) : undefined,
    movedTo: later.get(row.cal_booking_uid),
  }));
}

/** When those were that the rows have replaced, by uid. */
async function findPredecessors(ctx: ReadContext, selected: readonly SelectedAppointment[]) {
  const uids = selected.flatMap((row) => row.previous_uid ?? []);
  if (uids.length === 0) return new Map<string, string>();
  const { data, error } = await ctx.db
    .from("appointments")
    .select("cal_booking_uid, start_time")
    .in("cal_booking_uid", uids);
  if (error) throw databaseError("reading what appointments replaced", error);
  return new Map(data.map((row) => [row.cal_booking_uid, row.start_time]));
}

/** When those are that have replaced the rows, by the uid that was replaced. */
async function findSuccessors(ctx: ReadContext, selected: readonly SelectedAppointment[]) {
  const uids = selected.flatMap((row) => (row.status === "rescheduled" ? row.cal_booking_uid : []));
  if (uids.length === 0) return new Map<string, string>();
  const { data, error } = await ctx.db
    .from("appointments")
    .select("previous_uid, start_time")
    .in("previous_uid", uids);
  if (error) throw databaseError("reading what replaced appointments", error);
  return new Map(data.map((row) => [row.previous_uid ?? "", row.start_time]));
}
