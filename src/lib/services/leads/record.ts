import { z } from "zod";
import type { ServiceContext } from "../../context";
import { Constants } from "../../database.types";
import { databaseError } from "../../errors";

const { Enums: enums } = Constants.public;

const instant = z.iso.datetime({ offset: true });

const recordSchema = z.object({
  /** The bases on which it may be called, the one that counts first. */
  consents: z.array(
    z.object({
      id: z.uuid(),
      basis: z.enum(enums.consent_basis),
      note: z.string().nullable(),
      /** The wording that was attested. */
      text_shown: z.string(),
      attested_at: instant,
      attested_by: z.string().nullable(),
      import_id: z.uuid().nullable(),
      is_current: z.boolean(),
    }),
  ),
  /** The do-not-call entries of its number and address. */
  suppressions: z.array(
    z.object({
      id: z.uuid(),
      channel: z.enum(enums.suppression_channel),
      reason: z.string(),
      source: z.enum(enums.suppression_source),
      suppressed_at: instant,
      suppressed_by: z.string().nullable(),
    }),
  ),
  /** The latest 20; `at` is when it was sent or is to be tried. */
  emails: z.array(
    z.object({
      id: z.uuid(),
      kind: z.enum(enums.email_kind),
      state: z.enum(enums.email_state),
      to_email: z.string(),
      subject: z.string().nullable(),
      last_error: z.string().nullable(),
      at: instant,
    }),
  ),
  import: z.object({ id: z.uuid(), file_name: z.string() }).nullable(),
});

/** What is on record about one lead besides its own fields and its calls. */
export type LeadRecord = z.output<typeof recordSchema>;

/** Consents, do-not-call entries, mails and the import of a lead, under the caller's rights; undefined when it is gone. */
export async function getLeadRecord(
  ctx: Pick<ServiceContext, "db">,
  { leadId }: { readonly leadId: string },
): Promise<LeadRecord | undefined> {
  const { data, error } = await ctx.db.rpc("get_lead_record", { p_lead_id: leadId });
  if (error) throw databaseError("reading what is on record about a lead", error);
  return data === null ? undefined : recordSchema.parse(data);
}
