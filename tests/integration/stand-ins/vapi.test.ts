import { type Vapi, VapiClient, VapiError } from "@vapi-ai/server-sdk";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createScaledClock } from "../../../local/stand-ins/clock";
import { asList, asObject, asText, type JsonObject } from "../../../local/stand-ins/json";
import type { ScriptName } from "../../../local/stand-ins/vapi/scripts";
import { IDS, messagesAt, type Rig, SECRETS, startRig, TUESDAY_10_CENTRAL } from "./rig";

const MINUTE_MS = 60_000;
const ONCE = { maxRetries: 0 };

let rig: Rig;
let client: VapiClient;

beforeEach(async () => {
  rig = await startRig();
  client = new VapiClient({ token: SECRETS.vapiApiKey, baseUrl: rig.standIns.vapiUrl });
});

afterEach(() => rig.stop());

function request(number: string, extra: JsonObject = {}): Vapi.CreateCallDto {
  return {
    assistantId: IDS.assistantId,
    phoneNumberId: IDS.phoneNumberId,
    customer: { number, name: "Pat Lee" },
    assistantOverrides: {
      metadata: { call_id: "call-1" },
      variableValues: { call_id: "call-1", lead_id: "lead-1", email: "pat@lee-air.example" },
    },
    ...extra,
  };
}

async function place(number: string, script?: ScriptName): Promise<string> {
  if (script) rig.standIns.vapi.scripts.set(number, script);
  const call = await client.calls.create(request(number), ONCE);
  if ("results" in call) throw new Error("a single call was expected");
  return call.id;
}

function messages(type?: string): JsonObject[] {
  return messagesAt(rig.receiver, "/api/webhook/vapi")
    .map((body) => asObject(body.message))
    .filter((message) => type === undefined || message.type === type);
}

/** Answers tool calls as an application would: two times on offer, then a booking. */
function answerTools(results: Partial<Record<string, string>> = {}): void {
  const defaults: Record<string, string> = {
    check_availability: "I have Wednesday at 10 AM (slot s-1) or 2:30 PM (slot s_2) Central.",
    book_appointment: "You are booked for Wednesday at 10 AM Central. If you can't come, call us.",
  };
  rig.receiver.answer = ({ text }) => {
    const message = asObject(asObject(JSON.parse(text)).message);
    const calls = asList(message.toolCallList).map(asObject);
    const answers = calls.map((call) => {
      const name = asText(asObject(call.function).name) ?? asText(call.name) ?? "";
      return { toolCallId: call.id, name, result: results[name] ?? defaults[name] };
    });
    return { status: 200, body: calls.length > 0 ? { results: answers } : {} };
  };
}

async function failure(attempt: Promise<unknown>): Promise<VapiError> {
  const error = await attempt.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof VapiError) return error;
  throw new Error(`a VapiError was expected, not ${String(error)}`);
}

