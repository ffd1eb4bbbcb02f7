"use server";

import { memberAction } from "@/lib/action-client";
import {
  cancelAppointment,
  cancelAppointmentSchema,
  listOpenings,
  openingsQuerySchema,
  rescheduleAppointment,
  rescheduleAppointmentSchema,
} from "@/lib/services/appointments/change";

export const listOpeningsAction = memberAction
  .metadata({ name: "appointments.openings" })
  .inputSchema(openingsQuerySchema)
  .action(async ({ parsedInput, ctx }) => listOpenings(ctx, parsedInput));

export const rescheduleAppointmentAction = memberAction
  .metadata({ name: "appointments.reschedule" })
  .inputSchema(rescheduleAppointmentSchema)
  .action(async ({ parsedInput, ctx }) => rescheduleAppointment(ctx, parsedInput));

export const cancelAppointmentAction = memberAction
  .metadata({ name: "appointments.cancel" })
  .inputSchema(cancelAppointmentSchema)
  .action(async ({ parsedInput, ctx }) => cancelAppointment(ctx, parsedInput));
