"use client";

import { ChoiceFilter } from "@/components/ui/choice-filter";
import {
  APPOINTMENT_STATUS_FILTERS,
  type AppointmentStatusFilter,
} from "@/lib/services/appointments/list";
import { APPOINTMENT_LOOK } from "./appointment-badge";

interface StatusFilterProps {
  readonly value: AppointmentStatusFilter | null;
  readonly onChange: (status: AppointmentStatusFilter | null) => void;
}

/** All demos or those of one state. */
export function StatusFilter({ value, onChange }: StatusFilterProps) {
  return (
    <ChoiceFilter
      legend="Filter by status"
      options={APPOINTMENT_STATUS_FILTERS}
      value={value}
      onChange={onChange}
      nameOf={(option) => (option ? APPOINTMENT_LOOK[option].label : "All")}
    />
  );
}
