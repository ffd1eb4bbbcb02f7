import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { GET as runCron } from "@/app/api/cron/route";
import { POST as takeVapiMessage } from "@/app/api/webhook/vapi/route";
import { createTeam } from "../support/database-actors";
import { leadInCall } from "../support/database-calls";
import { useBookingApp } from "./booking-app";
import { SECRETS } from "./stand-ins/rig";

const app = await useBookingApp();
const GOOD = { "x-vapi-secret": SECRETS.vapiWebhookSecret };

function toVapiDoor(body: string, headers: Record<string, string> = GOOD): Promise<Response> {
  return takeVapiMessage(
    new Request("http://app.test/api/webhook/vapi", { method: "POST", body, headers }),
  );
}

async function inbox() {
  const { rows } = await app.pool.query(
    "select type, state, reason, raw_body from webhook_events order by created_at",
  );
  return rows;
}

/** Everything that a delivery could change, as one fingerprint. */
async function fingerprint(): Promise<string> {
  const tables = [
    "leads",
    "calls",
    "appointments",
    "emails",
    "suppressions",
    "activity",
    "webhook_events",
    "automation_runs",
  ];
  const hash = createHash("sha256");
  for (const table of tables) {
    const { rows } = await app.pool.query(
      `select to_jsonb(t)::text as row from public.${table} t order by 1`,
    );
    hash.update(JSON.stringify(rows));
  }
  return hash.digest("hex");
}

describe("the Vapi door", () => {
  test.each([
    ["no secret", {}],
    ["a wrong secret", { "x-vapi-secret": "wrong" }],
    ["an empty secret", { "x-vapi-secret": "" }],
    ["a wrong bearer token", { authorization: "Bearer wrong" }],
    ["the secret without its scheme", { authorization: SECRETS.vapiWebhookSecret }],
  ])("answers 401 to %s and writes nothing", async (_, headers) => {
    const before = await fingerprint();
    const body = JSON.stringify({ message: { type: "end-of-call-report", call: { id: "x" } } });
    const response = await toVapiDoor(body, headers as Record<string, string>);
    expect(response.status).toBe(401);
    expect(await fingerprint()).toBe(before);
  });

  test("takes the secret as a bearer token, too", async () => {
    const response = await toVapiDoor('{"message":{"type":"hang"}}', {
      authorization: `Bearer ${SECRETS.vapiWebhookSecret}`,
    });
    expect(response.status).toBe(200);
  });

  test.each([
    ["text", "not json", "not valid JSON"],
    ["an empty body", "", "not valid JSON"],
    ["a list", "[]", "expected object"],
    ["a message without a type", '{"message":{}}', "type"],
    [
      "tool calls without a list",
      '{"message":{"type":"tool-calls","call":{"id":"c1"}}}',
      "tool calls",
    ],
    [
      "a report with a wrong cost",
      '{"message":{"type":"end-of-call-report","cost":"much"}}',
      "cost",
    ],
    ["text with NUL", "\u0000{", "not valid JSON"],
  ])("answers 400 to %s, says why and keeps it", async (_, body, why) => {
    const response = await toVapiDoor(body);
    expect(response.status).toBe(400);
    const { error } = await response.json();
    expect(error.message).toContain(why);
    expect(JSON.stringify(error)).not.toMatch(/\bat .*\.ts|Error:/);
    expect((await inbox()).at(-1)).toMatchObject({
      state: "rejected",
      reason: expect.stringContaining(why),
    });
  });

  test("answers 413 to a body over its limit", async () => {
    expect(
      (await toVapiDoor(`{"message":{"type":"x","pad":"${"x".repeat(4_100_000)}"}}`)).status,
    ).toBe(413);
  });

  test("answers 200 to an unknown type and to a call that is not ours, and keeps both", async () => {
    expect((await toVapiDoor('{"message":{"type":"from-the-future","x":[1]}}')).status).toBe(200);
    expect((await inbox()).at(-1)).toMatchObject({ type: "from-the-future", state: "ignored" });
    const body =
      '{"message":{"type":"status-update","status":"ended","call":{"id":"somebody-elses"}}}';
    expect((await toVapiDoor(body)).status).toBe(200);
    expect((await inbox()).at(-1)).toMatchObject({
      state: "ignored",
      reason: "Not a call of this system.",
    });
  });

  test("answers every tool call, in order, even in a call that it does not know", async () => {
    const toolCallList = ["b", "a"].map((id) => ({
      id,
      name: "check_availability",
      arguments: {},
    }));
    const response = await toVapiDoor(
      JSON.stringify({ message: { type: "tool-calls", call: { id: "unknown" }, toolCallList } }),
    );
    expect(response.status).toBe(200);
    const { results } = await response.json();
    expect(results.map((result: { toolCallId: string }) => result.toolCallId)).toEqual(["b", "a"]);
    for (const { result } of results) expect(result).toMatch(/^[^\n]{10,}$/);
  });

  test("finds the call by our own id when the webhook is faster than Vapi's answer", async () => {
    const teamId = await createTeam(app.pool);
    const { call_id } = await leadInCall(app.pool, teamId);
    await app.pool.query(
      "update calls set provider_call_id = null, state = 'placing' where id = $1",
      [call_id],
    );
    const call = { id: "early-bird", assistantOverrides: { metadata: { callId: call_id } } };
    await toVapiDoor(
      JSON.stringify({ message: { type: "status-update", status: "ringing", call } }),
    );
    const { rows } = await app.pool.query(
      "select state, provider_call_id, provider_status from calls where id = $1",
      [call_id],
    );
    expect(rows).toEqual([
      { state: "placed", provider_call_id: "early-bird", provider_status: "ringing" },
    ]);
  });

  test("stores no secret that the message echoes", async () => {
    const message = {
      type: "speech-update",
      assistant: { server: { headers: { "X-Vapi-Secret": "hush-hush" } } },
      call: { id: "c", monitor: { controlUrl: "http://hush-hush" } },
    };
    await toVapiDoor(JSON.stringify({ message }));
    const { rows } = await app.pool.query(
      "select count(*)::int as n from webhook_events where payload::text like '%hush-hush%'",
    );
    expect(rows).toEqual([{ n: 0 }]);
  });

  test("answers 429 with the time to wait when the limit of the door is reached", async () => {
    await app.pool.query(
      `insert into private.request_counts
       select 'door:vapi:' || counter, to_timestamp((floor(extract(epoch from clock_timestamp()) / 60) + minute) * 60), 999999
       from generate_series(0, 15) counter, generate_series(0, 1) minute
       on conflict (key, window_start) do update set request_count = 999999`,
    );
    const response = await toVapiDoor('{"message":{"type":"hang"}}');
    await app.pool.query("delete from private.request_counts");
    expect(response.status).toBe(429);
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
  });
});

describe("the cron door", () => {
  test.each([undefined, "Bearer wrong", "Bearer ", "cron-secret-of-the-tests"])(
    "answers 401 to %j and writes nothing",
    async (authorization) => {
      await app.pool.query("update settings set automation_enabled = true");
      const before = await fingerprint();
      const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
      const response = await runCron(new Request("http://app.test/api/cron", { headers }));
      expect(response.status).toBe(401);
      expect(await fingerprint()).toBe(before);
    },
  );
});
