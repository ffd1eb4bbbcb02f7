import { beforeEach, describe, expect, test } from "vitest";
import { GET, POST } from "@/app/u/[token]/route";
import { sendDueEmails } from "@/lib/services/emails/send";
import { createTeam, updateRow } from "../support/database-actors";
import { applyBooking, type LeadInCall, leadInCall } from "../support/database-calls";
import { useBookingApp } from "./booking-app";

const app = await useBookingApp();
const MINUTE_MS = 60_000;

let teamId: string;
let call: LeadInCall;
let serial = 0;

// Each test starts with an empty outbox and one confirmation in it.
beforeEach(async () => {
  await app.pool.query("delete from emails");
  app.standIns().resend.mails.clear();
  teamId = await createTeam(app.pool, {
    sender_name: "Acme, Inc.",
    reply_to: "sales@acme.example",
  });
  call = await leadInCall(app.pool, teamId);
  await book();
});

async function book(to: string = call.lead.email): Promise<void> {
  serial += 1;
  const booking = {
    uid: `mail${serial}`,
    status: "accepted",
    call_id: call.call_id,
    attendee_email: to,
  } as const;
  await applyBooking(app.pool, booking, app.clock.now().toISOString());
}

const send = (limit = 10) => sendDueEmails(app.context("cron"), { limit, wallNow: new Date() });

const mails = () => [...app.standIns().resend.mails.values()];

async function outbox() {
  const { rows } = await app.pool.query(
    "select id, to_email, state, attempts, subject, provider_id, last_error, lease_until, next_attempt_at, unsubscribe_token from emails order by created_at",
  );
  return rows;
}

async function only() {
  const [row, ...others] = await outbox();
  expect(others).toEqual([]);
  return row;
}

const link = (token: string) => `http://app.test/u/${token}`;

describe("the outbox", () => {
  test("sends a mail once, with all that it must carry", async () => {
    expect(await send()).toEqual({ sent: 1, failed: 0, retried: 0 });
    expect(await send()).toEqual({ sent: 0, failed: 0, retried: 0 });
    const row = await only();
    expect(row).toMatchObject({ state: "sent", attempts: 1, last_error: null, lease_until: null });
    expect(mails()).toHaveLength(1);
    expect(mails()[0]).toMatchObject({
      id: row.provider_id,
      from: '"Acme, Inc." <demo@sales.example>',
      to: [call.lead.email],
      replyTo: ["sales@acme.example"],
      subject: row.subject,
      headers: {
        "List-Unsubscribe": `<${link(row.unsubscribe_token)}>`,
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      },
      idempotencyKey: `emails/${row.id}`,
      attachments: [],
    });
    expect(mails()[0]?.html).toContain(link(row.unsubscribe_token));
    expect(mails()[0]?.text).toContain("10:00 AM to 10:30 AM Central Time");
    expect(mails()[0]?.text).toContain("1 Main Street, Springfield");
  });

  test("gives one mail to one of several senders at once", async () => {
    const summaries = await Promise.all([send(), send(), send(), send()]);
    expect(summaries.reduce((sum, { sent }) => sum + sent, 0)).toBe(1);
    expect(mails()).toHaveLength(1);
  });

  test.each(["rate-limited", "error-before", "unavailable", "daily-quota"] as const)(
    "ends the run and tries again later after %s",
    async (fault) => {
      await book("second@lee.example");
      app.standIns().resend.faults.nextSends(fault);
      expect(await send()).toEqual({ sent: 0, failed: 0, retried: 1 });
      expect((await outbox()).map((row) => row.attempts)).toEqual([1, 0]);
      expect(await send()).toEqual({ sent: 1, failed: 0, retried: 0 });
      await app.clock.advance(61 * MINUTE_MS);
      expect(await send()).toEqual({ sent: 1, failed: 0, retried: 0 });
      expect(mails()).toHaveLength(2);
    },
  );

  test.each(["error-after", "non-json"] as const)(
    "sends once although the service's answer was lost (%s)",
    async (fault) => {
      app.standIns().resend.faults.nextSends(fault);
      expect(await send()).toMatchObject({ retried: 1 });
      await app.clock.advance(2 * MINUTE_MS);
      expect(await send()).toMatchObject({ sent: 1 });
      expect(mails()).toHaveLength(1);
      expect(await only()).toMatchObject({ state: "sent", attempts: 2 });
    },
  );

  test("goes on with the next when only one mail is stuck", async () => {
    await book("second@lee.example");
    app.standIns().resend.faults.nextSends("in-progress");
    expect(await send()).toEqual({ sent: 1, failed: 0, retried: 1 });
  });

  test("gives up on a mail that the service will never take", async () => {
    await app.pool.query("update emails set to_email = 'pat@example.com'");
    expect(await send()).toEqual({ sent: 0, failed: 1, retried: 0 });
    expect(await only()).toMatchObject({
      state: "failed",
      last_error: expect.stringContaining("validation_error"),
    });
    await app.clock.advance(24 * 60 * MINUTE_MS);
    expect(await send()).toMatchObject({ sent: 0, failed: 0 });
  });

  test("gives up after eight attempts", async () => {
    app.standIns().resend.faults.nextSends("error-before", Number.POSITIVE_INFINITY);
    for (let attempt = 1; attempt <= 7; attempt += 1) {
      expect(await send()).toMatchObject({ retried: 1 });
      await app.clock.advance(361 * MINUTE_MS);
    }
    expect(await send()).toMatchObject({ retried: 0, failed: 1 });
    expect(await only()).toMatchObject({ state: "failed", attempts: 8 });
  });

  test("gives up on content that no template fits", async () => {
    await app.pool.query(`update emails set variables = '{"team_name": 1}'`);
    expect(await send()).toEqual({ sent: 0, failed: 1, retried: 0 });
    expect(mails()).toEqual([]);
  });

  test("sends no more than it was told to", async () => {
    await book("second@lee.example");
    expect(await send(1)).toMatchObject({ sent: 1 });
    expect(mails()).toHaveLength(1);
  });

  test("keeps mail of a team without a postal address", async () => {
    await updateRow(app.pool, "settings", "team_id", teamId, { postal_address: null });
    expect(await send()).toMatchObject({ sent: 0 });
    expect(await only()).toMatchObject({ state: "queued", attempts: 0 });
  });

  test("a mail whose sender died is sent after the lease, and not before", async () => {
    await app.pool.query("update emails set lease_until = now() + interval '30 seconds'");
    expect(await send()).toMatchObject({ sent: 0 });
    const wallNow = new Date(Date.now() + 31_000);
    expect(await sendDueEmails(app.context("cron"), { limit: 1, wallNow })).toMatchObject({
      sent: 1,
    });
  });
});

