import { asObject, asText, type JsonObject, parseJson } from "../../local/stand-ins/json";
import type { WebhookReply, WebhookRequest } from "../../local/stand-ins/webhooks";
import type { Faults } from "./faults";
import type { ProviderDoor } from "./provider-door";
import type { Scheduler } from "./scheduler";

const MINUTE_MS = 60_000;
/** Sooner than the lead can be called again. */
const LATEST_MS = 50 * MINUTE_MS;
const TAKEN: WebhookReply = { status: 200, body: "{}" };

export interface WebhookParts {
  readonly scheduler: Scheduler;
  readonly faults: Faults;
  readonly provider: () => ProviderDoor;
  /** Lets the application's door handle a webhook; undefined when it dies over it. */
  readonly handle: (name: string, request: Request) => Promise<Response | undefined>;
}

/** Carries the provider's webhooks to the application's door, with all that can happen to them. */
export class WebhookDoor {
  private count = 0;

  constructor(private readonly parts: WebhookParts) {}

  readonly transport = (webhook: WebhookRequest): Promise<WebhookReply> => {
    const { scheduler, faults, provider } = this.parts;
    const message = asObject(asObject(parseJson(webhook.body)).message);
    const type = asText(message.type) ?? "";
    this.count += 1;
    const name = `hook${this.count}:${type}`;
    if (type === "end-of-call-report" && faults.chance("preliminary")) {
      this.later(
        `${name}(preliminary)`,
        preliminaryOf(webhook, message),
        faults.duration(1, LATEST_MS),
      );
    }
    if (type === "end-of-call-report" && faults.chance("lateReport")) {
      const delayMs = faults.duration(3 * MINUTE_MS, LATEST_MS);
      const providerCallId = asText(asObject(message.call).id) ?? "";
      provider().lateUntil.set(providerCallId, scheduler.nowMs + delayMs);
      scheduler.note(`${name}: results late by ${delayMs} ms`);
      this.later(name, webhook, delayMs);
      return Promise.resolve(TAKEN);
    }
    return this.deliver(name, webhook);
  };

  private async deliver(name: string, webhook: WebhookRequest): Promise<WebhookReply> {
    const { scheduler, faults } = this.parts;
    const fault = faults.forDelivery();
    if (fault) scheduler.note(`${name}: ${fault}`);
    switch (fault) {
      case "lost":
        return TAKEN;
      case "late":
        this.later(name, webhook, faults.duration(1000, LATEST_MS));
        return TAKEN;
      case "twice":
        void this.post(`${name}(copy)`, webhook).catch(() => undefined);
        return this.post(name, webhook);
      case "again-later":
        this.later(`${name}(again)`, webhook, faults.duration(1000, 3 * LATEST_MS));
        return this.post(name, webhook);
      case "lost-answer":
        await this.post(name, webhook);
        throw new Error("the answer was lost");
      default:
        return this.post(name, webhook);
    }
  }

  /** Once: whether it is taken is of no interest to the provider any more. */
  private later(name: string, webhook: WebhookRequest, delayMs: number): void {
    this.parts.scheduler.setTimeout(
      () => void this.post(`${name}(late)`, webhook).catch(() => undefined),
      delayMs,
    );
  }

  /** Waits for the answer as long as the provider does. */
  private post(name: string, webhook: WebhookRequest): Promise<WebhookReply> {
    const { url, headers, body, timeoutMs } = webhook;
    return new Promise((resolve, reject) => {
      const cancel = this.parts.scheduler.setTimeout(
        () => reject(new Error("no answer in time")),
        timeoutMs,
      );
      const request = new Request(url, { method: "POST", headers, body });
      void this.parts.handle(name, request).then(async (response) => {
        cancel();
        this.parts.scheduler.touch();
        if (!response) return reject(new Error("the connection was closed"));
        resolve({ status: response.status, body: await response.text() });
      });
    });
  }
}

/** The same report as the provider is known to send it too early: without anything that has to be worked out. */
function preliminaryOf(webhook: WebhookRequest, message: JsonObject): WebhookRequest {
  const { type, timestamp, call, endedReason, startedAt, endedAt } = message;
  const early = {
    type,
    timestamp: Number(timestamp) - 1500,
    call,
    endedReason,
    startedAt,
    endedAt,
  };
  return { ...webhook, body: JSON.stringify({ message: early }) };
}
