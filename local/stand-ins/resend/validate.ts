import { asList, asObject, asText, isObject, type JsonObject } from "../json";
import { ResendError } from "./errors";
import type { StoredMail } from "./types";

const ADDRESS = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/;
const NAMED_ADDRESS = /^[^<>]*<([^<>]+)>$/;
const TAG = /^[A-Za-z0-9_-]{1,256}$/;
const MOST_RECIPIENTS = 50;
const MOST_TAGS = 75;
const LONGEST_SCHEDULE_MS = 30 * 86_400_000;
/** The service delivers to neither of these; its own test addresses are at resend.dev. */
const REFUSED_DOMAINS = ["example.com", "test.com"];

export type MailInput = Omit<StoredMail, "id" | "createdAt" | "idempotencyKey" | "lastEvent">;

export interface MailRules {
  readonly nowMs: number;
  readonly unverifiedDomains: ReadonlySet<string>;
  /** The only address that mail from onboarding@resend.dev reaches. */
  readonly ownerEmail: string;
}

/** Reads one mail of POST /emails. */
export function readMail(body: JsonObject, rules: MailRules): MailInput {
  for (const field of ["from", "to", "subject"]) {
    if (body[field] === undefined || body[field] === "") {
      throw new ResendError("missing_required_field", `Missing \`${field}\` field.`);
    }
  }
  const from = readFrom(body.from);
  const to = readRecipients(body.to, "to");
  if (to.length > MOST_RECIPIENTS) {
    throw new ResendError("validation_error", "The `to` field can't have more than 50 items.");
  }
  checkSender(from, to, rules);
  const html = asText(body.html) ?? null;
  const text = asText(body.text) ?? null;
  if (html === null && text === null) {
    throw new ResendError("missing_required_field", "Missing `html` or `text` field.");
  }
  return {
    from,
    to,
    cc: readRecipients(body.cc, "cc"),
    bcc: readRecipients(body.bcc, "bcc"),
    replyTo: readRecipients(body.reply_to, "reply_to"),
    subject: String(body.subject),
    html,
    text,
    headers: readHeaders(body.headers),
    tags: readTags(body.tags),
    attachments: readAttachments(body.attachments),
    scheduledAt: readSchedule(body.scheduled_at, rules.nowMs),
  };
}

/** The bare address in `a@b.c` or `Name <a@b.c>`, in lower case. */
export function bareAddress(value: string): string {
  return (NAMED_ADDRESS.exec(value)?.[1] ?? value).trim().toLowerCase();
}

function domainOf(value: string): string {
  return bareAddress(value).split("@").at(-1) ?? "";
}

function readFrom(value: unknown): string {
  const from = asText(value) ?? "";
  if (ADDRESS.test(bareAddress(from))) return from;
  throw badAddress("from");
}

function readRecipients(value: unknown, field: string): string[] {
  if (value === undefined || value === null) return [];
  const list = (Array.isArray(value) ? value : [value]).map(String);
  if (!list.every((item) => ADDRESS.test(bareAddress(item)))) throw badAddress(field);
  if (list.some((item) => REFUSED_DOMAINS.includes(domainOf(item)))) {
    throw new ResendError(
      "validation_error",
      `Invalid \`${field}\` field. Please use our testing email address instead of domains like \`example.com\`.`,
    );
  }
  return list;
}

function badAddress(field: string): ResendError {
  return new ResendError(
    "validation_error",
    `Invalid \`${field}\` field. The email address needs to follow the \`email@example.com\` or \`Name <email@example.com>\` format.`,
  );
}

function checkSender(from: string, to: readonly string[], rules: MailRules): void {
  const domain = domainOf(from);
  if (rules.unverifiedDomains.has(domain)) {
    throw new ResendError(
      "validation_error",
      `The ${domain} domain is not verified. Please, add and verify your domain on https://resend.com/domains`,
      403,
    );
  }
  const isOwn = (item: string) =>
    bareAddress(item) === rules.ownerEmail || domainOf(item) === "resend.dev";
  if (domain === "resend.dev" && !to.every(isOwn)) {
    throw new ResendError(
      "validation_error",
      `You can only send testing emails to your own email address (${rules.ownerEmail}). To send emails to other recipients, please verify a domain at resend.com/domains, and change the \`from\` address to an email using this domain.`,
      403,
    );
  }
}

function readHeaders(value: unknown): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, header] of Object.entries(asObject(value))) {
    if (name.toLowerCase() === "content-type") {
      throw new ResendError("application_error", "Duplicate header 'Content-Type'");
    }
    headers[name] = String(header);
  }
  return headers;
}

function readTags(value: unknown): { name: string; value: string }[] {
  const tags = asList(value).map((item) => ({
    name: asText(asObject(item).name) ?? "",
    value: asText(asObject(item).value) ?? "",
  }));
  const isValid = tags.every((tag) => TAG.test(tag.name) && TAG.test(tag.value));
  if (isValid && tags.length <= MOST_TAGS) return tags;
  throw new ResendError(
    "validation_error",
    "Tags should only contain ASCII letters, numbers, underscores, or dashes.",
  );
}

function readAttachments(value: unknown): { filename: string; contentType: string }[] {
  return asList(value).map((item) => {
    const attachment = asObject(item);
    const filename = asText(attachment.filename);
    const hasContent = typeof attachment.content === "string" || isObject(attachment.content);
    if (!filename || (!hasContent && typeof attachment.path !== "string")) {
      throw new ResendError(
        "invalid_attachment",
        "Attachment must have either a `content` or `path`.",
      );
    }
    return { filename, contentType: asText(attachment.content_type) ?? "" };
  });
}

function readSchedule(value: unknown, nowMs: number): string | null {
  if (value === undefined || value === null) return null;
  const ms = Date.parse(asText(value) ?? "");
  if (Number.isFinite(ms) && ms <= nowMs + LONGEST_SCHEDULE_MS) return new Date(ms).toISOString();
  throw new ResendError(
    "validation_error",
    "The `scheduled_at` field must be an ISO 8601 date within the next 30 days.",
  );
}
