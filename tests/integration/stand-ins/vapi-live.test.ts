import { VapiClient } from "@vapi-ai/server-sdk";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import WebSocket from "ws";
import { asList, asObject, asText, type JsonObject } from "../../../local/stand-ins/json";
import type { ScriptName } from "../../../local/stand-ins/vapi/scripts";
import { IDS, messagesAt, type Rig, SECRETS, startRig } from "./rig";

const MINUTE_MS = 60_000;
const NUMBER = "+12125550100";
const OFFER = "I have Wednesday at 10 AM (slot s-1) Central.";
const BOOKED = "You are booked for Wednesday at 10 AM Central.";

let rig: Rig;

beforeEach(async () => {
  rig = await startRig();
});

afterEach(() => rig.stop());

/** Places a call that follows `script`, and waits until it has been answered. */
async function answered(script: ScriptName): Promise<string> {
  const { vapi, vapiUrl } = rig.standIns;
  vapi.scripts.set(NUMBER, script);
  const client = new VapiClient({ token: SECRETS.vapiApiKey, baseUrl: vapiUrl });
  const call = await client.calls.create({
    assistantId: IDS.assistantId,
    phoneNumberId: IDS.phoneNumberId,
    customer: { number: NUMBER },
  });
  if ("results" in call) throw new Error("a single call was expected");
  while (vapi.records.all.get(call.id)?.startedAt === undefined) await rig.clock.advance(500);
  return call.id;
}

function sent(type: string): JsonObject[] {
  return messagesAt(rig.receiver, "/api/webhook/vapi")
    .map((body) => asObject(body.message))
    .filter((message) => message.type === type);
}

/** Answers the n-th use of each tool with its n-th answer; the last one serves for all others. */
function answerTools(answers: Readonly<Record<string, readonly JsonObject[]>>): void {
  const counts = new Map<string, number>();
  rig.receiver.answer = ({ text }) => {
    const { toolCallList } = asObject(asObject(JSON.parse(text)).message);
    const results = asList(toolCallList).map((item) => {
      const { id, function: called } = asObject(item);
      const name = asText(asObject(called).name) ?? "";
      const own = answers[name] ?? [];
      const count = counts.get(name) ?? 0;
      counts.set(name, count + 1);
      return { toolCallId: id, name, ...own[Math.min(count, own.length - 1)] };
    });
    return { status: 200, body: results.length > 0 ? { results } : {} };
  };
}

function control(id: string, command: JsonObject): Promise<Response> {
  return fetch(`${rig.standIns.vapiUrl}/monitor/${id}/control`, {
    method: "POST",
    body: JSON.stringify(command),
  });
}

describe("the transcript", () => {
  it("comes word by word to those who want it, then whole", async () => {
    await answered("hangs-up-early");
    await rig.clock.advance(MINUTE_MS);
    const lines = sent("transcript").filter(({ role }) => role === "assistant");
    const whole = asText(lines.at(-1)?.transcript) ?? "";
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.at(-1)?.transcriptType).toBe("final");
    for (const [index, { transcriptType, transcript }] of lines.slice(0, -1).entries()) {
      expect(transcriptType).toBe("partial");
      expect(whole.startsWith(String(transcript))).toBe(true);
      expect(String(transcript).split(" ")).toHaveLength(4 * (index + 1));
    }
  });

  it("comes only whole to an assistant that asks for final lines", async () => {
    const { assistants } = rig.standIns.vapi;
    assistants.update(IDS.assistantId, { serverMessages: ['transcript[transcriptType="final"]'] });
    await answered("hangs-up-early");
    await rig.clock.advance(MINUTE_MS);
    expect(new Set(sent("transcript").map(({ transcriptType }) => transcriptType))).toEqual(
      new Set(["final"]),
    );
  });
});

