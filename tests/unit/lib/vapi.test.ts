import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type CallOrder, checkProvider, placeCall } from "@/lib/vapi";
import { placeFailureOf } from "@/lib/vapi/failures";

const env = vi.hoisted(() => ({
  VAPI_API_KEY: "key-of-the-test",
  VAPI_ASSISTANT_ID: "11111111-1111-4111-8111-111111111111",
  VAPI_BASE_URL: "",
}));
vi.mock("@/lib/env", () => ({ getEnv: () => env }));

const NUMBER_ID = "22222222-2222-4222-8222-222222222222";
const order: CallOrder = {
  metadata: { callId: "c", leadId: "l", teamId: "t" },
  phone: "+13125550123",
  phoneNumberId: NUMBER_ID,
  maxDurationSeconds: 240,
  customerName: "Pat Lee",
  variables: { call_id: "c" },
};

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

interface Seen {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

let server: Server;
let seen: Seen[];
/** By path, without the query; `drop` closes the connection without an answer. */
let answers: Record<string, Answer | "drop">;

beforeEach(async () => {
  seen = [];
  answers = {};
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const path = (request.url ?? "").split("?")[0] ?? "";
    seen.push({ path, headers: request.headers, body: text === "" ? undefined : JSON.parse(text) });
    const answer = answers[path] ?? { status: 404, body: { message: "Not Found" } };
    if (answer === "drop") return void request.socket.destroy();
    response.writeHead(answer.status, answer.headers ?? {});
    response.end(typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  env.VAPI_BASE_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => stop());

function stop(): Promise<void> {
  return new Promise((resolve) => {
    server.closeAllConnections();
    server.close(() => resolve());
  });
}

function refusal(status: number, message: unknown, headers: Record<string, string> = {}): Answer {
  return { status, headers, body: { message, error: "Error", statusCode: status } };
}

const E164 =
  "customer.number must be a valid phone number in the E.164 format. Hot tip, you may be missing the country code (Eg. US: +1).";
const ABROAD = "Couldn't start call. Free Vapi numbers do not support international calls.";
const DAILY =
  "Couldn't Start Call. Numbers Bought On Vapi Have A Daily Outbound Call Limit. Import Your Own Twilio Numbers To Scale Without Limits.";
const BROKE =
  "Couldn't Start Call. Wallet Balance Is 0. Purchase More Credits Or Upgrade Your Plan.";
const NO_ASSISTANT = "Couldn't Get Assistant. `assistantId` x Does Not Exist.";
const NO_NUMBER = "Couldn't Get Phone Number. Need Either `phoneNumberId` Or `phoneNumber`.";
const UNKNOWN_KEY = "property metadata should not exist";

describe("placing a call", () => {
  test("asks once, from the number and with the length that the order names", async () => {
    answers["/call"] = {
      status: 201,
      body: {
        id: "019d0000-0000-7000-8000-000000000001",
        monitor: { listenUrl: "wss://listen.test", controlUrl: "https://control.test" },
        subscriptionLimits: { concurrencyBlocked: false, concurrencyLimit: 10 },
      },
    };
    expect(await placeCall(order)).toEqual({
      kind: "placed",
      providerCallId: "019d0000-0000-7000-8000-000000000001",
      assistantId: env.VAPI_ASSISTANT_ID,
      listenUrl: "wss://listen.test",
      controlUrl: "https://control.test",
    });
    expect(seen).toHaveLength(1);
    expect(seen[0]?.headers.authorization).toBe("Bearer key-of-the-test");
    expect(seen[0]?.body).toEqual({
      assistantId: env.VAPI_ASSISTANT_ID,
      phoneNumberId: NUMBER_ID,
      name: "Pat Lee",
      customer: { number: "+13125550123", name: "Pat Lee", externalId: "l" },
      assistantOverrides: {
        metadata: order.metadata,
        variableValues: { call_id: "c" },
        maxDurationSeconds: 240,
      },
    });
  });

  test.each([[[E164]], [ABROAD]])("is refused because of the lead: %s", async (message) => {
    answers["/call"] = refusal(400, message);
    expect(await placeCall(order)).toEqual({
      kind: "refused",
      because: "lead",
      reason: `400: ${[message].flat().join("; ")}`,
    });
  });

  test.each([
    [401, "Invalid Key.", "bad_key"],
    [403, "Forbidden resource", "bad_key"],
    [402, "Payment Required", "out_of_credits"],
    [400, BROKE, "out_of_credits"],
    [403, "Your subscription is frozen.", "out_of_credits"],
    [400, "Over Concurrency Limit.", "concurrency_limit"],
    [400, DAILY, "number_daily_limit"],
    [429, "Rate limit exceeded", "rate_limited"],
    [404, "Not Found", "misconfigured"],
    [400, NO_ASSISTANT, "misconfigured"],
    [400, NO_NUMBER, "misconfigured"],
    [400, [UNKNOWN_KEY], "misconfigured"],
    [400, [E164, UNKNOWN_KEY], "misconfigured"],
    [400, "Couldn't Validate Twilio Credential.", "misconfigured"],
    [409, "Conflict", "misconfigured"],
  ])("is refused because of the provider: %i %s is %s", async (status, message, trouble) => {
    answers["/call"] = refusal(status, message);
    expect(await placeCall(order)).toEqual({
      kind: "refused",
      because: "provider",
      trouble,
      retryAfterSeconds: undefined,
      reason: `${status}: ${[message].flat().join("; ")}`,
    });
    expect(seen).toHaveLength(1);
  });

  test.each([
    [408, "Request Timeout"],
    [500, "Internal server error"],
    [503, "Service Unavailable"],
  ])("is ambiguous after %i, and is not tried again", async (status, message) => {
    answers["/call"] = refusal(status, message);
    expect(await placeCall(order)).toEqual({
      kind: "ambiguous",
      trouble: "outage",
      reason: `${status}: ${message}`,
    });
    expect(seen).toHaveLength(1);
  });

  test("is ambiguous when the connection breaks, or the answer is no JSON or no call", async () => {
    answers["/call"] = "drop";
    expect(await placeCall(order)).toMatchObject({ kind: "ambiguous", trouble: "outage" });
    for (const body of ["<html>OK</html>", {}, { results: [], errors: [] }]) {
      answers["/call"] = { status: 200, body };
      expect(await placeCall(order)).toMatchObject({ kind: "ambiguous", trouble: "outage" });
    }
    // The SDK gives a time-out no status.
    expect(placeFailureOf({ message: '"timeout"' })).toEqual({
      kind: "ambiguous",
      trouble: "outage",
      reason: '"timeout"',
    });
  });

  test("is ambiguous when Vapi takes it but says that the concurrency limit blocks it", async () => {
    const body = { id: "019d", subscriptionLimits: { concurrencyBlocked: true } };
    answers["/call"] = { status: 201, body };
    expect(await placeCall(order)).toMatchObject({
      kind: "ambiguous",
      trouble: "concurrency_limit",
    });
  });

  test("is refused when nobody could be asked", async () => {
    await stop();
    expect(await placeCall(order)).toMatchObject({
      kind: "refused",
      because: "provider",
      trouble: "outage",
      retryAfterSeconds: undefined,
      reason: expect.stringContaining("Vapi cannot be reached"),
    });
  });
});

describe("how long Vapi asks us to wait", () => {
  const nowMs = Date.parse("2026-03-03T16:00:00Z");
  beforeEach(() => void vi.spyOn(Date, "now").mockReturnValue(nowMs));

  test.each<[Record<string, string>, number | undefined]>([
    [{}, undefined],
    [{ "retry-after": "7" }, 7],
    [{ "retry-after": "0" }, 0],
    [{ "retry-after": "1.5" }, 2],
    [{ "retry-after": "Tue, 03 Mar 2026 16:00:30 GMT" }, 30],
    [{ "retry-after": "Tue, 03 Mar 2026 15:00:00 GMT" }, 0],
    [{ "retry-after": "soon" }, undefined],
    [{ "x-ratelimit-reset": String(nowMs / 1000 + 45) }, 45],
    [{ "retry-after": "7", "x-ratelimit-reset": String(nowMs / 1000 + 45) }, 7],
    [{ "retry-after": "999999999" }, 86_400],
  ])("%j is %s seconds", (headers, seconds) => {
    const failure = {
      message: "Rate limit exceeded",
      statusCode: 429,
      rawResponse: { headers: new Headers(headers) },
    };
    expect(placeFailureOf(failure)).toMatchObject({
      trouble: "rate_limited",
      retryAfterSeconds: seconds,
    });
  });

  test("is read from the answer itself", async () => {
    answers["/call"] = refusal(429, "Rate limit exceeded", { "retry-after": "7" });
    expect(await placeCall(order)).toMatchObject({
      trouble: "rate_limited",
      retryAfterSeconds: 7,
    });
  });
});

describe("checking the provider", () => {
  const ASSISTANT = `/assistant/${env.VAPI_ASSISTANT_ID}`;
  const NUMBERS = "/phone-number";

  beforeEach(() => {
    answers[ASSISTANT] = { status: 200, body: { id: env.VAPI_ASSISTANT_ID } };
    answers[NUMBERS] = { status: 200, body: [{ id: NUMBER_ID }] };
  });

  test("reads the assistant and the numbers, and nothing else", async () => {
    expect(await checkProvider([NUMBER_ID])).toEqual({ kind: "ok" });
    expect(seen.map(({ path }) => path).sort()).toEqual([ASSISTANT, NUMBERS]);
  });

  test.each<[string, Answer | "drop", string]>([
    [ASSISTANT, refusal(401, "Invalid Key."), "bad_key"],
    [NUMBERS, refusal(403, "Forbidden"), "bad_key"],
    [ASSISTANT, refusal(404, "Assistant with id x not found."), "misconfigured"],
    [NUMBERS, refusal(429, "Rate limit exceeded"), "rate_limited"],
    [ASSISTANT, refusal(503, "Service Unavailable"), "outage"],
    [NUMBERS, "drop", "outage"],
    [ASSISTANT, { status: 200, body: "<html>OK</html>" }, "outage"],
  ])("%s answering %j is trouble: %s", async (path, answer, trouble) => {
    answers[path] = answer;
    expect(await checkProvider()).toEqual({
      kind: "trouble",
      trouble,
      reason: expect.stringMatching(/.{5}/),
    });
    expect(seen.length).toBeLessThanOrEqual(2);
  });

  test("finds a number that is gone", async () => {
    expect(await checkProvider([NUMBER_ID, "another"])).toEqual({
      kind: "trouble",
      trouble: "misconfigured",
      reason: "Vapi does not have the phone number another.",
    });
  });

  test("says that nobody is there", async () => {
    await stop();
    expect(await checkProvider()).toMatchObject({ kind: "trouble", trouble: "outage" });
  });
});
