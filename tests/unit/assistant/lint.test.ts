import type { Vapi } from "@vapi-ai/server-sdk";
import { describe, expect, test } from "vitest";
import { buildAssistant } from "@/assistant/definition";
import { FIRST_MESSAGE } from "@/assistant/first-message";
import { lintDefinition } from "@/assistant/lint";
import { buildPrompt } from "@/assistant/prompt";
import { CONFIG, definitionWith } from "./definitions";

const { model } = buildAssistant(CONFIG);

function rulesBrokenBy(changes: Vapi.CreateAssistantDto): string[] {
  return lintDefinition(definitionWith(changes)).map(({ rule }) => rule);
}

function withPrompt(change: (prompt: string) => string): Vapi.CreateAssistantDto {
  const content = change(buildPrompt({ canTransfer: false }));
  return { model: { ...openAi(), messages: [{ role: "system", content }] } };
}

type Tools = Vapi.OpenAiModelToolsItem[];

function withTools(change: (tools: Tools) => Tools): Vapi.CreateAssistantDto {
  return { model: { ...openAi(), tools: change(openAi().tools ?? []) } };
}

function openAi(): Vapi.CreateAssistantDtoModel.Openai {
  if (model?.provider !== "openai") throw new Error("another model was expected");
  return model;
}

function withoutDescription(tool: Tools[number]): Tools[number] {
  if (tool.type !== "function" || tool.function?.name !== "opt_out") return tool;
  return { ...tool, function: { ...tool.function, description: " " } };
}

function renamed(tool: Tools[number], name: string): Tools[number] {
  if (tool.type !== "function" || tool.function?.name !== "opt_out") return tool;
  return { ...tool, function: { ...tool.function, name } };
}

describe("the lint", () => {
  test("lets the definition through, with and without a person to transfer to", () => {
    expect(lintDefinition(buildAssistant(CONFIG))).toEqual([]);
    const transferNumber = "+13125550123";
    expect(lintDefinition(buildAssistant({ ...CONFIG, transferNumber }))).toEqual([]);
  });

  test.each([
    ["identity", FIRST_MESSAGE.replace("{{seller_name}}", "a company")],
    ["ai-disclosure", FIRST_MESSAGE.replace("the AI assistant", "Pat")],
    ["recording-notice", FIRST_MESSAGE.replace("This call may be recorded, and i", "I")],
    ["opt-out", FIRST_MESSAGE.replace("if you'd rather not be called again, just say so", "hi")],
    ["opening-length", `${FIRST_MESSAGE} ${"We have so much to tell you. ".repeat(3)}`],
    ["variables", `${FIRST_MESSAGE} {{customer_name}}`],
    ["variables", `${FIRST_MESSAGE} {{"now" | date: "%A"}}`],
    ["variables", `${FIRST_MESSAGE} {% if email %}`],
    ["tool-names", `${FIRST_MESSAGE} opt_out`],
    ["end-phrases", `${FIRST_MESSAGE} Have a great day`],
  ])("refuses for %s the opening %j", (rule, firstMessage) => {
    expect(rulesBrokenBy({ firstMessage })).toEqual([rule]);
  });

  test("refuses an assistant that says nothing at first", () => {
    expect(rulesBrokenBy({ firstMessage: "" })).toEqual([
      "identity",
      "ai-disclosure",
      "recording-notice",
      "opt-out",
    ]);
    expect(rulesBrokenBy({ firstMessageMode: "assistant-waits-for-user" })).toEqual([
      "opening-first",
    ]);
  });

  test.each<[string, (prompt: string) => string]>([
    ["identity", (prompt) => prompt.replaceAll("{{seller_name}}", "us")],
    ["ai-disclosure", (prompt) => prompt.replaceAll(/\bAI\b/g, "sales")],
    ["ai-denial", (prompt) => prompt.replace("Never deny it and never", "Never")],
    ["opt-out", (prompt) => prompt.replaceAll("off the list", "seriously")],
    ["prompt-length", (prompt) => `${prompt} ${"and so on ".repeat(200)}`],
    ["tool-names", (prompt) => `${prompt} Use check_availability.`],
    ["variables", (prompt) => `${prompt} {{agent_name}}`],
  ])("refuses for %s what the prompt says or leaves out", (rule, change) => {
    expect(rulesBrokenBy(withPrompt(change))).toEqual([rule]);
  });

  test("refuses a message on a machine without a way to opt out", () => {
    expect(rulesBrokenBy({ voicemailMessage: "Call us back!" })).toEqual(["voicemail"]);
    expect(rulesBrokenBy({ voicemailMessage: "To opt out call 800 555 0100." })).toEqual([]);
  });

  test.each<[string, string[], (tools: Tools) => Tools]>([
    ["a missing tool", ["tools"], (tools) => tools.slice(1)],
    ["a tool twice", ["tools"], (tools) => [...tools, ...tools.slice(0, 1)]],
    ["no way to hang up", ["tools"], (tools) => tools.filter(({ type }) => type !== "endCall")],
    ["a missing description", ["tool-description"], (tools) => tools.map(withoutDescription)],
    [
      "a name with a blank",
      ["tools", "limits"],
      (tools) => tools.map((tool) => renamed(tool, "a b")),
    ],
  ])("refuses %s", (_name, rules, change) => {
    expect(rulesBrokenBy(withTools(change))).toEqual(rules);
  });

  test.each<[string, Vapi.CreateAssistantDto]>([
    ["a long name", { name: "x".repeat(41) }],
    ["a long farewell", { endCallMessage: "x".repeat(1001) }],
    ["a short phrase", { endCallPhrases: ["x"] }],
    ["a long phrase", { endCallPhrases: ["x".repeat(141)] }],
    ["a short call", { maxDurationSeconds: 9 }],
    ["a long call", { maxDurationSeconds: 43_201 }],
  ])("refuses %s, as the service would", (_name, changes) => {
    expect(rulesBrokenBy(changes)).toEqual(["limits"]);
  });

  test("refuses a webhook that is open, unproven or not repeated, and missing messages", () => {
    const { server } = definitionWith();
    expect(rulesBrokenBy({ server: { ...server, url: "http://sales.example.org" } })).toEqual([
      "webhook",
    ]);
    expect(rulesBrokenBy({ server: { ...server, headers: {} } })).toEqual(["webhook"]);
    expect(rulesBrokenBy({ server: { ...server, backoffPlan: undefined } })).toEqual(["webhook"]);
    expect(rulesBrokenBy({ server: { ...server, url: "http://127.0.0.1:3000/x" } })).toEqual([]);
    expect(rulesBrokenBy({ serverMessages: ["status-update", "tool-calls"] })).toEqual([
      "server-messages",
      "server-messages",
    ]);
  });
});
