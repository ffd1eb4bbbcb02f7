import type { ProviderTrouble } from "./provider-trouble";

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

export interface EndedReason {
  readonly family: EndedReasonFamily;
  /** What the reason proves about the whole account; null when the next call may well work. */
  readonly trouble: ProviderTrouble | null;
  /** False only when the number certainly never rang. */
  readonly wasDialled: boolean;
}

/**
 * What Vapi's `endedReason` says about a call. It is an open set (597 values in SDK 2.0.1, more to come), so values
 * are matched by family; a value that fits none is `unknown`, goes to a person, and counts as a call that rang.
 * Meanings: https://docs.vapi.ai/calls/call-ended-reason
 */
export function classifyEndedReason(reason: string | undefined): EndedReason {
  if (!reason) return { family: "unknown", trouble: null, wasDialled: true };
  return {
    family: firstMatch(FAMILIES, reason) ?? "unknown",
    trouble: firstMatch(ACCOUNT_TROUBLES, reason) ?? troubleBehind(reason),
    wasDialled: !NEVER_DIALLED.test(reason),
  };
}

type Rules<Value> = ReadonlyArray<readonly [RegExp, Value]>;

/** In this order: the first that fits decides. */
const FAMILIES: Rules<EndedReasonFamily> = [
  [/^customer-did-not-answer$/, "no_answer"],
  [/^call\.in-progress\.error-providerfault-outbound-sip-(408|480)-/, "no_answer"],
  [/^customer-busy$/, "busy"],
  [/^voicemail$/, "voicemail"],
  [/^customer-ended-call$/, "conversation"],
  [/^assistant-(ended-call|said-end-call-phrase)/, "conversation"],
  [/^(exceeded-max-duration|silence-timed-out|vonage-completed)$/, "conversation"],
  [/^call\.in-progress\.(twilio|sip)-completed-call$/, "conversation"],
  [/^call\.ending\.hook-executed-/, "conversation"],
  [/^assistant-forwarded-call$/, "transfer"],
  [/^customer-ended-call-(during|before|after)-/, "transfer"],
  [/^call\.forwarding\./, "transfer"],
  [/^call\.in-progress\.error-(transfer-failed|warm-transfer-)/, "transfer"],
  [/^twilio-reported-customer-misdialed$/, "bad_number"],
  [/^call\.start\.error-vapi-number-international$/, "bad_number"],
  [/^(manually-canceled|scheduled-call-deleted|call-deleted)$/, "operator"],
  [/^(call\.start\.|call-start-error-|pipeline-error-)/, "provider_error"],
  [/^call\.in-progress\.error-/, "provider_error"],
  [/^assistant-(not-found|not-valid|join-timed-out)$/, "provider_error"],
  [/^(twilio|vonage)-(failed|disconnected|rejected)/, "provider_error"],
  [/^(phone-call-provider-|worker-shutdown$)/, "provider_error"],
  // Only calls that people make to us, or in a browser, can end so: an outbound call that does has gone wrong.
  [/^(call\.ringing\.|assistant-request-)/, "provider_error"],
  [/^customer-did-not-give-microphone-permission$/, "provider_error"],
];

const ACCOUNT_TROUBLES: Rules<ProviderTrouble> = [
  [/^call\.start\.error-subscription-concurrency-limit-reached$/, "concurrency_limit"],
  [/^call\.start\.error-vapi-number-outbound-daily-limit$/, "number_daily_limit"],
  [
    /^call\.start\.error-subscription-(frozen|insufficient-credits|wallet-does-not-exist|upgrade-failed)$/,
    "out_of_credits",
  ],
  [/^call\.start\.error-fraud-check-failed$/, "misconfigured"],
  [
    /^call\.start\.error-get-(assistant|phone-number|customer|resources-validation)$/,
    "misconfigured",
  ],
  [/^call\.start\.assistant-version-error-validation$/, "misconfigured"],
  [/^call\.start\.error-enterprise-feature-not-available-/, "misconfigured"],
  [/^call-start-error-neither-assistant-nor-server-set$/, "misconfigured"],
  [/^assistant-not-(found|valid)$/, "misconfigured"],
  [/^call\.in-progress\.error-configfault-/, "misconfigured"],
];

const NEVER_DIALLED =
  /^(call\.start\.|call-start-error-|(assistant-not-(found|valid)|scheduled-call-deleted)$)/;

/** The three prefixes of what the services behind a call report: the model, the voice, the transcriber, the carrier. */
const BEHIND =
  /^(?<side>pipeline-error|call\.in-progress\.error-(vapifault|providerfault))-(?<what>.+)$/;

/** A carrier that refuses one number, a sentence that a voice will not say: the next call may work. */
const ABOUT_ONE_CALL = /^outbound-sip-403-|-blocked-content-/;
const OWN_ERROR = /-5\d\d-/;
/** "Insufficent" is the provider's spelling. */
const MONEY =
  /exceeded-quota$|quota-exceeded$|out-of-(credits|characters)$|requested-payment$|-insuffici?ent-funds$/;
const KEY = /-401-|api-key|-unauthorized-access$|-auth-failed$/;
const SETUP =
  /-40[0347]-|-invalid-|-not-found$|-blocked-|-unauthorized-to-|-voice-not-|-disabled-by-owner$|-missing-samples-|-only-for-|-must-be-a-valid-/;

/**
 * What a service behind the call says about all calls. Its own errors (5xx), failures, sockets and rate limits say
 * nothing: the next call may work. With `pipeline-error` keys and quotas are ours; elsewhere they are Vapi's, and all
 * that a person can do is to choose another model or voice.
 */
function troubleBehind(reason: string): ProviderTrouble | null {
  const { side, what } = BEHIND.exec(reason)?.groups ?? {};
  if (!what || OWN_ERROR.test(what) || ABOUT_ONE_CALL.test(what)) return null;
  const isOurs = side === "pipeline-error";
  if (MONEY.test(what)) return isOurs ? "out_of_credits" : "misconfigured";
  if (KEY.test(what)) return isOurs ? "bad_key" : "misconfigured";
  return SETUP.test(what) ? "misconfigured" : null;
}

function firstMatch<Value>(rules: Rules<Value>, reason: string): Value | undefined {
  return rules.find(([pattern]) => pattern.test(reason))?.[1];
}
