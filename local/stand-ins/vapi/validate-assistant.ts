import { asList, asObject, asText, isObject, type JsonObject } from "../json";
import { ASSISTANT_FIELDS } from "./fields";
import {
  BACKGROUND_SOUNDS,
  BACKOFF_TYPES,
  FIRST_MESSAGE_MODES,
  MODEL_PROVIDERS,
  RUBRICS,
  SCHEMA_TYPES,
  SERVER_FIELDS,
  SERVER_MESSAGES,
  TOOL_MESSAGES,
  TOOL_TYPES,
  VOICEMAIL_PROVIDERS,
} from "./known-values";
import { notOneOf, outOfRange, tooLong, unknownKeys } from "./validate-values";

const FUNCTION_NAME = /^[a-zA-Z0-9_-]{1,64}$/;
const NEVER = Number.MAX_SAFE_INTEGER;

/** What is wrong with an assistant, or with the fields of one that are to change. */
export function assistantProblems(body: JsonObject, prefix = ""): string[] {
  return [
    ...unknownKeys(body, ASSISTANT_FIELDS, prefix),
    ...tooLong(
      body,
      { name: 40, firstMessage: NEVER, voicemailMessage: 1000, endCallMessage: 1000 },
      prefix,
    ),
    ...notOneOf(body, { firstMessageMode: FIRST_MESSAGE_MODES }, prefix),
    ...soundProblems(body.backgroundSound, prefix),
    ...durationProblems(body.maxDurationSeconds, prefix),
    ...phraseProblems(body.endCallPhrases, prefix),
    ...messageTypeProblems(body.serverMessages, prefix),
    ...voicemailProblems(body.voicemailDetection, `${prefix}voicemailDetection.`),
    ...modelProblems(body.model, `${prefix}model.`),
    ...serverProblems(body.server, `${prefix}server.`),
    ...analysisProblems(body.analysisPlan, `${prefix}analysisPlan.`),
    ...hookProblems(body.hooks, `${prefix}hooks.`),
    ...objectProblems(body, prefix),
  ];
}

export function durationProblems(value: unknown, prefix: string): string[] {
  return outOfRange({ maxDurationSeconds: value }, { maxDurationSeconds: [10, 43_200] }, prefix);
}

/** What is wrong with a function tool's name, description and parameters. */
export function functionProblems(tool: unknown, prefix: string): string[] {
  const definition = asObject(tool).function;
  if (!isObject(definition)) return [];
  const own = `${prefix}function.`;
  const { parameters } = definition;
  return [
    ...(FUNCTION_NAME.test(asText(definition.name) ?? "")
      ? []
      : [`${own}name must match /^[a-zA-Z0-9_-]{1,64}$/ regular expression`]),
    ...tooLong(definition, { description: 999 }, own),
    ...(parameters === undefined ? [] : schemaProblems(parameters, `${own}parameters.`)),
    ...serverProblems(asObject(tool).server, `${prefix}server.`),
  ];
}

function soundProblems(value: unknown, prefix: string): string[] {
  if (value === undefined || BACKGROUND_SOUNDS.has(value)) return [];
  if (typeof value === "string" && URL.canParse(value)) return [];
  return [`${prefix}backgroundSound must be 'off', 'office' or a URL`];
}

function phraseProblems(value: unknown, prefix: string): string[] {
  const areFine = asList(value).every(
    (phrase) => typeof phrase === "string" && phrase.length >= 2 && phrase.length <= 140,
  );
  return areFine
    ? []
    : [
        `${prefix}each value in endCallPhrases must be longer than or equal to 2 and shorter than or equal to 140 characters`,
      ];
}

function messageTypeProblems(value: unknown, prefix: string): string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) return [`${prefix}serverMessages must be an array`];
  if (value.every((type) => SERVER_MESSAGES.has(type))) return [];
  const known = [...SERVER_MESSAGES].join(", ");
  return [`${prefix}each value in serverMessages must be one of the following values: ${known}`];
}

function voicemailProblems(value: unknown, prefix: string): string[] {
  if (value === undefined || value === "off") return [];
  const plan = asObject(value);
  return [
    ...notOneOf({ provider: plan.provider ?? null }, { provider: VOICEMAIL_PROVIDERS }, prefix),
    ...outOfRange(plan, { beepMaxAwaitSeconds: [0, 60] }, prefix),
    ...outOfRange(
      asObject(plan.backoffPlan),
      { startAtSeconds: [0, NEVER], frequencySeconds: [2.5, NEVER], maxRetries: [1, 10] },
      `${prefix}backoffPlan.`,
    ),
  ];
}

