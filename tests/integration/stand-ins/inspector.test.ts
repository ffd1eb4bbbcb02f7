import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { VapiClient } from "@vapi-ai/server-sdk";
import { Resend } from "resend";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CalAttendee } from "../../../local/stand-ins/cal/types";
import { asObject } from "../../../local/stand-ins/json";
import { IDS, type Rig, SECRETS, startRig } from "./rig";

const MINUTE_MS = 60_000;
const ATTENDEE: CalAttendee = {
  name: "Pat <b>Lee</b>",
  email: "pat@lee-air.example",
  timeZone: "America/New_York",
  language: "en",
};

let rig: Rig;
let directory: string;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), "stand-ins-"));
  rig = await startRig({ dataFile: join(directory, "data.json") });
});

afterEach(async () => {
  await rig.stop();
  rmSync(directory, { recursive: true });
});

async function read(path: string): Promise<string> {
  const response = await fetch(`${rig.standIns.url}${path}`);
  expect(response.status).toBe(200);
  return response.text();
}

function click(service: string, fields: Record<string, string>, origin = rig.standIns.url) {
  return fetch(`${rig.standIns.url}/_do/${service}`, {
    method: "POST",
    headers: { origin },
    body: new URLSearchParams(fields),
    redirect: "manual",
  });
}

async function fill(): Promise<string> {
  const vapi = new VapiClient({ token: SECRETS.vapiApiKey, baseUrl: rig.standIns.vapiUrl });
  await vapi.calls.create({
    assistantId: IDS.assistantId,
    phoneNumberId: IDS.phoneNumberId,
    customer: { number: "+12125550101" },
  });
  const resend = new Resend(SECRETS.resendApiKey, { baseUrl: rig.standIns.resendUrl });
  const from = "hello@fieldwise.example";
  await resend.emails.send({ from, to: ATTENDEE.email, subject: "Hi & bye", html: "<i>x</i>" });
  rig.standIns.mailbox.deliver({ to: "me@app.example", subject: "Sign in", text: "Link" });
  const booking = await rig.standIns.cal.book({
    eventTypeId: IDS.eventTypeId,
    start: "2026-03-04T16:00:00Z",
    attendee: ATTENDEE,
  });
  await rig.clock.advance(5 * MINUTE_MS);
  return String(booking.uid);
}

describe("the pages", () => {
  it("say what to expect while there is nothing", async () => {
    expect(await read("/")).toContain("No mail yet");
    expect(await read("/calls")).toContain("No calls yet");
    expect(await read("/calendar")).toContain("No bookings yet");
  });

  it("show mails, calls and bookings, with what others wrote escaped", async () => {
    await fill();
    const mails = await read("/mails");
    expect(mails).toContain("Hi &amp; bye");
    expect(mails).toContain("Sign in");
    const id = [...rig.standIns.resend.mails.keys()][0];
    const detail = await read(`/mails/${id}`);
    expect(detail).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
    expect(detail).toContain("&lt;i&gt;x&lt;/i&gt;");
    expect(await read("/calls")).toContain("not-interested");
    const callId = [...rig.standIns.vapi.records.all.keys()][0];
    expect(await read(`/calls/${callId}`)).toContain("We are not interested.");
    const calendar = await read("/calendar");
    expect(calendar).toContain("Wednesday, March 4, 2026");
    expect(calendar).toContain("11:00 AM EST");
    expect(calendar).toContain("Pat &lt;b&gt;Lee&lt;/b&gt;");
    expect((await fetch(`${rig.standIns.url}/calls/none`)).status).toBe(404);
  });

  it("let the host move and cancel a booking, which is reported", async () => {
    const uid = await fill();
    const command = JSON.stringify({ do: "host-reschedule", uid });
    const moved = await click("cal", { command, start: "2026-03-05T16:00:00.000Z" });
    expect(moved.status).toBe(303);
    const taken = await click("cal", { command, start: "2026-03-06T16:00:00.000Z" });
    expect(taken.status).toBe(409);
    await rig.clock.advance(MINUTE_MS);
    const sent = rig.receiver.requests.map(({ text }) => asObject(JSON.parse(text)).triggerEvent);
    expect(sent).toContain("BOOKING_RESCHEDULED");
  });

  it("set faults, but not for a page of another site", async () => {
    const command = JSON.stringify({ do: "fail-creates", fault: "daily-limit", times: "always" });
    expect((await click("vapi", { command }, "http://elsewhere.example")).status).toBe(403);
    expect(rig.standIns.vapi.faults.creates).toEqual([]);
    expect((await click("vapi", { command })).status).toBe(303);
    expect(await read("/faults")).toContain("daily-limit × until cleared");
  });

  it("tell a page that stays open about changes", async () => {
    const response = await fetch(`${rig.standIns.url}/_events`);
    const reader = response.body?.getReader();
    const first = await reader?.read();
    expect(new TextDecoder().decode(first?.value)).toContain("Tue, Mar 3, 10:00 AM CST");
    await reader?.cancel();
  });
});

describe("the data file", () => {
  it("brings calls, bookings and mails back, and ends a call that was going on", async () => {
    await fill();
    const vapi = new VapiClient({ token: SECRETS.vapiApiKey, baseUrl: rig.standIns.vapiUrl });
    await vapi.calls.create({
      assistantId: IDS.assistantId,
      phoneNumberId: IDS.phoneNumberId,
      customer: { number: "+12125550102" },
    });
    await rig.standIns.stop();

    const again = await startRig({ dataFile: join(directory, "data.json") });
    const state = async (path: string): Promise<unknown> =>
      (await fetch(`${again.standIns.url}/_state/${path}`)).json();
    expect(await state("mails")).toHaveLength(2);
    expect(await state("bookings")).toHaveLength(1);
    await again.clock.advance(MINUTE_MS);
    expect(await state("calls")).toMatchObject([
      { number: "+12125550102", endedReason: "worker-shutdown" },
      { number: "+12125550101", endedReason: "assistant-said-end-call-phrase" },
    ]);
    expect(again.standIns.vapi.records.activeCount).toBe(0);
    await again.stop();
  });
});
