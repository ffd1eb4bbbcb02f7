import { type CreateEmailOptions, Resend } from "resend";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { messagesAt, type Rig, SECRETS, startRig } from "./rig";

const HOUR_MS = 3_600_000;

let rig: Rig;
let resend: Resend;

beforeEach(async () => {
  rig = await startRig();
  resend = new Resend(SECRETS.resendApiKey, { baseUrl: rig.standIns.resendUrl });
});

afterEach(() => rig.stop());

function mail(extra: Partial<CreateEmailOptions> = {}): CreateEmailOptions {
  const base = {
    from: "Fieldwise <hello@fieldwise.example>",
    to: "pat@lee-air.example",
    subject: "Your demo",
    html: "<p>Hello</p>",
    text: "Hello",
  };
  return Object.assign(base, extra);
}

describe("sending", () => {
  it("keeps the mail and answers with its id and the limits", async () => {
    const headers = { "List-Unsubscribe": "<https://app.example/u/1>" };
    const { data, error, headers: limits } = await resend.emails.send(mail({ headers }));
    expect(error).toBeNull();
    expect(limits).toMatchObject({ "ratelimit-limit": "10", "ratelimit-remaining": "9" });
    const kept = await resend.emails.get(data?.id ?? "");
    expect(kept.data).toMatchObject({ to: ["pat@lee-air.example"], last_event: "queued" });
    await rig.clock.advance(5000);
    expect((await resend.emails.get(data?.id ?? "")).data?.last_event).toBe("delivered");
    expect(rig.standIns.resend.mails.get(data?.id ?? "")?.headers).toEqual(headers);
  });

  it.each([
    [{ to: "pat@example.com" }, 422, "validation_error", "testing email address"],
    [{ to: "pat" }, 422, "validation_error", "Invalid `to` field. The email address needs"],
    [{ subject: "" }, 422, "missing_required_field", "Missing `subject` field."],
    [{ from: "onboarding@resend.dev" }, 403, "validation_error", "only send testing emails"],
    [
      { tags: [{ name: "kind", value: "not interested" }] },
      422,
      "validation_error",
      "Tags should only contain ASCII letters",
    ],
  ])("refuses %j", async (extra, statusCode, name, text) => {
    const { data, error } = await resend.emails.send(mail(extra));
    expect(data).toBeNull();
    expect(error).toMatchObject({ statusCode, name, message: expect.stringContaining(text) });
  });

  it("refuses a wrong key, no key, and a sender whose domain is not verified", async () => {
    const other = new Resend("re_other", { baseUrl: rig.standIns.resendUrl });
    expect((await other.emails.send(mail())).error?.name).toBe("invalid_api_key");
    const bare = await fetch(`${rig.standIns.resendUrl}/emails`, { method: "POST", body: "{}" });
    expect(await bare.json()).toMatchObject({ statusCode: 401, name: "missing_api_key" });
    rig.standIns.resend.unverifiedDomains.add("fieldwise.example");
    expect((await resend.emails.send(mail())).error?.message).toContain("domain is not verified");
  });

  it("lists the newest first", async () => {
    for (const subject of ["one", "two", "three"]) await resend.emails.send(mail({ subject }));
    const { data } = await resend.emails.list({ limit: 2 });
    expect(data).toMatchObject({
      has_more: true,
      data: [{ subject: "three" }, { subject: "two" }],
    });
  });

  it("sends a batch as a whole or not at all, and without attachments", async () => {
    const sent = await resend.batch.send([mail(), mail({ to: "sam@lee-air.example" })]);
    expect(sent.data?.data).toHaveLength(2);
    const refused = await resend.batch.send([mail(), mail({ to: "nobody" })]);
    expect(refused.error?.name).toBe("validation_error");
    expect(rig.standIns.resend.mails.size).toBe(2);
    const partly = await resend.batch.send([mail(), mail({ to: "nobody" })], {
      batchValidation: "permissive",
    });
    expect(partly.data).toMatchObject({ data: [{}], errors: [{ index: 1 }] });
  });
});