describe("the unsubscribe link", () => {
  test("asks first: looking at it changes nothing", async () => {
    const { unsubscribe_token: token } = await only();
    const response = await GET(new Request(link(token)));
    expect(response.status).toBe(200);
    const html = await response.text();
    expect(html).toContain('<form method="post">');
    expect(html).not.toContain(call.lead.email);
    expect(html).not.toContain(token);
    expect(await send()).toMatchObject({ sent: 1 });
  });

  test.each([
    ["urlencoded", new URLSearchParams({ "List-Unsubscribe": "One-Click" })],
    ["multipart", formOf({ "List-Unsubscribe": "One-Click" })],
  ])("one click (%s) stops all mail to the address for good", async (_name, body) => {
    const { unsubscribe_token: token } = await only();
    const response = await POST(new Request(link(token), { method: "POST", body }));
    expect(response.status).toBe(200);
    expect(response.headers.get("set-cookie")).toBeNull();
    expect(await only()).toMatchObject({ state: "cancelled" });
    await book();
    expect(await outbox()).toHaveLength(1);
    expect(await send()).toEqual({ sent: 0, failed: 0, retried: 0 });
    const again = await POST(new Request(link(token), { method: "POST", body }));
    expect(again.status).toBe(200);
    const { rows } = await app.pool.query(
      "select channel, source from suppressions where team_id = $1 and address = $2",
      [teamId, call.lead.email],
    );
    expect(rows).toEqual([{ channel: "email", source: "email" }]);
  });

  test("a mail that was queued past a suppression is not sent", async () => {
    await app.pool.query(
      "insert into suppressions (team_id, channel, address, reason, source, suppressed_at) values ($1, 'email', $2, 'bounced', 'email', now())",
      [teamId, call.lead.email],
    );
    expect(await send()).toMatchObject({ sent: 0 });
    expect(mails()).toEqual([]);
  });

  test.each(["0".repeat(48), "short", "%00", "' or 1=1"])(
    "of another form or nobody's (%s) is not found",
    async (token) => {
      for (const handler of [GET, POST]) {
        const method = handler === POST ? "POST" : "GET";
        const response = await handler(new Request(link(token), { method }));
        expect(response.status).toBe(404);
        expect(await response.text()).toContain("not valid");
      }
    },
  );
});

function formOf(fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}
