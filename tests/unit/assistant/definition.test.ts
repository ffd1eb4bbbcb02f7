import { describe, expect, test } from "vitest";
import { analysisSchema } from "@/assistant/analysis";
import { buildAssistant } from "@/assistant/definition";
import { FIRST_MESSAGE } from "@/assistant/first-message";
import { providerSchemaOf, toProviderSchema } from "@/assistant/json-schema";
import { buildPrompt } from "@/assistant/prompt";
import { STATIC_PARAMETERS, TOOLS } from "@/assistant/tools";
import { assistantProblems } from "../../../local/stand-ins/vapi/validate-assistant";
import { CONFIG, wireOf } from "./definitions";

const TRANSFERRING = { ...CONFIG, transferNumber: "+13125550123" };

function toolsOf(config = CONFIG) {
  const { model } = buildAssistant(config);
  return (model && "tools" in model ? model.tools : undefined) ?? [];
}

describe("the definition", () => {
  test.each([CONFIG, TRANSFERRING])("is one that the service takes", (config) => {
    expect(assistantProblems(wireOf(buildAssistant(config)))).toEqual([]);
  });

  test("holds every tool with its schema, its static parameters and something to say meanwhile", () => {
    const functions = toolsOf().filter((tool) => tool.type === "function");
    expect(functions.map((tool) => tool.function?.name)).toEqual(TOOLS.map(({ name }) => name));
    for (const tool of functions) {
      expect(tool).toMatchObject({ async: false, parameters: STATIC_PARAMETERS });
      expect(tool.function?.parameters).toMatchObject({ type: "object" });
      expect(tool.messages?.map(({ type }) => type)).toEqual([
        "request-start",
        "request-response-delayed",
        "request-failed",
      ]);
    }
  });

  test("ends calls by itself, and transfers them only where there is somebody to transfer to", () => {
    const kinds = (config = CONFIG) => toolsOf(config).map(({ type }) => type);
    expect(kinds()).toContain("endCall");
    expect(kinds()).not.toContain("transferCall");
    expect(kinds(TRANSFERRING)).toContain("transferCall");
    expect(buildPrompt({ canTransfer: false })).not.toContain("transfer");
    expect(buildPrompt({ canTransfer: true })).toContain("transfer the call");
  });

  test("sends the secret as a header, or none at all beside a credential", () => {
    expect(buildAssistant(CONFIG).server).toMatchObject({
      headers: { "X-Vapi-Secret": "0123456789abcdef" },
    });
    const credentialId = "33333333-3333-4333-8333-333333333333";
    const { server } = buildAssistant({ ...CONFIG, webhookAuth: { credentialId } });
    expect(server).toMatchObject({ credentialId });
    expect(server).not.toHaveProperty("headers");
  });

  test("asks for webhook retries, of which there are none by default", () => {
    expect(buildAssistant(CONFIG).server?.backoffPlan).toEqual({
      type: "exponential",
      maxRetries: 3,
      baseDelaySeconds: 1,
      excludedStatusCodes: [400, 401, 403, 404, 413, 422],
    });
  });

  test("opens in one breath", () => {
    expect(FIRST_MESSAGE.split(/\s+/).length).toBeLessThanOrEqual(45);
  });

  test("keeps the prompt short, since it is read before every sentence", () => {
    for (const canTransfer of [true, false]) {
      expect(buildPrompt({ canTransfer }).split(/\s+/).length).toBeLessThan(1200);
    }
  });
});

describe("the analysis schema", () => {
  test("has one type a field and demands nothing but the outcome", () => {
    const schema = providerSchemaOf(analysisSchema);
    expect(schema.required).toEqual(["outcome"]);
    for (const field of Object.values(schema.properties)) {
      expect(typeof field.type).toBe("string");
      expect(field.description).toBeTruthy();
    }
  });

  test.each([
    { type: "object", properties: { a: { type: ["string", "null"], description: "d" } } },
    { type: "object", properties: { a: { type: "string" } } },
    { type: "object", properties: { a: { type: "string", description: "d", pattern: "x" } } },
    { type: "string" },
  ])("cannot say what the service would not understand: %j", (schema) => {
    expect(() => toProviderSchema(schema)).toThrow();
  });
});
