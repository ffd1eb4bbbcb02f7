import type { Vapi } from "@vapi-ai/server-sdk";
import { analysisSchema, SUMMARY_MESSAGES } from "./analysis";
import { FILLERS } from "./fillers";
import { FIRST_MESSAGE } from "./first-message";
import { asObject, toJson } from "./json";
import { providerSchemaOf, toProviderSchema } from "./json-schema";
import { buildPrompt } from "./prompt";
import { parametersOf, STATIC_PARAMETERS, TOOLS } from "./tools";
import { markOf } from "./version";

export interface AssistantConfig {
  /** Where the provider sends its messages: our `/api/webhook/vapi`. */
  readonly webhookUrl: string;
  /** How it proves who it is: a secret in a header, or a credential that it keeps itself. */
  readonly webhookAuth: { readonly secret: string } | { readonly credentialId: string };
  /** E.164; without one nobody is transferred. */
  readonly transferNumber?: string | undefined;
}

/**
 * The whole assistant, as it is published. Its tools are part of it, not resources of their own: one request puts all of it
 * live, so that no call ever runs with a new prompt and old tools. Limits and defaults: https://docs.vapi.ai/api-reference.
 *
 * A machine that answers is hung up on without a word: a sales message left by an artificial voice needs a toll-free
 * number to opt out by (47 CFR 64.1200(b)(3)).
 */
export function buildAssistant(config: AssistantConfig): Vapi.CreateAssistantDto {
  const content = {
    name: "HVAC demo booking",
    firstMessage: FIRST_MESSAGE,
    firstMessageMode: "assistant-speaks-first",
    // Whoever says "stop" into the opening is heard.
    firstMessageInterruptionsEnabled: true,
    model: modelOf(config),
    voice: { provider: "vapi", voiceId: "Elliot", version: "2" },
    transcriber: {
      provider: "deepgram",
      model: "nova-3",
      language: "en",
      smartFormat: true,
      keyterm: ["HVAC"],
    },
    // Three seconds in: earlier, a person's "hello?" is taken for a machine.
    voicemailDetection: {
      provider: "vapi",
      backoffPlan: { startAtSeconds: 3, frequencySeconds: 2.5, maxRetries: 5 },
      beepMaxAwaitSeconds: 25,
    },
    endCallPhrases: ["have a great day"],
    // Each call brings its own, lower limit, which bounds its cost.
    maxDurationSeconds: 600,
    backgroundSound: "off",
    backgroundSpeechDenoisingPlan: { smartDenoisingPlan: { enabled: true } },
    startSpeakingPlan: { waitSeconds: 0.4, smartEndpointingPlan: { provider: "livekit" } },
    stopSpeakingPlan: { numWords: 0, voiceSeconds: 0.3, backoffSeconds: 1 },
    hooks: SILENCE_HOOKS,
    serverMessages: ["status-update", "end-of-call-report", "tool-calls", "transcript"],
    server: serverOf(config),
    analysisPlan: ANALYSIS_PLAN,
    artifactPlan: { recordingEnabled: true },
    monitorPlan: { listenEnabled: true, controlEnabled: true },
  } satisfies Vapi.CreateAssistantDto;
  return { ...content, metadata: { ...markOf(asObject(toJson(content))) } };
}

function modelOf({ transferNumber }: AssistantConfig): Vapi.CreateAssistantDtoModel.Openai {
  const prompt = buildPrompt({ canTransfer: transferNumber !== undefined });
  return {
    provider: "openai",
    model: "gpt-4.1",
    temperature: 0.2,
    maxTokens: 250,
    messages: [{ role: "system", content: prompt }],
    tools: [
      ...TOOLS.map(functionTool),
      // Without it the assistant says goodbye, but cannot hang up.
      { type: "endCall" },
      ...(transferNumber === undefined ? [] : [transferTool(transferNumber)]),
    ],
  };
}

function functionTool(tool: (typeof TOOLS)[number]): Vapi.OpenAiModelToolsItem.Function {
  const { start, delayed, failed, endsCallOnFailure = false } = FILLERS[tool.name];
  return {
    type: "function",
    async: false,
    function: {
      name: tool.name,
      description: tool.description,
      parameters: toProviderSchema(parametersOf(tool)),
    },
    parameters: STATIC_PARAMETERS.map((parameter) => ({ ...parameter })),
    messages: [
      { type: "request-start", content: start, blocking: false },
      { type: "request-response-delayed", content: delayed, timingMilliseconds: 2500 },
      { type: "request-failed", content: failed, endCallAfterSpokenEnabled: endsCallOnFailure },
    ],
  };
}

function transferTool(number: string): Vapi.OpenAiModelToolsItem.TransferCall {
  return {
    type: "transferCall",
    destinations: [
      {
        type: "number",
        number,
        message: "One moment, I'm connecting you.",
        description: "A person of our team. Only for somebody who asks to talk to a person.",
      },
    ],
  };
}

/** Silence is asked about twice; then the call ends, before the provider would cut it without a word. */
const SILENCE_HOOKS: Vapi.CreateAssistantDtoHooksItem[] = [
  {
    on: "customer.speech.timeout",
    name: "ask",
    options: { timeoutSeconds: 8, triggerMaxCount: 2, triggerResetMode: "onUserSpeech" },
    do: [{ type: "say", exact: "Are you still there?" }],
  },
  {
    on: "customer.speech.timeout",
    name: "end",
    options: { timeoutSeconds: 24, triggerMaxCount: 1, triggerResetMode: "onUserSpeech" },
    do: [
      { type: "say", exact: "It seems that I can't hear you. I'll let you go. Goodbye." },
      { type: "tool", tool: { type: "endCall" } },
    ],
  },
];

const ANALYSIS_PLAN: Vapi.AnalysisPlan = {
  minMessagesThreshold: 2,
  summaryPlan: { enabled: true, messages: SUMMARY_MESSAGES, timeoutSeconds: 15 },
  structuredDataPlan: {
    enabled: true,
    schema: providerSchemaOf(analysisSchema),
    timeoutSeconds: 15,
  },
  successEvaluationPlan: { enabled: true, rubric: "PassFail", timeoutSeconds: 15 },
};

/** Staff of the provider advise these retries: there are none by default, and one blip would lose a report. */
function serverOf({ webhookUrl, webhookAuth }: AssistantConfig): Vapi.Server {
  return {
    url: webhookUrl,
    timeoutSeconds: 20,
    ...("secret" in webhookAuth
      ? { headers: { "X-Vapi-Secret": webhookAuth.secret } }
      : { credentialId: webhookAuth.credentialId }),
    backoffPlan: {
      type: mistyped("exponential"),
      maxRetries: 3,
      baseDelaySeconds: 1,
      excludedStatusCodes: mistyped([400, 401, 403, 404, 413, 422]),
    },
  };
}

/** Version 2.0.1 of the SDK types the kind of a backoff and its status codes as objects; the service takes text and numbers. */
function mistyped(value: string | readonly number[]): never {
  return value as never;
}
