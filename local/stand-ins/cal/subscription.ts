import { createHmac } from "node:crypto";
import type { Timers } from "../clock";
import type { JsonObject } from "../json";
import type { Log } from "../log";
import { createRandom } from "../random";
import { type Webhook, WebhookOutbox, type WebhookTransport } from "../webhooks";

export interface SubscriptionParts {
  readonly timers: Timers;
  readonly transport: WebhookTransport;
  readonly now: () => Date;
  readonly log: Log;
  readonly url: () => string;
  readonly secret: string;
  readonly seed: number;
}

const RETRIED = [408, 429, 500, 502, 503, 504];
const MOST_RETRIES = 3;
/** The service sets no time-out of its own; its platform cuts off at about this. */
const TIMEOUT_MS = 30_000;

/** The one subscription to this calendar's events. */
export class Subscription {
  readonly outbox: WebhookOutbox;
  /** Set to false by an answer of 410, as the service does. */
  isActive = true;
  /** `queue` sends after the API has answered and retries; `inline` sends before and tries once. */
  mode: "queue" | "inline" = "queue";
  /** Signs with another secret, or, as for a subscription without a secret, not at all. */
  signing: "right" | "wrong" | "none" = "right";
  private sent = 0;

  constructor(private readonly parts: SubscriptionParts) {
    const { timers, transport, now, log } = parts;
    this.outbox = new WebhookOutbox({ timers, now, log, transport: this.watch(transport) });
  }

  /** Sends an event. In `inline` mode the returned promise lasts until the receiver has answered. */
  async send(triggerEvent: string, fields: JsonObject): Promise<void> {
    if (!this.isActive) return;
    const createdAt = this.parts.now().toISOString();
    const webhook = this.build(
      triggerEvent,
      JSON.stringify({ triggerEvent, createdAt, ...fields }),
    );
    this.sent += 1;
    if (this.mode === "queue") {
      this.outbox.send(webhook, this.random().int(300, 2500));
      return;
    }
    if (this.outbox.faults.rules.length > 0) this.outbox.send(webhook);
    else await this.outbox.attempt(webhook, 1);
  }

  private build(type: string, body: string): Webhook {
    const headers = {
      "content-type": "application/json",
      "X-Cal-Signature-256": this.sign(body),
      "X-Cal-Webhook-Version": "2021-10-20",
    };
    const random = this.random();
    return {
      type,
      request: () => ({ url: this.parts.url(), headers, body, timeoutMs: TIMEOUT_MS }),
      retry: (attempt, status) => {
        if (this.mode === "inline" || attempt > MOST_RETRIES) return undefined;
        if (status !== undefined && !RETRIED.includes(status)) return undefined;
        return Math.round(10_000 * 1.5 ** (attempt - 1) * (1 + random.next() / 5));
      },
    };
  }

  private sign(body: string): string {
    const { secret } = this.parts;
    if (this.signing === "none" || secret === "") return "no-secret-provided";
    const key = this.signing === "wrong" ? `${secret}-wrong` : secret;
    return createHmac("sha256", key).update(body).digest("hex");
  }

  private watch(transport: WebhookTransport): WebhookTransport {
    return async (request) => {
      const reply = await transport(request);
      if (reply.status === 410) this.isActive = false;
      return reply;
    };
  }

  private random() {
    return createRandom(`cal-webhook:${this.parts.seed}:${this.sent}`);
  }
}
