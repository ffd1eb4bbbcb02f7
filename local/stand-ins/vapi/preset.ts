import { buildAssistant } from "../../../src/assistant/definition";
import { asObject, type JsonObject, parseJson } from "../json";

export interface PresetOptions {
  readonly assistantId: string;
  readonly webhookUrl: string;
  readonly webhookSecret: string;
  readonly orgId: string;
  readonly createdAt: string;
}

/** The assistant that an operator of the real service would have published before the first call. */
export function presetAssistant(options: PresetOptions): JsonObject {
  const definition = buildAssistant({
    webhookUrl: options.webhookUrl,
    webhookAuth: { secret: options.webhookSecret },
  });
  return {
    id: options.assistantId,
    orgId: options.orgId,
    createdAt: options.createdAt,
    updatedAt: options.createdAt,
    ...asObject(parseJson(JSON.stringify(definition))),
  };
}

export function presetPhoneNumber(options: PresetOptions, id: string, index: number): JsonObject {
  return {
    id,
    orgId: options.orgId,
    createdAt: options.createdAt,
    updatedAt: options.createdAt,
    provider: "twilio",
    number: `+131255501${String(index).padStart(2, "0")}`,
    name: "Outbound",
    status: "active",
  };
}
