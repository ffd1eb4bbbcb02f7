import { type StandInClock, Timers } from "../clock";
import { asList, isObject, type JsonObject, parseJson } from "../json";
import type { Log } from "../log";
import { Ids } from "../random";
import type { Reply } from "../reply";
import { WebhookOutbox, type WebhookTransport } from "../webhooks";
import { errorReply, ResendError } from "./errors";
import { MailEvents } from "./events";
import { type ResendFault, ResendFaults } from "./faults";
import { IdempotencyKeys } from "./idempotency";
import type { StoredMail } from "./types";
import { type MailInput, type MailRules, readMail } from "./validate";

export interface ResendOptions {
  readonly clock: StandInClock;
  readonly log: Log;
  readonly transport: WebhookTransport;
  readonly appUrl: () => string;
  readonly apiKey: string;
  readonly webhookSecret: string | undefined;
  readonly seed: number;
  readonly changed: () => void;
}

export interface ResendRequest {
  readonly authorization: string | undefined;
  readonly userAgent: string | undefined;
  readonly idempotencyKey?: string | undefined;
  readonly validation?: string | undefined;
  readonly path: string;
  readonly text: string;
}

const MOST_IN_BATCH = 100;
const WINDOW_MS = 1000;

/** A mail service that keeps what it is given and delivers nothing. */
export class ResendStandIn {
  readonly faults = new ResendFaults();
  readonly mails = new Map<string, StoredMail>();
  readonly unverifiedDomains = new Set<string>();
  readonly outbox: WebhookOutbox;
  readonly events: MailEvents;
  /** Requests a second, for all keys together. */
  rateLimit = 10;
  ownerEmail = "owner@fieldwise.example";
  private readonly timers: Timers;
  private readonly ids: Ids;
  private readonly keys: IdempotencyKeys;
  private window = { startMs: 0, count: 0 };
  private readonly now = () => this.options.clock.now();

  constructor(private readonly options: ResendOptions) {
    const { clock, seed, transport, log, changed } = options;
    const { now } = this;
    this.timers = new Timers(clock);
    this.ids = new Ids(`resend:${seed}`, now);
    this.keys = new IdempotencyKeys(now);
    this.outbox = new WebhookOutbox({ timers: this.timers, transport, now, log });
    this.events = new MailEvents({
      timers: this.timers,
      ids: this.ids,
      now,
      outbox: this.outbox,
      url: () => `${options.appUrl()}/api/webhook/resend`,
      secret: options.webhookSecret,
      changed,
    });
  }

  /** Runs a request behind the key check and the rate limit, as the service does. */
  handle(request: ResendRequest, work: () => Reply): Reply {
    const headers = this.countRequest();
    try {
      if (this.window.count > this.rateLimit) throw tooManyRequests();
      this.checkCaller(request);
      const reply = work();
      return { ...reply, headers: { ...headers, ...reply.headers } };
    } catch (error) {
      if (!(error instanceof ResendError)) throw error;
      const retryAfter = error.status === 429 ? { "retry-after": "1" } : {};
      return { ...errorReply(error), headers: { ...headers, ...retryAfter } };
    }
  }

  /** POST /emails. */
  send(request: ResendRequest): Reply {
    return this.carryOut(request, () => {
      const body = parseJson(request.text);
      if (!isObject(body)) throw invalidJson();
      const mail = this.store(readMail(body, this.rules()), request.idempotencyKey);
      return { status: 200, body: { id: mail.id } };
    });
  }

  /** POST /emails/batch: all or nothing, unless the caller asked for `permissive`. */
  sendBatch(request: ResendRequest): Reply {
    return this.carryOut(request, () => {
      const list = parseJson(request.text);
      if (!Array.isArray(list)) throw invalidJson();
      if (list.length === 0 || list.length > MOST_IN_BATCH) {
        throw new ResendError("validation_error", "A batch must have from 1 to 100 emails.");
      }
      const isPermissive = request.validation === "permissive";
      const errors: JsonObject[] = [];
      const inputs = list.flatMap((item, index) => {
        try {
          return [this.readBatchItem(item)];
        } catch (error) {
          if (!isPermissive || !(error instanceof ResendError)) throw error;
          errors.push({ index, message: error.message });
          return [];
        }
      });
      const data = inputs.map((input) => ({ id: this.store(input, request.idempotencyKey).id }));
      return { status: 200, body: { data, ...(isPermissive ? { errors } : {}) } };
    });
  }

  get(id: string): Reply {
    return { status: 200, body: mailOnWire(this.find(id)) };
  }

  /** GET /emails, newest first. */
  list(query: Readonly<Record<string, string>>): Reply {
    const limit = Math.min(Math.max(Number(query.limit ?? 20) || 20, 1), 100);
    const newest = [...this.mails.values()].reverse();
    const after = query.after;
    const from = after === undefined ? 0 : newest.findIndex(({ id }) => id === after) + 1;
    const page = newest.slice(from, from + limit);
    const has_more = newest.length > from + limit;
    return { status: 200, body: { object: "list", has_more, data: page.map(mailOnWire) } };
  }

