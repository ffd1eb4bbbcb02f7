import { beforeEach, expect, test } from "vitest";
import { GET as runCron } from "@/app/api/cron/route";
import { buildAssistant } from "@/assistant/definition";
import { VARIABLES } from "@/assistant/variables";
import { asObject } from "../../local/stand-ins/json";
import { createLead, createTeam } from "../support/database-actors";
import { useBookingApp } from "./booking-app";

const app = await useBookingApp({});
const VERSION = buildAssistant({
  webhookUrl: "http://app.test",
  webhookAuth: { secret: "0123456789abcdef" },
}).metadata?.version;

beforeEach(async () => {
  app.standIns().vapi.faults.clear();
  await app.pool.query("update settings set automation_enabled = false");
});

/** Calls the one lead of a new team, and gives the call as we have it and as the provider has it. */
async function placeOne(settings: Record<string, unknown>, teamName: string) {
  const teamId = await createTeam(app.pool, {
    automation_enabled: true,
    calling_days: "{1,2,3,4,5,6,7}",
    calling_start: "08:00",
    calling_end: "21:00",
    ...settings,
  });
  await app.pool.query("update teams set name = $2 where id = $1", [teamId, teamName]);
  const lead = await createLead(app.pool, teamId, { contact_name: null });
  await runCron(
    new Request("http://app.test/api/cron", {
      headers: { authorization: "Bearer cron-secret-of-the-tests" },
    }),
  );
  const { rows } = await app.pool.query(
    "select id, provider_call_id, assistant_version from calls where lead_id = $1",
    [lead.id],
  );
  const record = app.standIns().vapi.records.all.get(rows[0]?.provider_call_id);
  const sent = asObject(asObject(record?.created.assistantOverrides).variableValues);
  return { call: rows[0], sent };
}

test("a call is stored with the version of the assistant that was live", async () => {
  const { call } = await placeOne({}, "Northwind");
  expect(call.assistant_version).toBe(VERSION);
});

test("a call is sent every variable, with the sender's name or else the team's", async () => {
  const { call, sent } = await placeOne({ sender_name: "Fieldwise" }, "Northwind");
  expect(Object.keys(sent).sort()).toEqual(Object.keys(VARIABLES).sort());
  expect(sent).toMatchObject({ call_id: call.id, seller_name: "Fieldwise", contact_name: "" });
  expect((await placeOne({}, "Northwind")).sent).toMatchObject({ seller_name: "Northwind" });
});

test("an assistant of unknown version keeps nobody from being called", async () => {
  const { assistants } = app.standIns().vapi;
  const [live] = assistants.all();
  assistants.update(String(live?.id), { metadata: {} });
  const { call } = await placeOne({}, "Northwind");
  expect(call).toMatchObject({ provider_call_id: expect.any(String), assistant_version: null });
});
