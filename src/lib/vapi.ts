import "server-only";
import { VapiClient, VapiError } from "@vapi-ai/server-sdk";
import { z } from "zod";
import { getEnv } from "./env";
import type { ProviderTrouble } from "./utils/provider-trouble";
import { type PlaceFailure, placeFailureOf, reasonOf, troubleOf } from "./vapi/failures";

const CREATE_TIMEOUT_SECONDS = 20;
const READ_TIMEOUT_SECONDS = 10;
const CHECK_TIMEOUT_SECONDS = 5;
/** Limits of POST /call: longer values are refused with a 400. */
const MAX_NAME_LENGTH = 40;
const LIST_PAGE_SIZE = 1000;

export interface CallOrder {
  /** Our ids; they come back in every webhook of the call and let us find it again. */
  readonly metadata: { readonly callId: string; readonly leadId: string; readonly teamId: string };
  /** E.164. */
  readonly phone: string;
  /** Which of our numbers to call from. */
  readonly phoneNumberId: string;
  /** When the provider cuts the call, 10 to 43200: it bounds what the call can cost. */
  readonly maxDurationSeconds: number;
  readonly customerName: string;
  /** For the prompt and the tools' static parameters; every key that the assistant uses must be present. */
  readonly variables: Readonly<Record<string, string>>;
}

export type PlaceResult =
  | {
      readonly kind: "placed";
      readonly providerCallId: string;
      readonly assistantId: string;
      readonly listenUrl: string | undefined;
      readonly controlUrl: string | undefined;
    }
  | PlaceFailure;

const createdSchema = z.object({
  id: z.string().min(1),
  monitor: z
    .object({ listenUrl: z.string().optional(), controlUrl: z.string().optional() })
    .optional(),
  subscriptionLimits: z.object({ concurrencyBlocked: z.boolean().optional() }).optional(),
});

/**
 * Asks Vapi to dial once. No retry of any kind: Vapi has no idempotency key, and the SDK's default of two retries on a
 * 5xx would dial up to three times.
 */
export async function placeCall(order: CallOrder): Promise<PlaceResult> {
  const env = getEnv();
  try {
    const answer = await client().calls.create(
      {
        assistantId: env.VAPI_ASSISTANT_ID,
        phoneNumberId: order.phoneNumberId,
        name: order.customerName.slice(0, MAX_NAME_LENGTH),
        customer: {
          number: order.phone,
          name: order.customerName.slice(0, MAX_NAME_LENGTH),
          externalId: order.metadata.leadId,
        },
        assistantOverrides: {
          metadata: { ...order.metadata },
          variableValues: { ...order.variables },
          maxDurationSeconds: order.maxDurationSeconds,
        },
      },
      { maxRetries: 0, timeoutInSeconds: CREATE_TIMEOUT_SECONDS },
    );
    return readCreated(answer, env.VAPI_ASSISTANT_ID);
  } catch (error) {
    if (error instanceof VapiError) return placeFailureOf(error);
    throw error;
  }
}

/** The SDK returns whatever came with a 2xx, a page of HTML included. */
function readCreated(answer: unknown, assistantId: string): PlaceResult {
  const created = createdSchema.safeParse(answer);
  if (!created.success) {
    return { kind: "ambiguous", trouble: "outage", reason: "The answer could not be read." };
  }
  // The id may still come to life: https://docs.vapi.ai/calls/call-concurrency says that such calls wait.
  if (created.data.subscriptionLimits?.concurrencyBlocked) {
    return {
      kind: "ambiguous",
      trouble: "concurrency_limit",
      reason: "Vapi says that its concurrency limit blocked the call.",
    };
  }
  return {
    kind: "placed",
    providerCallId: created.data.id,
    assistantId,
    listenUrl: created.data.monitor?.listenUrl,
    controlUrl: created.data.monitor?.controlUrl,
  };
}

export type ProviderCheck =
  | { readonly kind: "ok" }
  | { readonly kind: "trouble"; readonly trouble: ProviderTrouble; readonly reason: string };

const resourceSchema = z.looseObject({ id: z.string() });

