import type { Timers } from "./clock";
import type { Log } from "./log";
import type { Random } from "./random";

export interface WebhookRequest {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string;
  /** Real milliseconds: the receiver works in real time whatever the business clock says. */
  readonly timeoutMs: number;
}

export interface WebhookReply {
  readonly status: number;
  readonly body: string;
}

/** Carries a webhook to its receiver; throws when no answer comes. */
export type WebhookTransport = (request: WebhookRequest) => Promise<WebhookReply>;

export const fetchTransport: WebhookTransport = async (request) => {
  const response = await fetch(request.url, {
    method: "POST",
    headers: request.headers,
    body: request.body,
    redirect: "manual",
    signal: AbortSignal.timeout(request.timeoutMs),
  });
  return { status: response.status, body: await response.text() };
};

/** The wait before the next try, in business milliseconds, or undefined when the last answer was final. */
export type RetryPlan = (attempt: number, status: number | undefined) => number | undefined;

export const neverRetry: RetryPlan = () => undefined;

export interface Webhook {
  readonly type: string;
  readonly request: () => WebhookRequest;
  readonly retry: RetryPlan;
}

/** One try to deliver, kept for the inspector and for tests. */
export interface DeliveryAttempt {
  readonly type: string;
  readonly at: string;
  readonly attempt: number;
  readonly status: number | undefined;
  readonly error?: string;
}

/** `lose-answer`: it arrives, and its answer does not come back. */
export const DELIVERY_ACTIONS = ["lose", "lose-answer", "duplicate", "delay", "hold"] as const;

export type DeliveryAction = (typeof DELIVERY_ACTIONS)[number];

export interface DeliveryRule {
  /** A webhook type, or `*` for all. */
  readonly type: string;
  readonly action: DeliveryAction;
  /** How many webhooks it still applies to. */
  times: number;
  /** For `duplicate`: how many extra copies. For `delay`: how many business milliseconds. */
  readonly amount: number;
}

/** How likely each webhook is to meet each fault, from 0 to 1. */
export type DeliveryChances = Readonly<Partial<Record<DeliveryAction, number>>>;

const MOST_COPIES = 2;
const LONGEST_DELAY_MS = 15_000;

/** What to do wrong with the next webhooks. Each rule applies to `times` webhooks of its type, then is gone. */
export class DeliveryFaults {
  readonly rules: DeliveryRule[] = [];
  private dice: { readonly random: Random; readonly chances: DeliveryChances } | undefined;

  lose(type: string, times = 1): void {
    this.rules.push({ type, action: "lose", times, amount: 0 });
  }

  /** Sends `copies` more of each. */
  duplicate(type: string, copies = 1, times = 1): void {
    this.rules.push({ type, action: "duplicate", times, amount: copies });
  }

  delay(type: string, businessMs: number, times = 1): void {
    this.rules.push({ type, action: "delay", times, amount: businessMs });
  }

  /** Keeps it back until another webhook has gone out: the two arrive in the wrong order. */
  hold(type: string, times = 1): void {
    this.rules.push({ type, action: "hold", times, amount: 0 });
  }

  /** Lets its answer be lost: the sender takes it for one that did not arrive. */
  loseAnswer(type: string, times = 1): void {
    this.rules.push({ type, action: "lose-answer", times, amount: 0 });
  }

  /** From now on every webhook may meet every fault, as the dice fall. */
  throwDice(random: Random, chances: DeliveryChances): void {
    this.dice = { random, chances };
  }

  clear(): void {
    this.rules.length = 0;
    this.dice = undefined;
  }

  /** The first rule of `action` that fits `type`, one use of it spent; without one, what the dice say. */
  take(action: DeliveryAction, type: string): DeliveryRule | undefined {
    const index = this.rules.findIndex(
      (rule) => rule.action === action && (rule.type === type || rule.type === "*"),
    );
    const rule = this.rules[index];
    if (!rule) return this.takeChance(action, type);
    rule.times -= 1;
    if (rule.times <= 0) this.rules.splice(index, 1);
    return rule;
  }

  private takeChance(action: DeliveryAction, type: string): DeliveryRule | undefined {
    const { random, chances } = this.dice ?? {};
    if (!random || random.next() >= (chances?.[action] ?? 0)) return undefined;
    const most = action === "delay" ? LONGEST_DELAY_MS : MOST_COPIES;
    return { type, action, times: 1, amount: random.int(1, most) };
  }
}

const LONGEST_HOLD_MS = 30_000;
const ATTEMPTS_KEPT = 500;

/** Sends the webhooks of one stand-in, with its retries and its faults. */
export class WebhookOutbox {
  readonly faults = new DeliveryFaults();
  readonly attempts: DeliveryAttempt[] = [];
  private held: Webhook[] = [];

  constructor(
    private readonly parts: {
      timers: Timers;
      transport: WebhookTransport;
      now: () => Date;
      log: Log;
    },
  ) {}

  /** Sends in the background, after `delayMs` of business time. */
  send(webhook: Webhook, delayMs = 0): void {
    const { faults } = this;
    if (faults.take("lose", webhook.type)) return;
    const copies = 1 + (faults.take("duplicate", webhook.type)?.amount ?? 0);
    const extraMs = faults.take("delay", webhook.type)?.amount ?? 0;
    if (faults.take("hold", webhook.type)) {
      this.hold(webhook);
      return;
    }
    for (let copy = 0; copy < copies; copy += 1) {
      this.parts.timers.after(delayMs + extraMs, () => this.tryBackground(webhook, 1));
    }
  }

  /** Sends once and waits for the answer; undefined when none came. */
  async attempt(webhook: Webhook, attempt: number): Promise<WebhookReply | undefined> {
    const reply = await this.post(webhook, attempt);
    this.releaseHeld();
    return reply;
  }

  private async tryBackground(webhook: Webhook, attempt: number): Promise<void> {
    const reply = await this.attempt(webhook, attempt);
    const waitMs = isSuccess(reply) ? undefined : webhook.retry(attempt, reply?.status);
    if (waitMs === undefined) return;
    this.parts.timers.after(waitMs, () => this.tryBackground(webhook, attempt + 1));
  }

  private async post(webhook: Webhook, attempt: number): Promise<WebhookReply | undefined> {
    const details = { type: webhook.type, at: this.parts.now().toISOString(), attempt };
    try {
      const reply = await this.parts.transport(webhook.request());
      if (this.faults.take("lose-answer", webhook.type)) throw new Error("the answer was lost");
      this.record({ ...details, status: reply.status });
      return reply;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.record({ ...details, status: undefined, error: reason });
      this.parts.log(`webhook ${webhook.type}, try ${attempt}, was not answered: ${reason}`);
      return undefined;
    }
  }

  private hold(webhook: Webhook): void {
    this.held.push(webhook);
    this.parts.timers.after(LONGEST_HOLD_MS, () => this.releaseHeld());
  }

  private releaseHeld(): void {
    const released = this.held;
    this.held = [];
    for (const webhook of released) {
      this.parts.timers.after(0, () => this.tryBackground(webhook, 1));
    }
  }

  private record(attempt: DeliveryAttempt): void {
    this.attempts.push(attempt);
    if (this.attempts.length > ATTEMPTS_KEPT) this.attempts.shift();
  }
}

export function isSuccess(reply: WebhookReply | undefined): boolean {
  return reply !== undefined && reply.status >= 200 && reply.status < 300;
}