describe("POST /call", () => {
  it("answers with the call and the limits of the subscription", async () => {
    const call = await client.calls.create(request("+18505550100"), ONCE);
    expect(call).toMatchObject({
      status: "queued",
      type: "outboundPhoneCall",
      customer: { number: "+18505550100" },
      subscriptionLimits: {
        concurrencyBlocked: false,
        concurrencyLimit: 10,
        remainingConcurrentCalls: 9,
      },
    });
  });

  it("refuses a wrong key with the service's words", async () => {
    const other = new VapiClient({ token: "other", baseUrl: rig.standIns.vapiUrl });
    const error = await failure(other.calls.create(request("+18505550100"), ONCE));
    expect(error.statusCode).toBe(401);
    expect(error.body).toMatchObject({ error: "Unauthorized", statusCode: 401 });
  });

  it.each([
    [{ metadata: {} }, "property metadata should not exist"],
    [{ name: "x".repeat(41) }, "name must be shorter than or equal to 40 characters"],
    [
      { customer: { number: "+18505550100", name: "x".repeat(41) } },
      "customer.name must be shorter than or equal to 40 characters",
    ],
    [
      { customer: { number: "8505550100" } },
      "customer.number must be a valid phone number in the E.164 format. Hot tip, you may be missing the country code (Eg. US: +1).",
    ],
    [
      { assistantOverrides: { maxDurationSeconds: 9 } },
      "assistantOverrides.maxDurationSeconds must be between 10 and 43200",
    ],
    [
      { assistantOverrides: { leadId: "x" } },
      "assistantOverrides.property leadId should not exist",
    ],
  ])("refuses %j", async (extra, message) => {
    const error = await failure(client.calls.create(request("+18505550100", extra), ONCE));
    expect(error.statusCode).toBe(400);
    expect(error.body).toEqual({ message: [message], error: "Bad Request", statusCode: 400 });
  });

  it("refuses calls over the concurrency limit, or takes them and ends them", async () => {
    const { vapi } = rig.standIns;
    vapi.concurrencyLimit = 1;
    await place("+18505550100");
    const error = await failure(client.calls.create(request("+18505550103"), ONCE));
    expect(error.body).toMatchObject({ message: "Over Concurrency Limit." });

    vapi.concurrencyMode = "block";
    const blocked = await client.calls.create(request("+18505550110"), ONCE);
    expect(blocked).toMatchObject({ subscriptionLimits: { concurrencyBlocked: true } });
    await rig.clock.advance(MINUTE_MS / 6);
    expect(messages("end-of-call-report").map(({ endedReason }) => endedReason)).toEqual([
      "call.start.error-subscription-concurrency-limit-reached",
    ]);
  });
});

