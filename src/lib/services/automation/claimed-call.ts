import { z } from "zod";

/** A call as `claim_due_leads` hands it out, with what is needed to place it. */
export const claimedCallSchema = z.object({
  call_id: z.string(),
  lead_id: z.string(),
  team_id: z.string(),
  attempt: z.number(),
  phone: z.string(),
  company_name: z.string(),
  contact_name: z.string().nullable(),
  email: z.string(),
  timezone: z.string().nullable(),
  city: z.string().nullable(),
  state: z.string().nullable(),
  custom: z.record(z.string(), z.unknown()),
  phone_number_id: z.string().nullable(),
  max_duration_seconds: z.number(),
});

export type ClaimedCall = z.output<typeof claimedCallSchema>;
