import { type RenderedEmail, renderEmail } from "../../../emails/render";
import type { ServiceContext } from "../../context";
import type { Database } from "../../database.types";
import { getEnv } from "../../env";
import { databaseError } from "../../errors";
import { type SendResult, sendMail } from "../../resend";

type ClaimedEmail = Database["public"]["Functions"]["claim_due_emails"]["Returns"][number];

export interface SendOptions {
  /** How many e-mails this run may send. */
  readonly limit: number;
  /** Real time at the start: leases must hold however fast business time runs. */
  readonly wallNow: Date;
}

export interface SendSummary {
  readonly sent: number;
  readonly failed: number;
  readonly retried: number;
}

const LEASE_MS = 60_000;
const MINUTE_MS = 60_000;
const LONGEST_WAIT_MS = 6 * 60 * MINUTE_MS;
const MOST_ATTEMPTS = 8;
const WAIT_FACTOR = 4;

/**
 * Sends what is due in the outbox, each e-mail once: it is claimed under a lease and sent with an idempotency key.
 * Trouble that concerns all mail (rate limit, quota, outage) ends the run.
 */
export async function sendDueEmails(
  ctx: ServiceContext,
  { limit, wallNow }: SendOptions,
): Promise<SendSummary> {
  const counts = { sent: 0, failed: 0, retried: 0 };
  const startedMs = performance.now();
  for (let handled = 0; handled < limit; handled += 1) {
    const email = await claimNext(ctx, new Date(wallNow.getTime() + performance.now() - startedMs));
    if (!email) break;
    const { outcome, isStopped } = await handle(ctx, email);
    counts[outcome] += 1;
    if (isStopped) break;
  }
  return counts;
}

/** The wait before the next attempt: 1, 4, 16 … minutes, at most six hours. */
export function retryDelayMs(attempts: number): number {
  return Math.min(MINUTE_MS * WAIT_FACTOR ** Math.max(0, attempts - 1), LONGEST_WAIT_MS);
}

/** One at a time, so that no e-mail's lease runs out while it waits for its turn. */
async function claimNext(ctx: ServiceContext, wallNow: Date): Promise<ClaimedEmail | undefined> {
  const { data, error } = await ctx.db.rpc("claim_due_emails", {
    p_now: ctx.now().toISOString(),
    p_wall_now: wallNow.toISOString(),
    p_lease_until: new Date(wallNow.getTime() + LEASE_MS).toISOString(),
    p_limit: 1,
  });
  if (error) throw databaseError("claiming an e-mail", error);
  return data[0];
}

interface Handled {
  readonly outcome: keyof SendSummary;
  readonly isStopped: boolean;
}

async function handle(ctx: ServiceContext, email: ClaimedEmail): Promise<Handled> {
  const rendered = await tryRender(ctx, email);
  if (!rendered) return await fail(ctx, email, "The stored content does not fit the template.");
  const result = await send(email, rendered);
  switch (result.type) {
    case "sent":
      await recordSent(ctx, email, rendered.subject, result.providerId);
      return { outcome: "sent", isStopped: false };
    case "final":
      return await fail(ctx, email, result.error);
    case "retry":
      return email.attempts >= MOST_ATTEMPTS
        ? await fail(ctx, email, `${result.error} (gave up after ${email.attempts} attempts)`)
        : await retryLater(ctx, email, result);
    default:
      return result satisfies never;
  }
}

async function tryRender(
  ctx: ServiceContext,
  email: ClaimedEmail,
): Promise<RenderedEmail | undefined> {
  try {
    return await renderEmail(email.kind, email.variables, {
      senderName: email.sender_name,
      postalAddress: email.postal_address,
      unsubscribeUrl: unsubscribeUrl(email),
    });
  } catch (error) {
    ctx.log.error({ emailId: email.id, kind: email.kind, error }, "an e-mail cannot be rendered");
    return undefined;
  }
}

function send(email: ClaimedEmail, rendered: RenderedEmail): Promise<SendResult> {
  return sendMail({
    id: email.id,
    to: email.to_email,
    senderName: email.sender_name,
    replyTo: email.reply_to,
    ...rendered,
    unsubscribeUrl: unsubscribeUrl(email),
  });
}

function unsubscribeUrl(email: ClaimedEmail): string {
  return `${getEnv().APP_URL}/u/${email.unsubscribe_token}`;
}

async function recordSent(
  ctx: ServiceContext,
  email: ClaimedEmail,
  subject: string,
  providerId: string,
): Promise<void> {
  const { error } = await ctx.db.rpc("record_email_sent", {
    p_email_id: email.id,
    p_subject: subject,
    p_provider_id: providerId,
    p_now: ctx.now().toISOString(),
  });
  if (error) throw databaseError("recording a sent e-mail", error);
}

async function retryLater(
  ctx: ServiceContext,
  email: ClaimedEmail,
  result: Extract<SendResult, { type: "retry" }>,
): Promise<Handled> {
  const waitMs = Math.max(retryDelayMs(email.attempts), (result.afterSeconds ?? 0) * 1000);
  const retryAt = new Date(ctx.now().getTime() + waitMs).toISOString();
  ctx.log.warn({ emailId: email.id, reason: result.error, retryAt }, "an e-mail was not taken");
  await recordFailure(ctx, email, result.error, retryAt);
  return { outcome: "retried", isStopped: result.concernsAll };
}

async function fail(ctx: ServiceContext, email: ClaimedEmail, reason: string): Promise<Handled> {
  ctx.log.error({ emailId: email.id, reason }, "an e-mail failed for good");
  await recordFailure(ctx, email, reason);
  return { outcome: "failed", isStopped: false };
}

async function recordFailure(
  ctx: ServiceContext,
  email: ClaimedEmail,
  reason: string,
  retryAt?: string,
): Promise<void> {
  const { error } = await ctx.db.rpc("record_email_failure", {
    p_email_id: email.id,
    p_error: reason,
    ...(retryAt ? { p_retry_at: retryAt } : {}),
  });
  if (error) throw databaseError("recording a failed e-mail", error);
}