describe("a call that is answered", () => {
  it("books with the tools' real answers and reports it", async () => {
    answerTools();
    const id = await place("+18505550100");
    await rig.clock.advance(5 * MINUTE_MS);

    const tools = messages("tool-calls").map((message) =>
      asObject(asList(message.toolCallList)[0]),
    );
    expect(tools.map(({ function: called }) => called)).toMatchObject([
      { name: "check_availability", arguments: { call_id: "call-1", lead_id: "lead-1" } },
      {
        name: "book_appointment",
        arguments: {
          slot_id: "s-1",
          attendee_name: "Pat Lee",
          attendee_email: "pat@lee-air.example",
          call_id: "call-1",
          lead_id: "lead-1",
        },
      },
    ]);
    const [report] = messages("end-of-call-report");
    expect(report).toMatchObject({
      analysis: { structuredData: { outcome: "scheduled" }, successEvaluation: "true" },
      call: { id, status: "queued", assistantOverrides: { metadata: { call_id: "call-1" } } },
    });
    const artifact = asObject(report?.artifact);
    const roles = asList(artifact.messages).map((message) => asObject(message).role);
    expect(new Set(roles)).toEqual(new Set(["bot", "user", "tool_calls", "tool_call_result"]));
    expect(asText(artifact.transcript)).toContain("AI: You are booked for Wednesday");
    expect(Number(report?.durationSeconds)).toBeGreaterThan(20);
    expect(Number(report?.durationSeconds)).toBeLessThan(240);
    expect(Number(report?.cost)).toBeGreaterThan(0);

    const ended = await client.calls.get({ id });
    expect(ended).toMatchObject({ status: "ended", analysis: report?.analysis });
  });

  it("sends the secret and the statuses in their order, the report 1 to 6 s after the end", async () => {
    answerTools();
    await place("+18505550100");
    await rig.clock.advance(5 * MINUTE_MS);
    expect(messages("status-update").map(({ status }) => status)).toEqual(["in-progress", "ended"]);
    const secrets = rig.receiver.requests.map(({ headers }) => headers["x-vapi-secret"]);
    expect(new Set(secrets)).toEqual(new Set([SECRETS.vapiWebhookSecret]));
    const [report] = messages("end-of-call-report");
    const delayMs = Number(report?.timestamp) - Date.parse(String(report?.endedAt));
    expect(delayMs).toBeGreaterThanOrEqual(1000);
    expect(delayMs).toBeLessThanOrEqual(6000);
    expect(messages().at(-1)?.type).toBe("end-of-call-report");
  });

  it("takes another time when the first is gone, and gives up when nothing can be booked", async () => {
    answerTools({ book_appointment: "That time was just taken. I have 4 PM (slot s9)." });
    await place("+13125550123", "interested-books");
    await rig.clock.advance(6 * MINUTE_MS);
    const slots = messages("tool-calls")
      .map((message) => asObject(asObject(asList(message.toolCallList)[0]).function).arguments)
      .map((fields) => asObject(fields).slot_id);
    expect(slots).toEqual([undefined, "s-1", "s9", "s9"]);
    expect(messages("end-of-call-report")).toMatchObject([
      { analysis: { structuredData: { outcome: "callback" } } },
    ]);
  });

  it("ends by its control URL", async () => {
    const id = await place("+18505550100");
    await rig.clock.advance(MINUTE_MS / 4);
    const { monitor } = await client.calls.get({ id });
    const response = await fetch(monitor?.controlUrl ?? "", {
      method: "POST",
      body: JSON.stringify({ type: "end-call" }),
    });
    expect(response.status).toBe(200);
    await rig.clock.advance(MINUTE_MS);
    expect(messages("end-of-call-report")).toMatchObject([{ endedReason: "manually-canceled" }]);
  });

  it.each<[ScriptName, string, JsonObject]>([
    ["not-interested", "assistant-said-end-call-phrase", { outcome: "not_interested" }],
    ["wrong-number", "assistant-ended-call", { outcome: "wrong_number" }],
    ["hangs-up-early", "customer-ended-call", { outcome: "no_answer" }],
    ["silent", "assistant-ended-call", { outcome: "no_answer" }],
    ["screening-declined", "customer-ended-call", { outcome: "no_answer" }],
  ])("plays %s", async (script, endedReason, structuredData) => {
    await place("+12125550100", script);
    await rig.clock.advance(5 * MINUTE_MS);
    const reports = messages("end-of-call-report");
    expect(reports).toMatchObject([{ endedReason, analysis: { structuredData } }]);
    expect(messages("tool-calls")).toEqual([]);
  });

  it("hangs up on a machine without a word, which leaves nothing to analyse", async () => {
    await place("+12125550100", "voicemail");
    await rig.clock.advance(5 * MINUTE_MS);
    expect(messages("end-of-call-report")).toMatchObject([
      { endedReason: "voicemail", analysis: {}, transcript: expect.stringMatching(/^User: /) },
    ]);
  });

  it.each<[ScriptName, string]>([
    ["opt-out-stated", "opt_out"],
    ["callback-thursday", "request_callback"],
    ["cancels-demo", "cancel_appointment"],
    ["moves-demo", "check_availability"],
  ])("uses the tool that %s asks for", async (script, name) => {
    answerTools();
    await place("+12125550100", script);
    await rig.clock.advance(5 * MINUTE_MS);
    const [first] = messages("tool-calls");
    expect(asList(first?.toolCallList)).toMatchObject([{ function: { name } }]);
  });
});

