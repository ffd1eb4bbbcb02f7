import { z } from "zod";
import type { ServiceContext } from "../../context";
import type { Tables } from "../../database.types";
import { databaseError } from "../../errors";

const APPOINTMENT_COLUMNS =
  "id, lead_id, customer_name, customer_email, customer_phone, attendee_timezone, start_time, end_time, status, cancellation_reason, title, meeting_url, is_no_show, leads!appointments_lead_id_fkey(company_name)";

export const APPOINTMENT_STATUSES = [
  "pending",
  "accepted",
  "cancelled",
  "rejected",
  "rescheduled",
] as const;

export type AppointmentStatus = (typeof APPOINTMENT_STATUSES)[number];

export interface AppointmentRow {
  readonly id: string;
  readonly leadId: string | null;
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
}

export const appointmentQuerySchema = z.object({
  teamId: z.uuid(),
  /** Upcoming: not over yet, soonest first. Past: over, latest first. */
  when: z.enum(["upcoming", "past"]),
  /** The first page is 1. */
  page: z.int().min(1),
  pageSize: z.int().min(1).max(200),
});

export type AppointmentQuery = z.output<typeof appointmentQuerySchema>;

export interface AppointmentPage {
  readonly rows: readonly AppointmentRow[];
  readonly total: number;
}

/** One page of a team's appointments under the caller's rights, on the server and in the browser alike. */
export async function listAppointments(
  ctx: Pick<ServiceContext, "db" | "now">,
  query: AppointmentQuery,
): Promise<AppointmentPage> {
  const now = ctx.now().toISOString();
  const from = (query.page - 1) * query.pageSize;
  const isUpcoming = query.when === "upcoming";
  const request = ctx.db
    .from("appointments")
    .select(APPOINTMENT_COLUMNS, { count: "exact" })
    .eq("team_id", query.teamId);
  const bounded = isUpcoming ? request.gt("end_time", now) : request.lte("end_time", now);
  const { data, error, count } = await bounded
    .order("start_time", { ascending: isUpcoming })
    .order("id")
    .range(from, from + query.pageSize - 1);
  if (error?.code === "PGRST103") return { rows: [], total: from };
  if (error) throw databaseError("listing appointments", error);
  return { rows: data.map(toAppointment), total: count ?? data.length };
}

type SelectedAppointment = Pick<
  Tables<"appointments">,
  | "id"
  | "lead_id"
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

function toAppointment(row: SelectedAppointment): AppointmentRow {
  return {
    id: row.id,
    leadId: row.lead_id,
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
  };
}
