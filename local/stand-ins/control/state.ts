import type { JsonObject } from "../json";
import type { Mailbox } from "../mailbox";
import type { ResendStandIn } from "../resend/resend-stand-in";
import type { VapiStandIn } from "../vapi/vapi-stand-in";
import type { StandInSet } from "./commands";

/** The switches of each stand-in and its latest webhook deliveries. */
export function controlState({ vapi, cal, resend }: StandInSet) {
  return {
    vapi: {
      creates: vapi.faults.creates,
      states: [...vapi.faults.states],
      limitedNumbers: [...vapi.faults.limitedNumbers],
      endedReasons: vapi.faults.endedReasons,
      toolCallShape: vapi.faults.toolCallShape,
      scripts: Object.fromEntries(vapi.scripts),
      heldNumbers: [...vapi.runner.heldNumbers],
      concurrency: {
        limit: vapi.concurrencyLimit,
        mode: vapi.concurrencyMode,
        active: vapi.records.activeCount,
      },
      webhooks: vapi.outbox.faults.rules,
      deliveries: vapi.outbox.attempts.slice(-50),
    },
    cal: {
      requests: cal.faults.requests,
      strangers: cal.faults.strangers.length,
      delivery: {
        mode: cal.subscription.mode,
        signing: cal.subscription.signing,
        isActive: cal.subscription.isActive,
      },
      isConfirmationRequired: cal.eventType.requiresConfirmation,
      webhooks: cal.subscription.outbox.faults.rules,
      deliveries: cal.subscription.outbox.attempts.slice(-50),
    },
    resend: {
      sends: resend.faults.sends,
      isEventsEnabled: resend.events.isEnabled,
      unverifiedDomains: [...resend.unverifiedDomains],
      webhooks: resend.outbox.faults.rules,
      deliveries: resend.outbox.attempts.slice(-50),
    },
  };
}

/** A mail of either kind, as the inspector and the tests look at it. */
export interface MailView {
  readonly id: string;
  readonly source: "app" | "auth";
  readonly createdAt: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly html: string | null;
  readonly text: string | null;
  readonly status: string;
  readonly details: JsonObject;
}

/** All mails, newest first. */
export function mailState(resend: ResendStandIn, mailbox: Mailbox): MailView[] {
  const fromApp = [...resend.mails.values()].map(
    ({ id, createdAt, from, to, subject, html, text, lastEvent, ...rest }): MailView => {
      const { cc, bcc, replyTo, headers, tags, attachments, idempotencyKey, scheduledAt } = rest;
      const details = { cc, bcc, replyTo, headers, tags, attachments, idempotencyKey, scheduledAt };
      const status = lastEvent;
      return { id, source: "app", createdAt, from, to, subject, html, text, status, details };
    },
  );
  const fromAuth = [...mailbox.mails.values()].map(
    (mail): MailView => ({
      ...mail,
      to: [mail.to],
      source: "auth",
      status: "delivered",
      details: {},
    }),
  );
  return [...fromApp, ...fromAuth].sort((a, b) => b.createdAt.localeCompare(a.createdAt));
}

/** All calls, newest first. */
export function callState(vapi: VapiStandIn) {
  return [...vapi.records.all.values()].reverse().map((record) => ({
    id: record.id,
    number: record.number,
    script: record.script,
    attempt: record.attempt,
    status: record.status,
    createdAt: record.created.createdAt,
    startedAt: record.startedAt,
    endedAt: record.endedAt,
    endedReason: record.endedReason,
    toolUses: record.toolUses,
    transcript: record.report?.transcript,
  }));
}