describe("the length of a call", () => {
  it("is limited by the assistant", async () => {
    answerTools();
    const assistantOverrides = { maxDurationSeconds: 20 };
    await client.calls.create(request("+18505550100", { assistantOverrides }), ONCE);
    await rig.clock.advance(5 * MINUTE_MS);
    expect(messages("end-of-call-report")).toMatchObject([
      { endedReason: "exceeded-max-duration", durationSeconds: 20 },
    ]);
  });

  it("bounds what it costs: 10.83 cents a minute", async () => {
    answerTools();
    const assistantOverrides = { maxDurationSeconds: 30 };
    await client.calls.create(request("+18505550100", { assistantOverrides }), ONCE);
    await rig.clock.advance(5 * MINUTE_MS);
    const [report] = messages("end-of-call-report");
    expect(report).toMatchObject({ durationSeconds: 30 });
    expect(report?.cost).toBeCloseTo(0.1083 / 2, 3);
  });

  it("counts the application's answers in real time, however fast the clock is", async () => {
    const businessMs = TUESDAY_10_CENTRAL.getTime();
    const fast = { realMs: Date.now(), businessMs, rate: 20_000 };
    const clock = createScaledClock(fast, (error) => {
      throw error;
    });
    await rig.stop();
    rig = await startRig({ clock });
    answerTools();
    const { answer } = rig.receiver;
    // 30 ms are ten minutes on this clock, twice as long as the call may last.
    rig.receiver.answer = async (incoming) => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      return answer(incoming);
    };
    client = new VapiClient({ token: SECRETS.vapiApiKey, baseUrl: rig.standIns.vapiUrl });
    await place("+18505550100");
    const [report] = await vi.waitFor(() => {
      const reports = messages("end-of-call-report");
      expect(reports).toHaveLength(1);
      return reports;
    });
    expect(report).toMatchObject({ analysis: { structuredData: { outcome: "scheduled" } } });
    expect(Number(report?.durationSeconds)).toBeLessThan(100);
  });
});

describe("a call that is not answered", () => {
  it.each<[ScriptName, string]>([
    ["no-answer", "customer-did-not-answer"],
    ["busy", "customer-busy"],
  ])("reports %s without a start, a transcript or an analysis", async (script, endedReason) => {
    await place("+12125550100", script);
    await rig.clock.advance(2 * MINUTE_MS);
    const [report] = messages("end-of-call-report");
    expect(report).toMatchObject({ endedReason, analysis: {}, transcript: "" });
    expect(report).not.toHaveProperty("startedAt");
    expect(messages("tool-calls")).toEqual([]);
  });

  it("is answered on the second attempt when its script says so", async () => {
    answerTools();
    await place("+18505550104");
    await rig.clock.advance(2 * MINUTE_MS);
    await place("+18505550104");
    await rig.clock.advance(5 * MINUTE_MS);
    expect(messages("end-of-call-report")).toMatchObject([
      { endedReason: "customer-did-not-answer" },
      { analysis: { structuredData: { outcome: "scheduled" } } },
    ]);
  });
});

