import { createHmac } from "node:crypto";
import type { Timers } from "../clock";
import type { Ids } from "../random";
import type { RetryPlan, WebhookOutbox } from "../webhooks";
import type { StoredMail } from "./types";
import { bareAddress } from "./validate";

export interface EventParts {
  readonly timers: Timers;
  readonly ids: Ids;
  readonly now: () => Date;
  readonly outbox: WebhookOutbox;
  readonly url: () => string;
  readonly secret: string | undefined;
  readonly changed: () => void;
}

const SECOND_MS = 1000;
const HOUR_MS = 3_600_000;
const RETRY_WAITS_MS = [
  5 * SECOND_MS,
  300 * SECOND_MS,
  1800 * SECOND_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  10 * HOUR_MS,
];
const TIMEOUT_MS = 15_000;

const retry: RetryPlan = (attempt) => RETRY_WAITS_MS[attempt - 1];

/** What becomes of mails after they were accepted, told to the application when webhooks are on. */
export class MailEvents {
  /** Whether events are sent; the service sends none until an endpoint is set up. */
  isEnabled = false;

  constructor(private readonly parts: EventParts) {}

  /** Lets an accepted mail take its way: sent at once, then delivered, bounced or complained about. */
  follow(mail: StoredMail): void {
    const delayMs = Math.max(0, Date.parse(mail.scheduledAt ?? "") - this.parts.now().getTime());
    if (delayMs > 0) mail.lastEvent = "scheduled";
    this.parts.timers.after(delayMs || 0, () => this.happen(mail, "sent"));
    this.parts.timers.after((delayMs || 0) + 2 * SECOND_MS, () => this.happen(mail, fateOf(mail)));
  }

  private happen(mail: StoredMail, event: string): void {
    if (mail.lastEvent === "canceled") return;
    if (event === "complained") this.happen(mail, "delivered");
    mail.lastEvent = event;
    this.parts.changed();
    if (this.isEnabled) this.send(mail, event);
  }

  private send(mail: StoredMail, event: string): void {
    const { ids, now, outbox } = this.parts;
    const id = `msg_${ids.base58(27)}`;
    const body = JSON.stringify({
      type: `email.${event}`,
      created_at: now().toISOString(),
      data: {
        email_id: mail.id,
        created_at: mail.createdAt,
        message_id: `<${mail.id}@resend.dev>`,
        from: mail.from,
        to: mail.to,
        subject: mail.subject,
        ...(mail.tags.length > 0
          ? { tags: Object.fromEntries(mail.tags.map(({ name, value }) => [name, value])) }
          : {}),
        ...(event === "bounced" ? { bounce: BOUNCE } : {}),
      },
    });
    outbox.send({ type: `email.${event}`, retry, request: () => this.request(id, body) });
  }

  private request(id: string, body: string) {
    // Receivers compare the timestamp with real time, so the signature is made when the request is.
    const timestamp = String(Math.floor(Date.now() / SECOND_MS));
    const key = Buffer.from((this.parts.secret ?? "").replace(/^whsec_/, ""), "base64");
    const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`);
    return {
      url: this.parts.url(),
      timeoutMs: TIMEOUT_MS,
      body,
      headers: {
        "content-type": "application/json",
        "svix-id": id,
        "svix-timestamp": timestamp,
        "svix-signature": `v1,${signature.digest("base64")}`,
      },
    };
  }
}

const BOUNCE = {
  type: "Permanent",
  subType: "General",
  message: "The recipient's email provider sent a hard bounce message.",
};

/** Addresses whose first part says so bounce or complain, at the service's own test domain and anywhere else. */
function fateOf(mail: StoredMail): string {
  const [local = ""] = bareAddress(mail.to[0] ?? "").split("@");
  if (local.startsWith("bounced")) return "bounced";
  if (local.startsWith("complained")) return "complained";
  return local.startsWith("suppressed") ? "suppressed" : "delivered";
}
