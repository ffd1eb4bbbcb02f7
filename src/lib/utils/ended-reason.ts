/**
 * What Vapi's `endedReason` says about a call. It is an open set (597 values in SDK 2.0.1, more to come), so values
 * are matched by family; a value that fits none is `unknown` and goes to a person.
 */
export type EndedReasonFamily =
  | "no_answer"
  | "busy"
  | "voicemail"
  | "conversation"
  | "transfer"
  | "bad_number"
  | "operator"
  | "provider_error"
  | "unknown";

const EXACT: Readonly<Record<string, EndedReasonFamily>> = {
  "customer-did-not-answer": "no_answer",
  "call.in-progress.error-providerfault-outbound-sip-408-request-timeout": "no_answer",
  "call.in-progress.error-providerfault-outbound-sip-480-temporarily-unavailable": "no_answer",
  "customer-busy": "busy",
  voicemail: "voicemail",
  "customer-ended-call": "conversation",
  "assistant-ended-call": "conversation",
  "assistant-ended-call-after-message-spoken": "conversation",
  "assistant-ended-call-with-hangup-task": "conversation",
  "assistant-said-end-call-phrase": "conversation",
  "exceeded-max-duration": "conversation",
  "silence-timed-out": "conversation",
  "call.in-progress.twilio-completed-call": "conversation",
  "call.in-progress.sip-completed-call": "conversation",
  "vonage-completed": "conversation",
  "assistant-forwarded-call": "transfer",
  "customer-ended-call-during-transfer": "transfer",
  "customer-ended-call-before-warm-transfer": "transfer",
  "customer-ended-call-after-warm-transfer-attempt": "transfer",
  "twilio-reported-customer-misdialed": "bad_number",
  "call.start.error-vapi-number-international": "bad_number",
  "manually-canceled": "operator",
  "scheduled-call-deleted": "operator",
  "call-deleted": "operator",
  "worker-shutdown": "provider_error",
  "assistant-not-found": "provider_error",
  "assistant-not-valid": "provider_error",
  "assistant-join-timed-out": "provider_error",
  "call-start-error-neither-assistant-nor-server-set": "provider_error",
};

const FAMILIES: ReadonlyArray<readonly [RegExp, EndedReasonFamily]> = [
  [/^call\.ending\.hook-executed-/, "conversation"],
  [/^call\.forwarding\./, "transfer"],
  [/^call\.in-progress\.error-(transfer-failed|warm-transfer-)/, "transfer"],
  [/^call\.start\./, "provider_error"],
  [/^(twilio|vonage)-(failed|disconnected|rejected)/, "provider_error"],
  [/^phone-call-provider-/, "provider_error"],
  [/^pipeline-error-/, "provider_error"],
  [/^assistant-request-/, "provider_error"],
  [/error|fault|-failed$/, "provider_error"],
];

/** The family of an ended reason; `unknown` for a missing or unheard-of value. */
export function classifyEndedReason(endedReason: string | undefined): EndedReasonFamily {
  if (!endedReason) return "unknown";
  const exact = EXACT[endedReason];
  if (exact) return exact;
  return FAMILIES.find(([pattern]) => pattern.test(endedReason))?.[1] ?? "unknown";
}
