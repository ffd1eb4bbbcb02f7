import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Vapi, VapiClient } from "@vapi-ai/server-sdk";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { buildAssistant } from "@/assistant/definition";
import { type PublishInput, publishAssistant } from "@/assistant/publish";
import { describeResult } from "@/assistant/publish-report";
import { IDS, type Rig, SECRETS, startRig } from "./stand-ins/rig";

const DEFINITION = buildAssistant({
  webhookUrl: "http://127.0.0.1:3000/api/webhook/vapi",
  webhookAuth: { secret: SECRETS.vapiWebhookSecret },
});
const VERSION = String(DEFINITION.metadata?.version);

let rig: Rig;
let client: VapiClient;

beforeEach(async () => {
  rig = await startRig();
  client = clientOf(rig);
});

afterEach(() => rig.stop());

function clientOf({ standIns }: Rig): VapiClient {
  return new VapiClient({ token: SECRETS.vapiApiKey, baseUrl: standIns.vapiUrl });
}

/** Publishes to the account's own assistant, unless the test says otherwise. */
function publish(input: Partial<PublishInput> = {}) {
  return publishAssistant(client, {
    definition: DEFINITION,
    assistantId: IDS.assistantId,
    isDryRun: false,
    isForced: false,
    ...input,
  });
}

/** The assistants as they are live, without their times. */
async function allLive(): Promise<unknown[]> {
  const all = await client.assistants.list();
  return all.map(({ updatedAt: _, ...rest }) => rest);
}

/** An account without an assistant. */
async function empty(): Promise<void> {
  await client.assistants.delete({ id: IDS.assistantId });
}

const CHANGED = buildChanged({ firstMessageInterruptionsEnabled: false });

function buildChanged(changes: Vapi.CreateAssistantDto): Vapi.CreateAssistantDto {
  return {
    ...DEFINITION,
    ...changes,
    metadata: { ...DEFINITION.metadata, version: "0000deadbeef" },
  };
}

describe("publishing", () => {
  test("creates the assistant, all of it at once, and finds it again without being told its id", async () => {
    await empty();
    const created = await publish({ assistantId: undefined });
    expect(created).toMatchObject({ kind: "published", plan: { kind: "create" } });
    const [live] = await allLive();
    expect(live).toMatchObject({ name: DEFINITION.name, metadata: { version: VERSION } });
    expect(await publish({ assistantId: undefined })).toMatchObject({
      kind: "planned",
      plan: { kind: "unchanged" },
    });
    expect(await allLive()).toEqual([live]);
  });

  test("makes a new one where the one that is set is gone", async () => {
    await empty();
    const created = await publish();
    expect(created).toMatchObject({ kind: "published", plan: { kind: "create" } });
    const { lines } = describeResult(created, { version: VERSION, assistantId: IDS.assistantId });
    expect(lines.at(-1)).toMatch(/^Set VAPI_ASSISTANT_ID=[0-9a-f-]{36} where/);
  });

  test("does nothing the second time", async () => {
    await publish();
    const before = await client.assistants.get({ id: IDS.assistantId });
    expect(await publish()).toMatchObject({ kind: "planned", plan: { kind: "unchanged" } });
    expect(await client.assistants.get({ id: IDS.assistantId })).toEqual(before);
  });

  test("updates what another version left, and only says so in a dry run", async () => {
    await publish();
    const before = await allLive();
    const dry = await publish({ definition: CHANGED, isDryRun: true });
    expect(dry).toMatchObject({ kind: "planned", plan: { kind: "update", liveVersion: VERSION } });
    expect(await allLive()).toEqual(before);
    const { lines, exitCode } = describeResult(dry, {
      version: "0000deadbeef",
      assistantId: IDS.assistantId,
    });
    expect(exitCode).toBe(0);
    expect(lines).toContain("  firstMessageInterruptionsEnabled: true -> false");
    expect(lines.at(-1)).toBe("Dry run: nothing was changed.");

    expect(await publish({ definition: CHANGED })).toMatchObject({ kind: "published" });
    expect(await client.assistants.get({ id: IDS.assistantId })).toMatchObject({
      firstMessageInterruptionsEnabled: false,
      metadata: { version: "0000deadbeef" },
    });
  });

  test("stops at what was changed by hand, until it is forced", async () => {
    await publish();
    const byHand = "Hello! We have a special offer for you today.";
    await client.assistants.update({ id: IDS.assistantId, firstMessage: byHand });
    for (const definition of [DEFINITION, CHANGED]) {
      const refused = await publish({ definition });
      expect(refused).toMatchObject({
        kind: "drift",
        plan: { drift: { kind: "edited", fields: ["firstMessage"] } },
      });
      const { lines, exitCode } = describeResult(refused, {
        version: VERSION,
        assistantId: IDS.assistantId,
      });
      expect(exitCode).toBe(1);
      expect(lines.join("\n")).toContain(byHand);
    }
    const { firstMessage } = await client.assistants.get({ id: IDS.assistantId });
    expect(firstMessage).toBe(byHand);

    expect(await publish({ isForced: true })).toMatchObject({ kind: "published" });
    const after = await client.assistants.get({ id: IDS.assistantId });
    expect(after.firstMessage).toBe(DEFINITION.firstMessage);
  });

  test("does not take over an assistant that somebody made by hand", async () => {
    await client.assistants.update({ id: IDS.assistantId, metadata: {} });
    expect(await publish({ definition: CHANGED })).toMatchObject({
      kind: "drift",
      plan: { drift: { kind: "unversioned" } },
    });
  });

  test("asks which is meant when two have the name", async () => {
    await client.assistants.create(DEFINITION);
    const result = await publish({ assistantId: undefined });
    expect(result).toMatchObject({ kind: "ambiguous", ids: [IDS.assistantId, expect.any(String)] });
  });

  test("changes a secret without showing it", async () => {
    const secret = "another-secret-of-the-webhook";
    const webhookUrl = "http://127.0.0.1:3000/api/webhook/vapi";
    const definition = buildAssistant({ webhookUrl, webhookAuth: { secret } });
    await publish();
    const result = await publish({ definition });
    expect(result).toMatchObject({ kind: "published", plan: { kind: "update" } });
    const { lines } = describeResult(result, { version: VERSION, assistantId: IDS.assistantId });
    expect(lines).toContain("  server.headers.X-Vapi-Secret: the secret differs");
    expect(lines.join("\n")).not.toContain(secret);
    const { server } = await client.assistants.get({ id: IDS.assistantId });
    expect(server?.headers).toEqual({ "X-Vapi-Secret": secret });
  });

  test("sends nothing that breaks the rules", async () => {
    const before = await allLive();
    const definition = { ...DEFINITION, firstMessage: "Hi {{first_name}}, got a minute?" };
    const result = await publish({ definition, isForced: true });
    expect(result).toMatchObject({ kind: "lint" });
    expect(describeResult(result, { version: VERSION, assistantId: undefined }).exitCode).toBe(1);
    expect(await allLive()).toEqual(before);
  });

  test("says when what was sent is not what is live", async () => {
    const voicemailMessage = "Call us back about our offer!";
    await client.assistants.update({ id: IDS.assistantId, voicemailMessage });
    const result = await publish({ isForced: true });
    expect(result).toMatchObject({
      kind: "unconfirmed",
      differences: [{ path: "voicemailMessage", live: voicemailMessage }],
    });
    expect(describeResult(result, { version: VERSION, assistantId: undefined }).exitCode).toBe(2);
  });
});

