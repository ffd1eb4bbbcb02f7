import type { JsonObject } from "../json";

export interface PresetOptions {
  readonly assistantId: string;
  readonly webhookUrl: string;
  readonly webhookSecret: string;
  readonly orgId: string;
  readonly createdAt: string;
}

/** The assistant that an operator of the real service would have published before the first call. */
export function presetAssistant(options: PresetOptions): JsonObject {
  return {
    id: options.assistantId,
    orgId: options.orgId,
    createdAt: options.createdAt,
    updatedAt: options.createdAt,
    name: "HVAC demo booking",
    firstMessageMode: "assistant-speaks-first",
    model: {
      provider: "openai",
      model: "gpt-4.1",
      temperature: 0.2,
      messages: [{ role: "system", content: "You book product demos with HVAC companies." }],
      tools: [{ type: "endCall" }, checkAvailability, bookAppointment],
    },
    voice: { provider: "vapi", voiceId: "Elliot", version: "2" },
    transcriber: { provider: "deepgram", model: "nova-3", language: "en" },
    voicemailMessage: "Hello, we will try again another time. Goodbye.",
    maxDurationSeconds: 300,
    backgroundSound: "off",
    serverMessages: [
      "status-update",
      "end-of-call-report",
      "tool-calls",
      'transcript[transcriptType="final"]',
    ],
    server: {
      url: options.webhookUrl,
      timeoutSeconds: 20,
      headers: { "X-Vapi-Secret": options.webhookSecret },
      backoffPlan: {
        type: "exponential",
        maxRetries: 3,
        baseDelaySeconds: 1,
        excludedStatusCodes: [400, 401, 403, 404, 413, 422],
      },
    },
    analysisPlan: {
      summaryPlan: { enabled: true },
      structuredDataPlan: { enabled: true, schema: outcomeSchema },
      successEvaluationPlan: { rubric: "PassFail" },
    },
    artifactPlan: { recordingEnabled: true },
    monitorPlan: { listenEnabled: true, controlEnabled: true },
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

/** The model neither sees nor sets these: they are rendered for each call and merged over its arguments. */
const staticParameters = [
  { key: "call_id", value: "{{call_id}}" },
  { key: "lead_id", value: "{{lead_id}}" },
];

const checkAvailability = {
  type: "function",
  async: false,
  parameters: staticParameters,
  function: {
    name: "check_availability",
    description: "Finds free times for a demo.",
    parameters: {
      type: "object",
      properties: {
        date: { type: "string", description: "YYYY-MM-DD" },
        part_of_day: { type: "string", enum: ["morning", "afternoon", "any"] },
      },
    },
  },
};

const bookAppointment = {
  type: "function",
  async: false,
  parameters: staticParameters,
  function: {
    name: "book_appointment",
    description: "Books the demo at a time that was offered.",
    parameters: {
      type: "object",
      properties: {
        slot_id: { type: "string" },
        attendee_name: { type: "string" },
        attendee_email: { type: "string" },
      },
      required: ["slot_id"],
    },
  },
};

const outcomeSchema = {
  type: "object",
  properties: {
    outcome: { type: "string", enum: ["scheduled", "not_interested", "callback", "no_answer"] },
    opt_out: { type: "boolean" },
    callback_when: { type: "string" },
  },
};