  /** POST /emails/:id/cancel, for a mail that is still to be sent. */
  cancel(id: string): Reply {
    const mail = this.find(id);
    if (mail.lastEvent !== "scheduled") {
      throw new ResendError("validation_error", "Only scheduled emails can be canceled.");
    }
    mail.lastEvent = "canceled";
    this.options.changed();
    return { status: 200, body: { object: "email", id } };
  }

  snapshot(): JsonObject {
    return { count: this.ids.count, mails: [...this.mails.values()] };
  }

  restore(data: JsonObject): void {
    if (typeof data.count === "number") this.ids.count = data.count;
    for (const mail of asList(data.mails).filter(isStoredMail)) this.mails.set(mail.id, mail);
  }

  stop(): void {
    this.timers.stop();
  }

  private carryOut(request: ResendRequest, work: () => Reply): Reply {
    const fault = this.faults.take();
    refuse(fault);
    if (fault === "hang-before") return { status: 504, hang: true };
    const { idempotencyKey, path, text } = request;
    const first = this.keys.find(idempotencyKey, path, text);
    const reply = first ?? work();
    if (!first) this.keys.remember(idempotencyKey, path, text, reply);
    if (fault === "error-after") throw internalError();
    if (fault === "non-json") return { status: 200, text: "<html><body>OK</body></html>" };
    return fault === "hang-after" ? { ...reply, hang: true } : reply;
  }

  private readBatchItem(item: unknown): MailInput {
    if (!isObject(item)) throw invalidJson();
    if (item.attachments !== undefined) {
      throw new ResendError("validation_error", "Attachments are not supported in batch emails.");
    }
    return readMail(item, this.rules());
  }

  private store(input: MailInput, idempotencyKey: string | undefined): StoredMail {
    const createdAt = this.now().toISOString();
    const id = this.ids.uuid();
    const mail: StoredMail = { id, createdAt, idempotencyKey, lastEvent: "queued", ...input };
    this.mails.set(id, mail);
    this.events.follow(mail);
    this.options.changed();
    return mail;
  }

  private find(id: string): StoredMail {
    const mail = this.mails.get(id);
    if (mail) return mail;
    throw new ResendError("not_found", "Email not found");
  }

  private rules(): MailRules {
    const { unverifiedDomains, ownerEmail } = this;
    return { nowMs: this.now().getTime(), unverifiedDomains, ownerEmail };
  }

  private checkCaller({ authorization, userAgent }: ResendRequest): void {
    if (!authorization) throw new ResendError("missing_api_key", "Missing API Key");
    if (authorization !== `Bearer ${this.options.apiKey}`) {
      throw new ResendError("invalid_api_key", "API key is invalid");
    }
    if (!userAgent) throw new ResendError("validation_error", "Missing User-Agent header", 403);
  }

  private countRequest(): Record<string, string> {
    const nowMs = this.now().getTime();
    if (nowMs >= this.window.startMs + WINDOW_MS) this.window = { startMs: nowMs, count: 0 };
    this.window.count += 1;
    return {
      "ratelimit-limit": String(this.rateLimit),
      "ratelimit-remaining": String(Math.max(0, this.rateLimit - this.window.count)),
      "ratelimit-reset": "1",
    };
  }
}

/** Throws for the faults of requests that are never carried out. */
function refuse(fault: ResendFault | undefined): void {
  switch (fault) {
    case "error-before":
      throw internalError();
    case "rate-limited":
      throw tooManyRequests();
    case "unavailable":
      throw new ResendError("service_unavailable", "Service temporarily unavailable.");
    case "daily-quota":
      throw new ResendError("daily_quota_exceeded", "You have reached your daily email quota.");
    case "monthly-quota":
      throw new ResendError("monthly_quota_exceeded", "You have reached your monthly email quota.");
    case "in-progress":
      throw new ResendError(
        "concurrent_idempotent_requests",
        "Another request with the same idempotency key is still in progress. Try again later.",
      );
    default:
  }
}

function internalError(): ResendError {
  return new ResendError(
    "application_error",
    "Internal server error. We are unable to process your request right now, please try again later.",
  );
}

function tooManyRequests(): ResendError {
  return new ResendError(
    "rate_limit_exceeded",
    "Too many requests. You can only make 10 requests per second. See rate limit response headers for more information. Or contact support to increase rate limit.",
  );
}

function invalidJson(): ResendError {
  return new ResendError("validation_error", "The request body is not valid JSON.", 400);
}

function mailOnWire(mail: StoredMail): JsonObject {
  return {
    object: "email",
    id: mail.id,
    to: mail.to,
    from: mail.from,
    created_at: mail.createdAt,
    subject: mail.subject,
    html: mail.html,
    text: mail.text,
    bcc: mail.bcc,
    cc: mail.cc,
    reply_to: mail.replyTo,
    last_event: mail.lastEvent,
    scheduled_at: mail.scheduledAt,
    tags: mail.tags,
  };
}

/** Kept data was written by this file; it is enough to see that it is a mail at all. */
function isStoredMail(value: unknown): value is StoredMail {
  return isObject(value) && typeof value.id === "string" && Array.isArray(value.to);
}