/**
 * Asks Vapi for our assistant and our numbers: it costs nothing and dials nobody. It finds a bad key, a missing
 * assistant or number, and an outage; limits and an empty wallet show only when a call is placed.
 *
 * @param phoneNumberIds numbers that have to be there.
 */
export async function checkProvider(
  phoneNumberIds: readonly string[] = [],
): Promise<ProviderCheck> {
  const vapi = client();
  const once = { maxRetries: 0, timeoutInSeconds: CHECK_TIMEOUT_SECONDS };
  try {
    const [assistant, list] = await Promise.all([
      vapi.assistants.get({ id: getEnv().VAPI_ASSISTANT_ID }, once),
      vapi.phoneNumbers.list({ limit: LIST_PAGE_SIZE }, once),
    ]);
    const numbers = z.array(resourceSchema).safeParse(list);
    if (!resourceSchema.safeParse(assistant).success || !numbers.success) {
      return { kind: "trouble", trouble: "outage", reason: "The answer could not be read." };
    }
    const known = new Set(numbers.data.map(({ id }) => id));
    const missing = phoneNumberIds.filter((id) => !known.has(id));
    if (missing.length === 0) return { kind: "ok" };
    const reason = `Vapi does not have the phone number ${missing.join(", ")}.`;
    return { kind: "trouble", trouble: "misconfigured", reason };
  } catch (error) {
    if (!(error instanceof VapiError)) throw error;
    return { kind: "trouble", trouble: troubleOf(error), reason: reasonOf(error) };
  }
}

const versionedSchema = z.looseObject({
  metadata: z.looseObject({ version: z.string().optional() }).optional(),
});

/** The version that the live assistant was published with; undefined when it cannot be told, for whatever reason. */
export async function readAssistantVersion(): Promise<string | undefined> {
  try {
    const assistant = await client().assistants.get(
      { id: getEnv().VAPI_ASSISTANT_ID },
      { maxRetries: 0, timeoutInSeconds: CHECK_TIMEOUT_SECONDS },
    );
    return versionedSchema.safeParse(assistant).data?.metadata?.version;
  } catch (error) {
    if (error instanceof VapiError) return undefined;
    throw error;
  }
}

const providerCallSchema = z.looseObject({
  id: z.string(),
  status: z.string().optional(),
  createdAt: z.string().optional(),
  updatedAt: z.string().optional(),
  assistantOverrides: z
    .looseObject({ metadata: z.looseObject({ callId: z.string().optional() }).optional() })
    .optional(),
});

export type ProviderCall = z.output<typeof providerCallSchema>;

/** A call as Vapi has it, or undefined when Vapi does not know it. */
export async function getCall(providerCallId: string): Promise<ProviderCall | undefined> {
  try {
    const call = await client().calls.get(
      { id: providerCallId },
      { timeoutInSeconds: READ_TIMEOUT_SECONDS },
    );
    return providerCallSchema.parse(call);
  } catch (error) {
    if (error instanceof VapiError && error.statusCode === 404) return undefined;
    throw error;
  }
}

/** All calls that Vapi created at or after `since`, newest first. */
export async function listCallsSince(since: Date): Promise<ProviderCall[]> {
  const found = new Map<string, ProviderCall>();
  let upTo: string | undefined;
  for (;;) {
    const page = await client().calls.list(
      {
        createdAtGe: since.toISOString(),
        limit: LIST_PAGE_SIZE,
        ...(upTo ? { createdAtLe: upTo } : {}),
      },
      { timeoutInSeconds: READ_TIMEOUT_SECONDS },
    );
    const calls = z.array(providerCallSchema).parse(page);
    const known = found.size;
    for (const call of calls) found.set(call.id, call);
    upTo = calls.at(-1)?.createdAt;
    // Pages overlap by their last instant, so that calls created in the same millisecond are not lost.
    if (calls.length < LIST_PAGE_SIZE || found.size === known || !upTo) return [...found.values()];
  }
}

function client(): VapiClient {
  const env = getEnv();
  return new VapiClient({ token: env.VAPI_API_KEY, baseUrl: env.VAPI_BASE_URL });
}