describe("a published assistant", () => {
  test("survives a restart of the stand-in", async () => {
    const folder = mkdtempSync(join(tmpdir(), "publish-"));
    const dataFile = join(folder, "stand-ins.json");
    await rig.stop();
    rig = await startRig({ dataFile });
    client = clientOf(rig);
    await publish({ definition: CHANGED });
    await client.assistants.create({ name: "Second" });
    const before = await allLive();
    await rig.stop();
    rig = await startRig({ dataFile });
    client = clientOf(rig);
    expect(await allLive()).toEqual(before);
    rmSync(folder, { recursive: true });
  });

  test.each<[string, Vapi.CreateAssistantDto]>([
    ["name", { name: "x".repeat(41) }],
    ["endCallPhrases", { endCallPhrases: ["x"] }],
    ["voicemailDetection.backoffPlan.frequencySeconds", voicemail({ frequencySeconds: 1 })],
    ["voicemailDetection.backoffPlan.maxRetries", voicemail({ maxRetries: 11 })],
    ["server.timeoutSeconds", { server: { ...DEFINITION.server, timeoutSeconds: 301 } }],
    ["backgroundSound", { backgroundSound: "cafe" }],
  ])("is refused with a wrong %s", async (path, changes) => {
    const error = await client.assistants.create({ ...DEFINITION, ...changes }).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({
      statusCode: 400,
      body: { message: [expect.stringContaining(path)] },
    });
  });
});

function voicemail(backoffPlan: Vapi.VoicemailDetectionBackoffPlan): Vapi.CreateAssistantDto {
  return { voicemailDetection: { provider: "vapi", backoffPlan } };
}

describe("npm run assistant:publish", () => {
  interface Run {
    readonly exitCode: number;
    readonly output: string;
  }

  function run(flags: string[] = [], changes: Record<string, string> = {}): Promise<Run> {
    const env = {
      ...process.env,
      APP_URL: "http://127.0.0.1:3000",
      VAPI_API_KEY: SECRETS.vapiApiKey,
      VAPI_BASE_URL: rig.standIns.vapiUrl,
      VAPI_WEBHOOK_SECRET: SECRETS.vapiWebhookSecret,
      VAPI_ASSISTANT_ID: IDS.assistantId,
      VAPI_TRANSFER_NUMBER: "",
      VAPI_CREDENTIAL_ID: "",
      ...changes,
    };
    const args = ["--import", "tsx", "scripts/assistant/publish.ts", ...flags];
    return new Promise((resolve) => {
      execFile(process.execPath, args, { env }, (error, stdout, stderr) => {
        const exitCode = error ? Number(error.code) : 0;
        resolve({ exitCode, output: stdout + stderr });
      });
    });
  }

  test("publishes with 0, refuses with 1, fails with 2, and shows no secret", async () => {
    const first = await run();
    expect(first).toMatchObject({ exitCode: 0 });
    expect(first.output).toContain(`Published version ${VERSION} as assistant ${IDS.assistantId}.`);
    expect(first.output).toContain("server.url");

    await client.assistants.update({ id: IDS.assistantId, firstMessage: "Hi." });
    const wrongKey = "a-wrong-key";
    const [refused, failed] = await Promise.all([run(), run([], { VAPI_API_KEY: wrongKey })]);
    expect(refused).toMatchObject({ exitCode: 1 });
    expect(refused.output).toContain("Changed by hand in the dashboard");
    expect(failed).toMatchObject({ exitCode: 2 });
    expect(failed.output).toContain("Vapi refused with status 401");

    const outputs = [first, refused, failed].map(({ output }) => output).join("\n");
    for (const hidden of [SECRETS.vapiWebhookSecret, SECRETS.vapiApiKey, wrongKey]) {
      expect(outputs).not.toContain(hidden);
    }
  });
});
