import { beforeEach, describe, expect, test } from "vitest";
import { POST } from "@/app/api/webhook/vapi/route";
import { createTeam } from "../support/database-actors";
import { type LeadInCall, leadInCall } from "../support/database-calls";
import { useBookingApp } from "./booking-app";
import { SECRETS } from "./stand-ins/rig";

const app = await useBookingApp();
const TIME_MS = Date.parse("2026-03-03T16:05:00Z");

let call: LeadInCall & { providerCallId: string };

beforeEach(async () => {
  const found = await leadInCall(app.pool, await createTeam(app.pool));
  const { rows } = await app.pool.query("select provider_call_id from calls where id = $1", [
    found.call_id,
  ]);
  call = { ...found, providerCallId: rows[0].provider_call_id };
  await app.pool.query("delete from realtime.messages");
  await app.pool.query("delete from webhook_events");
});

async function send(message: object): Promise<number> {
  const body = JSON.stringify({ message: { call: { id: call.providerCallId }, ...message } });
  const headers = { "x-vapi-secret": SECRETS.vapiWebhookSecret };
  const request = new Request("http://app.test/api/webhook/vapi", {
    method: "POST",
    headers,
    body,
  });
  return (await POST(request)).status;
}

const said = (role: string, transcript: string, more: object = {}) => ({
  type: "transcript",
  transcriptType: "final",
  role,
  transcript,
  timestamp: TIME_MS,
  ...more,
});

async function lines() {
  const { rows } = await app.pool.query(
    "select role, text, spoken_at from call_lines where call_id = $1 order by spoken_at, role",
    [call.call_id],
  );
  return rows;
}

async function heard() {
  const { rows } = await app.pool.query(
    "select event, payload from realtime.messages where topic = $1 order by inserted_at",
    [`call:${call.call_id}`],
  );
  return rows;
}

describe("what is said in a call", () => {
  test("is kept line by line and told to those who watch", async () => {
    expect(await send(said("assistant", "Good morning."))).toBe(200);
    await send(said("user", "Who is this?", { timestamp: TIME_MS + 2000 }));
    expect(await lines()).toEqual([
      { role: "assistant", text: "Good morning.", spoken_at: new Date(TIME_MS) },
      { role: "user", text: "Who is this?", spoken_at: new Date(TIME_MS + 2000) },
    ]);
    expect(await heard()).toMatchObject([
      { event: "line", payload: { role: "assistant", text: "Good morning.", isFinal: true } },
      { event: "line", payload: { role: "user", text: "Who is this?", isFinal: true } },
    ]);
  });

  test("word by word is passed on and not kept", async () => {
    await send(said("user", "Who", { transcriptType: "partial" }));
    await send(said("user", "Who is", { type: 'transcript[transcriptType="partial"]' }));
    expect(await lines()).toEqual([]);
    expect(await heard()).toMatchObject([
      { event: "line", payload: { text: "Who", isFinal: false } },
      { event: "line", payload: { text: "Who is", isFinal: false } },
    ]);
    const { rows } = await app.pool.query("select 1 from webhook_events where type ~ 'transcript'");
    expect(rows).toEqual([]);
  });

  test("twice, or in another spelling of the same message, is one line", async () => {
    await send(said("user", "Hello"));
    await send(said("user", "Hello"));
    await send({ ...said("user", "Hello"), extra: "a field that was not there" });
    await send({ ...said("user", "Hello"), type: 'transcript[transcriptType="final"]' });
    expect(await lines()).toHaveLength(1);
    expect(await heard()).toHaveLength(1);
  });

  test("in an unknown call changes nothing", async () => {
    call = { ...call, providerCallId: "somebody-else" };
    expect(await send(said("user", "Hello"))).toBe(200);
    expect(await send(said("user", "Hel", { transcriptType: "partial" }))).toBe(200);
    expect(await lines()).toEqual([]);
  });

  test("nothing, or by nobody known, is kept as an event at most", async () => {
    expect(await send(said("user", "  "))).toBe(200);
    expect(await send(said("narrator", "Hello"))).toBe(400);
    expect(await lines()).toEqual([]);
  });
});

test("a call keeps the version of the assistant that it says it runs with", async () => {
  await send({
    type: "status-update",
    status: "in-progress",
    assistant: { name: "HVAC", metadata: { version: "0123456789ab" }, model: { messages: [] } },
  });
  const { rows } = await app.pool.query(
    "select c.assistant_version, c.provider_status, e.payload #> '{message,assistant}' as kept from calls c, webhook_events e where c.id = $1 and e.type = 'status-update' and e.team_id = c.team_id",
    [call.call_id],
  );
  expect(rows).toEqual([
    {
      assistant_version: "0123456789ab",
      provider_status: "in-progress",
      kept: { name: "HVAC", metadata: { version: "0123456789ab" } },
    },
  ]);
});
