import {
  CalendarCheck,
  CalendarClock,
  CalendarX,
  CircleX,
  History,
  type LucideIcon,
  UserX,
} from "lucide-react";
import { Badge, type Tone } from "@/components/ui/badge";
import type { AppointmentRow, AppointmentStatusFilter } from "@/lib/services/appointments/list";

interface Look {
  readonly label: string;
  readonly tone: Tone;
  readonly icon: LucideIcon;
}

/** How each state of a demo is named and shown, everywhere. */
export const APPOINTMENT_LOOK: Readonly<Record<AppointmentStatusFilter, Look>> = {
  accepted: { label: "Accepted", tone: "green", icon: CalendarCheck },
  pending: { label: "Pending", tone: "amber", icon: CalendarClock },
  cancelled: { label: "Cancelled", tone: "grey", icon: CalendarX },
  rejected: { label: "Rejected", tone: "red", icon: CircleX },
  rescheduled: { label: "Rescheduled", tone: "slate", icon: History },
  no_show: { label: "No-show", tone: "amber", icon: UserX },
};

export function lookOf(row: AppointmentRow): Look {
  return APPOINTMENT_LOOK[row.isNoShow ? "no_show" : row.status];
}

/** What has become of a demo. */
export function AppointmentBadge({ row }: { readonly row: AppointmentRow }) {
  const { label, tone, icon } = lookOf(row);
  return (
    <Badge tone={tone} icon={icon}>
      {label}
    </Badge>
  );
}
