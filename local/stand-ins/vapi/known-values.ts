/** The values that the service accepts in an assistant, as version 2.0.1 of its SDK types them. */

export const SERVER_MESSAGES: ReadonlySet<unknown> = new Set([
  "assistant.started",
  "assistant.speechStarted",
  "conversation-update",
  "end-of-call-report",
  "function-call",
  "hang",
  "language-changed",
  "language-change-detected",
  "model-output",
  "phone-call-control",
  "speech-update",
  "status-update",
  "transcript",
  'transcript[transcriptType="final"]',
  "tool-calls",
  "transfer-destination-request",
  "handoff-destination-request",
  "transfer-update",
  "user-interrupted",
  "voice-input",
  "chat.created",
  "chat.deleted",
  "session.created",
  "session.updated",
  "session.deleted",
  "call.deleted",
  "call.delete.failed",
  "call.artifact.upload",
]);

export const FIRST_MESSAGE_MODES: ReadonlySet<unknown> = new Set([
  "assistant-speaks-first",
  "assistant-speaks-first-with-model-generated-message",
  "assistant-waits-for-user",
]);

export const BACKGROUND_SOUNDS: ReadonlySet<unknown> = new Set(["off", "office"]);

export const VOICEMAIL_PROVIDERS: ReadonlySet<unknown> = new Set([
  "google",
  "openai",
  "twilio",
  "vapi",
]);

export const MODEL_PROVIDERS: ReadonlySet<unknown> = new Set([
  "anthropic",
  "anthropic-bedrock",
  "anyscale",
  "cerebras",
  "custom-llm",
  "deepinfra",
  "deep-seek",
  "google",
  "groq",
  "inflection-ai",
  "minimax",
  "openai",
  "openrouter",
  "perplexity-ai",
  "together-ai",
  "xai",
  "vapi",
]);

export const TOOL_TYPES: ReadonlySet<unknown> = new Set([
  "apiRequest",
  "bash",
  "code",
  "computer",
  "dtmf",
  "endCall",
  "function",
  "gohighlevel.calendar.availability.check",
  "gohighlevel.calendar.event.create",
  "gohighlevel.contact.create",
  "gohighlevel.contact.get",
  "google.calendar.availability.check",
  "google.calendar.event.create",
  "google.sheets.row.append",
  "handoff",
  "mcp",
  "query",
  "slack.message.send",
  "sms",
  "textEditor",
  "transferCall",
  "sipRequest",
  "voicemail",
]);

export const TOOL_MESSAGES: ReadonlySet<unknown> = new Set([
  "request-start",
  "request-complete",
  "request-failed",
  "request-response-delayed",
]);

export const SERVER_FIELDS: ReadonlySet<string> = new Set([
  "timeoutSeconds",
  "credentialId",
  "staticIpAddressesEnabled",
  "encryptedPaths",
  "url",
  "headers",
  "backoffPlan",
]);

export const BACKOFF_TYPES: ReadonlySet<unknown> = new Set(["fixed", "exponential"]);

export const RUBRICS: ReadonlySet<unknown> = new Set([
  "NumericScale",
  "DescriptiveScale",
  "Checklist",
  "Matrix",
  "PercentageScale",
  "LikertScale",
  "AutomaticRubric",
  "PassFail",
]);

export const SCHEMA_TYPES: ReadonlySet<unknown> = new Set([
  "string",
  "number",
  "integer",
  "boolean",
  "array",
  "object",
]);
