/** The keys that the service accepts in each kind of object, as version 2.0.1 of its SDK types them. */

const OVERRIDE_FIELDS = [
  "transcriber",
  "model",
  "voice",
  "firstMessage",
  "firstMessageInterruptionsEnabled",
  "firstMessageMode",
  "voicemailDetection",
  "clientMessages",
  "serverMessages",
  "maxDurationSeconds",
  "backgroundSound",
  "modelOutputInMessagesEnabled",
  "transportConfigurations",
  "observabilityPlan",
  "credentials",
  "hooks",
  "name",
  "voicemailMessage",
  "endCallMessage",
  "endCallPhrases",
  "compliancePlan",
  "metadata",
  "backgroundSpeechDenoisingPlan",
  "analysisPlan",
  "artifactPlan",
  "startSpeakingPlan",
  "stopSpeakingPlan",
  "monitorPlan",
  "credentialIds",
  "server",
  "keypadInputPlan",
  // Documented for REST, though the SDK's types lack it.
  "silenceTimeoutSeconds",
] as const;

export const ASSISTANT_FIELDS: ReadonlySet<string> = new Set(OVERRIDE_FIELDS);

export const ASSISTANT_OVERRIDE_FIELDS: ReadonlySet<string> = new Set([
  ...OVERRIDE_FIELDS,
  "variableValues",
  "tools:append",
]);

export const CALL_FIELDS: ReadonlySet<string> = new Set([
  "assistantId",
  "assistant",
  "assistantVersion",
  "assistantOverrides",
  "squadId",
  "squad",
  "squadOverrides",
  "workflowId",
  "workflow",
  "workflowOverrides",
  "phoneNumberId",
  "phoneNumber",
  "customerId",
  "customer",
  "customers",
  "name",
  "schedulePlan",
  "transport",
]);

export const CUSTOMER_FIELDS: ReadonlySet<string> = new Set([
  "numberE164CheckEnabled",
  "extension",
  "assistantOverrides",
  "squadOverrides",
  "number",
  "sipUri",
  "name",
  "email",
  "externalId",
]);