describe("faults", () => {
  it("fails as asked before or after the call exists", async () => {
    const { vapi } = rig.standIns;
    vapi.faults.nextCreates("rate-limited", 1, { retryAfterSeconds: 7 });
    const limited = await failure(client.calls.create(request("+18505550100"), ONCE));
    expect([limited.statusCode, limited.rawResponse?.headers.get("retry-after")]).toEqual([
      429,
      "7",
    ]);
    vapi.faults.nextCreates("error-before");
    expect((await failure(client.calls.create(request("+18505550100"), ONCE))).statusCode).toBe(
      500,
    );
    expect(vapi.records.all.size).toBe(0);
    vapi.faults.nextCreates("error-after");
    expect((await failure(client.calls.create(request("+18505550100"), ONCE))).statusCode).toBe(
      500,
    );
    expect(vapi.records.all.size).toBe(1);
  });

  it("hangs after accepting until the caller gives up; the call can then be found", async () => {
    rig.standIns.vapi.faults.nextCreates("hang-after");
    const attempt = client.calls.create(request("+18505550100"), {
      ...ONCE,
      timeoutInSeconds: 0.2,
    });
    expect((await failure(attempt)).message).toContain("timeout");
    const [found] = await client.calls.list({ assistantId: IDS.assistantId });
    expect(found).toMatchObject({ assistantOverrides: { metadata: { call_id: "call-1" } } });
  });

  it("answers 200 without JSON, which the SDK does not throw for", async () => {
    rig.standIns.vapi.faults.nextCreates("non-json");
    const answer = await client.calls.create(request("+18505550100"), ONCE);
    expect(answer).toMatchObject({ ok: false, error: { reason: "non-json" } });
  });

  it("loses, duplicates and reorders webhooks", async () => {
    const { faults } = rig.standIns.vapi.outbox;
    faults.duplicate("end-of-call-report", 2);
    faults.hold("status-update", 2);
    await place("+12125550101", "busy");
    await rig.clock.advance(2 * MINUTE_MS);
    const types = messages().map(({ type }) => type);
    expect(types.filter((type) => type === "end-of-call-report")).toHaveLength(3);
    expect(types[0]).toBe("end-of-call-report");
    expect(types).toContain("status-update");

    faults.clear();
    faults.lose("end-of-call-report");
    await place("+12125550101", "busy");
    await rig.clock.advance(2 * MINUTE_MS);
    expect(messages("end-of-call-report")).toHaveLength(3);
  });

  it("retries a webhook by the assistant's plan, but not after an excluded answer", async () => {
    const statuses = [500, 503, 200];
    rig.receiver.answer = ({ text }) => ({
      status: text.includes('"type":"end-of-call-report"') ? (statuses.shift() ?? 200) : 401,
    });
    await place("+12125550101", "busy");
    await rig.clock.advance(MINUTE_MS);
    expect(messages("end-of-call-report")).toHaveLength(3);
    expect(messages("status-update")).toHaveLength(1);
  });

  it.each([
    ["string", { function: { arguments: expect.stringContaining('"call_id":"call-1"') } }],
    ["flat", { name: "check_availability", arguments: { call_id: "call-1" } }],
    ["flat-parameters", { name: "check_availability", parameters: { call_id: "call-1" } }],
  ] as const)("sends tool calls in the %s shape", async (shape, expected) => {
    answerTools();
    rig.standIns.vapi.faults.toolCallShape = shape;
    await place("+18505550100");
    await rig.clock.advance(5 * MINUTE_MS);
    const [first] = messages("tool-calls");
    expect(asList(first?.toolCallList)[0]).toMatchObject(expected);
  });

  it("are set over HTTP too", async () => {
    const post = (body: JsonObject) =>
      fetch(`${rig.standIns.vapiUrl}/_control`, { method: "POST", body: JSON.stringify(body) });
    expect((await post({ do: "fail-creates", fault: "daily-limit", times: "always" })).status).toBe(
      200,
    );
    const error = await failure(client.calls.create(request("+18505550100"), ONCE));
    expect(asText(asObject(error.body).message)).toContain("Daily Outbound Call Limit");
    expect((await post({ do: "fail-creates", fault: "unknown" })).status).toBe(400);
    expect((await post({ do: "clear" })).status).toBe(200);
    await place("+18505550100");
  });
});

