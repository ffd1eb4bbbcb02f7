/**
 * Carries an invitation's token from the link to the welcome page. HttpOnly, so that the token stays out of scripts,
 * addresses, referrers and every log but that of the first request.
 */
export const INVITATION_COOKIE_NAME = "hvac-invitation";

/** Long enough to confirm an e-mail address in between. */
export const INVITATION_COOKIE_SECONDS = 24 * 60 * 60;

/** Whether a text can be an invitation's token at all. */
export function isInvitationToken(text: string | null | undefined): text is string {
  return /^[A-Za-z0-9_-]{32,128}$/.test(text ?? "");
}