describe("tools", () => {
  it("end the call with the words that come with the answer", async () => {
    const content = "You are off our list. Goodbye.";
    const message = { type: "request-complete", content, endCallAfterSpokenEnabled: true };
    answerTools({ opt_out: [{ result: content, message }] });
    await answered("opt-out-angry");
    await rig.clock.advance(MINUTE_MS);
    const [report] = sent("end-of-call-report");
    expect(report).toMatchObject({
      endedReason: "assistant-ended-call-after-message-spoken",
      analysis: { structuredData: { opt_out: true } },
    });
    expect(asText(report?.transcript)).toMatch(/AI: You are off our list\. Goodbye\.\n$/);
  });

  it("are used again with the same arguments when the answer asks to hold", async () => {
    answerTools({
      check_availability: [{ result: OFFER }],
      book_appointment: [{ result: "One moment, please." }, { result: BOOKED }],
    });
    await answered("interested-books");
    await rig.clock.advance(3 * MINUTE_MS);
    const slots = sent("tool-calls")
      .flatMap(({ toolCallList }) => asList(toolCallList))
      .map((item) => asObject(asObject(asObject(item).function).arguments).slot_id);
    expect(slots).toEqual([undefined, "s-1", "s-1"]);
    expect(sent("end-of-call-report")).toMatchObject([
      { analysis: { structuredData: { outcome: "scheduled" } } },
    ]);
  });

  it("come several in one message, and again for what was booked already", async () => {
    answerTools({
      check_availability: [{ result: OFFER }],
      book_appointment: [{ result: BOOKED }],
    });
    await answered("model-repeats-itself");
    await rig.clock.advance(3 * MINUTE_MS);
    const calls = sent("tool-calls").map(({ toolCallList }) => asList(toolCallList).map(asObject));
    expect(calls.map((list) => list.length)).toEqual([2, 2, 1]);
    expect(new Set(calls.flat().map(({ id }) => id)).size).toBe(5);
  });

  it("are tried again by the server's plan when the request or its answer is lost", async () => {
    const { faults } = rig.standIns.vapi.outbox;
    faults.lose("tool-calls");
    faults.loseAnswer("tool-calls");
    answerTools({
      check_availability: [{ result: OFFER }],
      book_appointment: [{ result: BOOKED }],
    });
    await answered("interested-books");
    await rig.clock.advance(3 * MINUTE_MS);
    const [lostAnswer, repeated] = sent("tool-calls");
    expect(repeated?.toolCallList).toEqual(lostAnswer?.toolCallList);
    expect(sent("end-of-call-report")).toMatchObject([
      { analysis: { structuredData: { outcome: "scheduled" } } },
    ]);
  });
});

describe("the control URL", () => {
  it("lets the agent tell what the application has found out meanwhile", async () => {
    answerTools({
      check_availability: [{ result: OFFER }],
      book_appointment: [{ result: "Please hold, I am still waiting for the calendar." }],
    });
    const id = await answered("interested-books");
    while (sent("tool-calls").length < 2) await rig.clock.advance(500);
    const message = { role: "system", content: `It came through. Tell the person: ${BOOKED}` };
    const added = await control(id, { type: "add-message", message, triggerResponseEnabled: true });
    expect(added.status).toBe(200);
    await rig.clock.advance(2 * MINUTE_MS);
    const [report] = sent("end-of-call-report");
    expect(asText(report?.transcript)).toContain(`AI: ${BOOKED}\n`);
    expect(report).toMatchObject({ analysis: { structuredData: { outcome: "scheduled" } } });
    expect(sent("tool-calls")).toHaveLength(2);
  });

  it("says a text, and ends the call after it when asked to", async () => {
    const id = await answered("not-interested");
    await control(id, {
      type: "say",
      content: "A colleague will call you.",
      endCallAfterSpoken: true,
    });
    await rig.clock.advance(MINUTE_MS);
    expect(sent("end-of-call-report")).toMatchObject([
      { endedReason: "assistant-ended-call-after-message-spoken" },
    ]);
    expect((await control(id, { type: "end-call" })).status).toBe(404);
  });

  it.each([
    { type: "shout", content: "Hello" },
    { type: "say" },
    { type: "control", control: "mute-all" },
    { type: "add-message", message: { content: "Without a role" } },
  ])("refuses %j", async (command) => {
    const id = await answered("not-interested");
    expect((await control(id, command)).status).toBe(400);
  });
});

describe("the listen URL", () => {
  /** The frames that come until the socket closes or `isEnough`. */
  function listen(id: string, isEnough: (sound: readonly Buffer[]) => boolean = () => false) {
    const url = `${rig.standIns.vapiUrl.replace(/^http/, "ws")}/monitor/${id}/listen`;
    const texts: string[] = [];
    const sound: Buffer[] = [];
    const socket = new WebSocket(url);
    const closed = new Promise<number>((resolve, reject) => {
      socket.on("message", (data: Buffer, isBinary) => {
        if (isBinary) sound.push(data);
        else texts.push(data.toString());
        if (isEnough(sound)) socket.close();
      });
      socket.on("close", resolve);
      socket.on("error", reject);
    });
    return { texts, sound, closed };
  }

  it("brings a tone while somebody speaks and silence between, until the call ends", async () => {
    const id = await answered("not-interested");
    await rig.clock.advance(1000);
    const { vapi } = rig.standIns;
    const { texts, sound, closed } = listen(id);
    await vi.waitFor(() => expect(sound.length).toBeGreaterThan(1));
    expect(JSON.parse(texts[0] ?? "")).toMatchObject({ encoding: "linear16", sampleRate: 16_000 });
    expect(sound[0]).toHaveLength(3200);
    expect(sound[0]?.some((byte) => byte !== 0)).toBe(true);
    const record = vapi.records.all.get(id);
    if (record) vapi.runner.mute(record, "bot", true);
    await vi.waitFor(() => expect(sound.at(-1)?.every((byte) => byte === 0)).toBe(true));
    await rig.clock.advance(2 * MINUTE_MS);
    expect(await closed).toBe(1000);
  });

  it("is not there for a call that has ended or never was", async () => {
    const id = await answered("hangs-up-early");
    await rig.clock.advance(2 * MINUTE_MS);
    await expect(listen(id).closed).rejects.toThrow("404");
    await expect(listen("none").closed).rejects.toThrow("404");
  });
});