describe("the state of the account", () => {
  const control = (body: JsonObject) =>
    fetch(`${rig.standIns.vapiUrl}/_control`, { method: "POST", body: JSON.stringify(body) });
  const turn = (state: string, isOn: boolean) => control({ do: "state", state, isOn });
  const create = () => client.calls.create(request("+18505550100"), ONCE);
  const readAssistant = () => client.assistants.get({ id: IDS.assistantId }, ONCE);
  const readNumbers = () => client.phoneNumbers.list({}, ONCE);

  it.each([
    ["out-of-credits", 400, "Wallet Balance Is 0"],
    ["daily-limit", 400, "Daily Outbound Call Limit"],
    ["unauthorized", 401, "Invalid Key"],
    ["misconfigured", 400, `\`assistantId\` ${IDS.assistantId} Does Not Exist`],
    ["outage", 503, "Service Unavailable"],
  ])("%s refuses every call until it is turned off", async (state, status, message) => {
    expect((await turn(state, true)).status).toBe(200);
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const error = await failure(create());
      expect(error.statusCode).toBe(status);
      expect(asText(asObject(error.body).message)).toContain(message);
    }
    expect(rig.standIns.vapi.records.all.size).toBe(0);
    await turn(state, false);
    await create();
    await readAssistant();
  });

  it.each([
    ["unauthorized", 401, 401],
    ["outage", 503, 503],
    ["misconfigured", 404, undefined],
    ["out-of-credits", undefined, undefined],
    ["daily-limit", undefined, undefined],
  ])("%s shows in what can be read without calling", async (state, assistant, numbers) => {
    await turn(state, true);
    const status = (attempt: Promise<unknown>) =>
      attempt.then(
        () => undefined,
        (error: VapiError) => error.statusCode,
      );
    expect(await status(readAssistant())).toBe(assistant);
    expect(await status(readNumbers())).toBe(numbers);
  });

  it("has a switch at the inspector that says which way it goes", async () => {
    const read = async () => (await fetch(`${rig.standIns.url}/faults`)).text();
    expect(await read()).toContain("Outage: turn on");
    await turn("outage", true);
    expect(await read()).toContain("Outage: turn off");
    expect(await read()).toContain("outage until turned off");
    expect((await turn("on-fire", true)).status).toBe(400);
  });

  it("ends with everything else at clear", async () => {
    for (const state of ["outage", "unauthorized", "misconfigured"]) await turn(state, true);
    await control({ do: "limit-number", phoneNumberId: IDS.phoneNumberId });
    await control({ do: "clear" });
    await create();
  });

  it("is left by one number at its daily limit while another may call", async () => {
    const second = "33333333-3333-4333-8333-333333333333";
    await rig.stop();
    rig = await startRig({ ids: { ...IDS, phoneNumberId: `${IDS.phoneNumberId},${second}` } });
    client = new VapiClient({ token: SECRETS.vapiApiKey, baseUrl: rig.standIns.vapiUrl });
    expect((await readNumbers()).map(({ id }) => id)).toEqual([IDS.phoneNumberId, second]);
    await control({ do: "limit-number", phoneNumberId: IDS.phoneNumberId });
    expect(asText(asObject((await failure(create())).body).message)).toContain("Daily Outbound");
    await client.calls.create(request("+18505550100", { phoneNumberId: second }), ONCE);
  });
});

describe("assistants and tools", () => {
  it("are created, read, replaced field by field and deleted", async () => {
    const created = await client.assistants.create({ name: "Second" });
    const changed = await client.assistants.update({ id: created.id, firstMessage: "Hello" });
    expect(changed).toMatchObject({ id: created.id, name: "Second", firstMessage: "Hello" });
    expect((await client.assistants.list()).map(({ id }) => id)).toEqual([
      IDS.assistantId,
      created.id,
    ]);
    await client.assistants.delete({ id: created.id });
    expect((await failure(client.assistants.get({ id: created.id }))).statusCode).toBe(404);
  });

  it("send tool calls to the tool's own server, by the tool's id", async () => {
    answerTools();
    const tool = await client.tools.create({
      type: "function",
      function: { name: "check_availability", parameters: { type: "object", properties: {} } },
      server: { url: `${rig.receiver.url}/tools` },
    });
    const assistant = await client.assistants.create({
      name: "Own tools",
      model: { provider: "openai", model: "gpt-4.1", toolIds: [tool.id] },
    });
    await client.calls.create(request("+18505550100", { assistantId: assistant.id }), ONCE);
    await rig.clock.advance(5 * MINUTE_MS);
    expect(messagesAt(rig.receiver, "/tools")).not.toEqual([]);
    expect(messages()).toEqual([]);
  });
});

describe("the seed", () => {
  it("decides everything: two runs send the same webhooks", async () => {
    const run = async () => {
      const own = await startRig();
      const caller = new VapiClient({ token: SECRETS.vapiApiKey, baseUrl: own.standIns.vapiUrl });
      for (const number of ["+12015551234", "+12015551235", "+12015551236", "+12015551237"]) {
        await caller.calls.create(request(number), ONCE);
      }
      await own.clock.advance(10 * MINUTE_MS);
      const sent = messagesAt(own.receiver, "/api/webhook/vapi").map(({ message }) => {
        const { type, timestamp, endedReason, analysis } = asObject(message);
        return { type, timestamp, endedReason, analysis };
      });
      await own.stop();
      return sent;
    };
    const first = await run();
    expect(first.length).toBeGreaterThan(8);
    expect(await run()).toEqual(first);
  });
});