function modelProblems(value: unknown, prefix: string): string[] {
  if (value === undefined) return [];
  const model = asObject(value);
  return [
    ...notOneOf({ provider: model.provider ?? null }, { provider: MODEL_PROVIDERS }, prefix),
    ...outOfRange(model, { temperature: [0, 2] }, prefix),
    ...asList(model.tools).flatMap((tool, index) => toolProblems(tool, `${prefix}tools.${index}.`)),
  ];
}

function toolProblems(value: unknown, prefix: string): string[] {
  const tool = asObject(value);
  return [
    ...notOneOf({ type: tool.type ?? null }, { type: TOOL_TYPES }, prefix),
    ...functionProblems(tool, prefix),
    ...asList(tool.messages).flatMap((message, index) =>
      notOneOf(asObject(message), { type: TOOL_MESSAGES }, `${prefix}messages.${index}.`),
    ),
    ...asList(tool.destinations)
      .filter((item) => asObject(item).type === "number")
      .filter((item) => !/^\+[1-9]\d{6,14}$/.test(asText(asObject(item).number) ?? ""))
      .map(() => `${prefix}destinations number must be a valid phone number in the E.164 format`),
  ];
}

function serverProblems(value: unknown, prefix: string): string[] {
  if (value === undefined) return [];
  const server = asObject(value);
  const plan = asObject(server.backoffPlan);
  return [
    ...unknownKeys(server, SERVER_FIELDS, prefix),
    ...(server.url === undefined || URL.canParse(asText(server.url) ?? "")
      ? []
      : [`${prefix}url must be a URL address`]),
    ...outOfRange(server, { timeoutSeconds: [1, 300] }, prefix),
    ...notOneOf(plan, { type: BACKOFF_TYPES }, `${prefix}backoffPlan.`),
    ...outOfRange(
      plan,
      { maxRetries: [0, 10], baseDelaySeconds: [0, 10] },
      `${prefix}backoffPlan.`,
    ),
  ];
}

function analysisProblems(value: unknown, prefix: string): string[] {
  const { summaryPlan, structuredDataPlan, successEvaluationPlan } = asObject(value);
  const { schema } = asObject(structuredDataPlan);
  const timeouts = { summaryPlan, structuredDataPlan, successEvaluationPlan };
  return [
    ...Object.entries(timeouts).flatMap(([key, plan]) =>
      outOfRange(asObject(plan), { timeoutSeconds: [1, 60] }, `${prefix}${key}.`),
    ),
    ...notOneOf(
      asObject(successEvaluationPlan),
      { rubric: RUBRICS },
      `${prefix}successEvaluationPlan.`,
    ),
    ...(schema === undefined ? [] : schemaProblems(schema, `${prefix}structuredDataPlan.schema.`)),
  ];
}

/** One type a value: a list of types is what the service does not take. */
function schemaProblems(value: unknown, prefix: string): string[] {
  const schema = asObject(value);
  return [
    ...notOneOf({ type: schema.type ?? null }, { type: SCHEMA_TYPES }, prefix),
    ...Object.entries(asObject(schema.properties)).flatMap(([key, property]) =>
      schemaProblems(property, `${prefix}properties.${key}.`),
    ),
  ];
}

function hookProblems(value: unknown, prefix: string): string[] {
  return asList(value).flatMap((item, index) => {
    const hook = asObject(item);
    return [
      ...(asText(hook.on) ? [] : [`${prefix}${index}.on must be a string`]),
      ...(Array.isArray(hook.do) ? [] : [`${prefix}${index}.do must be an array`]),
    ];
  });
}

const OBJECTS = [
  "analysisPlan",
  "artifactPlan",
  "metadata",
  "model",
  "monitorPlan",
  "server",
  "startSpeakingPlan",
  "stopSpeakingPlan",
  "transcriber",
  "voice",
];

function objectProblems(body: JsonObject, prefix: string): string[] {
  return OBJECTS.filter((key) => body[key] !== undefined && !isObject(body[key])).map(
    (key) => `${prefix}${key} must be an object`,
  );
}
