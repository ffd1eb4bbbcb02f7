import type { Vapi } from "@vapi-ai/server-sdk";
import { type AssistantConfig, buildAssistant } from "@/assistant/definition";
import { asObject, type JsonObject, toJson } from "@/assistant/json";

export const CONFIG: AssistantConfig = {
  webhookUrl: "https://sales.example.org/api/webhook/vapi",
  webhookAuth: { secret: "0123456789abcdef" },
};

/** The definition with some of its top-level fields replaced. */
export function definitionWith(changes: Vapi.CreateAssistantDto = {}): Vapi.CreateAssistantDto {
  return { ...buildAssistant(CONFIG), ...changes };
}

export function wireOf(definition: Vapi.CreateAssistantDto): JsonObject {
  return asObject(toJson(definition));
}

/** An assistant as the service gives it: with ids, times and defaults that nobody sent. */
export function liveFrom(definition: Vapi.CreateAssistantDto): JsonObject {
  const sent = wireOf(definition);
  return {
    ...sent,
    id: "11111111-1111-4111-8111-111111111111",
    orgId: "22222222-2222-4222-8222-222222222222",
    createdAt: "2026-03-03T16:00:00.000Z",
    updatedAt: "2026-03-03T16:00:00.000Z",
    isServerUrlSecretSet: false,
    keypadInputPlan: null,
    voice: { ...asObject(sent.voice), speed: 1, cachingEnabled: true },
    model: { ...asObject(sent.model), toolIds: [], numFastTurns: 0 },
  };
}
