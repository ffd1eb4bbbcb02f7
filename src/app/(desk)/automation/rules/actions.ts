"use server";

import { z } from "zod";
import { adminAction } from "@/lib/action-client";
import {
  confirmRegistrations,
  resetCallingRule,
  ruleChangeSchema,
  saveCallingRule,
} from "@/lib/services/calling-rules";
import { addTeamHoliday, removeTeamHoliday, teamHolidaySchema } from "@/lib/services/holidays";
import { registrationSchema, toRegistrationReason } from "@/lib/utils/registration-text";

export const saveCallingRuleAction = adminAction
  .metadata({ name: "calling-rules.save" })
  .inputSchema(ruleChangeSchema)
  .action(async ({ parsedInput: rule, ctx }) => {
    await saveCallingRule(ctx, { teamId: ctx.membership.teamId, rule });
    return { isDone: true };
  });

/** The sentence that was confirmed is stored with what the operator wrote. */
export const confirmRegistrationsAction = adminAction
  .metadata({ name: "calling-rules.confirm-registrations" })
  .inputSchema(registrationSchema)
  .action(async ({ parsedInput: { states, note }, ctx }) => {
    const reason = toRegistrationReason(note);
    await confirmRegistrations(ctx, { teamId: ctx.membership.teamId, states, reason });
    return { isDone: true };
  });

export const resetCallingRuleAction = adminAction
  .metadata({ name: "calling-rules.reset" })
  .inputSchema(z.object({ state: z.string().length(2) }))
  .action(async ({ parsedInput, ctx }) => {
    await resetCallingRule(ctx, { teamId: ctx.membership.teamId, ...parsedInput });
    return { isDone: true };
  });

export const addHolidayAction = adminAction
  .metadata({ name: "holidays.add" })
  .inputSchema(teamHolidaySchema)
  .action(async ({ parsedInput, ctx }) =>
    addTeamHoliday(ctx, { teamId: ctx.membership.teamId, ...parsedInput }),
  );

export const removeHolidayAction = adminAction
  .metadata({ name: "holidays.remove" })
  .inputSchema(z.object({ holidayId: z.uuid() }))
  .action(async ({ parsedInput, ctx }) => {
    await removeTeamHoliday(ctx, { teamId: ctx.membership.teamId, ...parsedInput });
    return { isDone: true };
  });
