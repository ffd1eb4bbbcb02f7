import "server-only";
import type { ServiceContext } from "../context";
import type { Database } from "../database.types";
import { AppError, databaseError } from "../errors";
import { type Consent, type ConsentScope, consentText } from "../utils/consent-texts";

/**
 * Puts on record that the basis holds for all leads of an import: one record, as when it had been attested at its start.
 *
 * @throws AppError `forbidden` for viewers and for imports of other teams.
 */
export async function attestImportConsent(
  ctx: ServiceContext,
  input: { readonly teamId: string; readonly importId: string; readonly consent: Consent },
): Promise<void> {
  if (ctx.actor.kind !== "user") throw new AppError("forbidden", "consent is attested by a user");
  const { basis, note } = input.consent;
  const { error } = await ctx.db.from("consents").insert({
    team_id: input.teamId,
    import_id: input.importId,
    basis,
    note,
    text_shown: consentText(basis, "file"),
    attested_by: ctx.actor.userId,
    attested_at: ctx.now().toISOString(),
  });
  if (error) throw databaseError("attesting consent for an import", error);
}

type ConsentArguments = Pick<
  Database["public"]["Functions"]["attest_consent"]["Args"],
  "p_basis" | "p_note" | "p_text_shown"
>;

/** A consent as the arguments of the functions that store it: the wording follows from the basis, never from the browser. */
export function toConsentArguments(consent: Consent | null, scope: ConsentScope): ConsentArguments {
  // The generated types know no nulls in arguments.
  return {
    p_basis: consent?.basis ?? null,
    p_note: consent?.note ?? null,
    p_text_shown: consent ? consentText(consent.basis, scope) : null,
  } as ConsentArguments;
}
