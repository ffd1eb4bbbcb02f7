import type { JsonObject } from "../json";
import { type PresetOptions, presetAssistant, presetPhoneNumber } from "./preset";
import type { ResourceRules } from "./resources";
import { phoneNumberProblems } from "./validate";
import { assistantProblems } from "./validate-assistant";

export const ORG_ID = "0190a000-0000-7000-8000-000000000000";

export interface PresetRuleOptions {
  readonly appUrl: () => string;
  readonly webhookSecret: string;
  readonly assistantId: string;
  /** One, or several with commas between them. */
  readonly phoneNumberId: string;
}

/** An account that has the assistant which the application calls with. */
export function assistantRules(options: PresetRuleOptions): ResourceRules {
  const { assistantId } = options;
  const built = new Map<string, JsonObject>();
  /** Where the application is reached may change, and it is asked for with every call. */
  const preset = () => {
    const url = options.appUrl();
    const assistant = built.get(url) ?? presetAssistant(presetOptions(options));
    built.set(url, assistant);
    return assistant;
  };
  return {
    label: "Assistant",
    problems: (body) => assistantProblems(body),
    presetIds: [assistantId],
    preset: (id) => (id === assistantId ? preset() : undefined),
  };
}

/** An account that has the numbers which the application calls from. */
export function phoneNumberRules(options: PresetRuleOptions): ResourceRules {
  const presetIds = options.phoneNumberId.split(",").map((id) => id.trim());
  return {
    label: "Phone number",
    problems: phoneNumberProblems,
    presetIds,
    preset: (id) => {
      const index = presetIds.indexOf(id);
      return index < 0 ? undefined : presetPhoneNumber(presetOptions(options), id, index);
    },
  };
}

function presetOptions(options: PresetRuleOptions): PresetOptions {
  return {
    assistantId: options.assistantId,
    webhookUrl: `${options.appUrl()}/api/webhook/vapi`,
    webhookSecret: options.webhookSecret,
    orgId: ORG_ID,
    createdAt: "2026-01-01T00:00:00.000Z",
  };
}