describe("idempotency keys", () => {
  it("send once for the same body, refuse another, and are forgotten after a day", async () => {
    const key = { idempotencyKey: "confirmation/1" };
    const first = await resend.emails.send(mail(), key);
    const again = await resend.emails.send(mail(), key);
    expect(again.data?.id).toBe(first.data?.id);
    expect((await resend.emails.send(mail({ subject: "Other" }), key)).error).toMatchObject({
      statusCode: 409,
      name: "invalid_idempotent_request",
    });
    await rig.clock.advance(24 * HOUR_MS);
    const later = await resend.emails.send(mail(), key);
    expect(later.data?.id).not.toBe(first.data?.id);
    expect(rig.standIns.resend.mails.size).toBe(2);
  });

  it("of more than 256 characters are refused", async () => {
    const { error } = await resend.emails.send(mail(), { idempotencyKey: "x".repeat(257) });
    expect(error).toMatchObject({ statusCode: 400, name: "invalid_idempotency_key" });
  });

  it("save a mail whose answer was lost", async () => {
    const key = { idempotencyKey: "confirmation/2" };
    rig.standIns.resend.faults.nextSends("error-after");
    expect((await resend.emails.send(mail(), key)).error?.statusCode).toBe(500);
    const { data } = await resend.emails.send(mail(), key);
    expect([...rig.standIns.resend.mails.keys()]).toEqual([data?.id]);
  });
});

describe("limits and faults", () => {
  it("takes ten requests a second", async () => {
    for (let sent = 0; sent < 10; sent += 1) {
      expect((await resend.emails.send(mail())).error).toBeNull();
    }
    const refused = await resend.emails.send(mail());
    expect(refused.error?.name).toBe("rate_limit_exceeded");
    expect(refused.headers).toMatchObject({ "retry-after": "1", "ratelimit-remaining": "0" });
    await rig.clock.advance(1000);
    expect((await resend.emails.send(mail())).error).toBeNull();
  });

  it.each([
    ["daily-quota", 429, "daily_quota_exceeded"],
    ["monthly-quota", 429, "monthly_quota_exceeded"],
    ["in-progress", 409, "concurrent_idempotent_requests"],
    ["unavailable", 503, "service_unavailable"],
    ["error-before", 500, "application_error"],
  ] as const)("fails with %s", async (fault, statusCode, name) => {
    rig.standIns.resend.faults.nextSends(fault);
    expect((await resend.emails.send(mail())).error).toMatchObject({ statusCode, name });
    expect(rig.standIns.resend.mails.size).toBe(0);
    expect((await resend.emails.send(mail())).error).toBeNull();
  });

  it("accepts and then says nothing, or nothing that can be read", async () => {
    const { faults, mails } = rig.standIns.resend;
    faults.nextSends("hang-after");
    const lost = await resend.emails.send(mail(), { signal: AbortSignal.timeout(200) });
    expect(lost.error).toMatchObject({ name: "application_error", statusCode: null });
    faults.nextSends("non-json");
    const garbled = await resend.emails.send(mail());
    expect(garbled.error).toMatchObject({ name: "application_error", statusCode: null });
    expect(mails.size).toBe(2);
  });
});

describe("mail events", () => {
  it("are sent only when switched on, and verify with the SDK", async () => {
    await resend.emails.send(mail());
    await rig.clock.advance(5000);
    expect(rig.receiver.requests).toEqual([]);

    rig.standIns.resend.events.isEnabled = true;
    await resend.emails.send(
      mail({ to: "bounced@lee-air.example", tags: [{ name: "kind", value: "follow_up" }] }),
    );
    await rig.clock.advance(5000);
    expect(messagesAt(rig.receiver, "/api/webhook/resend")).toMatchObject([
      { type: "email.sent" },
      {
        type: "email.bounced",
        data: { tags: { kind: "follow_up" }, bounce: { type: "Permanent" } },
      },
    ]);
    const request = rig.receiver.requests.at(-1);
    const header = (name: string) => String(request?.headers[name]);
    const event = resend.webhooks.verify({
      payload: request?.text ?? "",
      headers: {
        id: header("svix-id"),
        timestamp: header("svix-timestamp"),
        signature: header("svix-signature"),
      },
      webhookSecret: SECRETS.resendWebhookSecret,
    });
    expect(event).toMatchObject({ type: "email.bounced" });
  });
});
