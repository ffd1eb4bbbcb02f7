import "server-only";
import { VapiClient, VapiError } from "@vapi-ai/server-sdk";
import { z } from "zod";
import { getEnv } from "./env";

const CREATE_TIMEOUT_SECONDS = 20;
const READ_TIMEOUT_SECONDS = 10;
/** Limits of POST /call: longer values are refused with a 400. */
const MAX_NAME_LENGTH = 40;
const LIST_PAGE_SIZE = 1000;

export interface CallOrder {
  /** Our ids; they come back in every webhook of the call and let us find it again. */
  readonly metadata: { readonly callId: string; readonly leadId: string; readonly teamId: string };
  /** E.164. */
  readonly phone: string;
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
  /** Certainly not placed, because of this number (`lead`) or of something that would refuse every call (`account`). */
  | { readonly kind: "refused"; readonly because: "lead" | "account"; readonly reason: string }
  /** It may ring or not: look before doing anything. */
  | { readonly kind: "ambiguous"; readonly reason: string };

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
        phoneNumberId: env.VAPI_PHONE_NUMBER_ID,
        name: order.customerName.slice(0, MAX_NAME_LENGTH),
        customer: {
          number: order.phone,
          name: order.customerName.slice(0, MAX_NAME_LENGTH),
          externalId: order.metadata.leadId,
        },
        assistantOverrides: {
          metadata: { ...order.metadata },
          variableValues: { ...order.variables },
        },
      },
      { maxRetries: 0, timeoutInSeconds: CREATE_TIMEOUT_SECONDS },
    );
    const created = createdSchema.safeParse(answer);
    if (!created.success) return { kind: "ambiguous", reason: "The answer could not be read." };
    if (created.data.subscriptionLimits?.concurrencyBlocked) {
      return {
        kind: "ambiguous",
        reason: "Vapi says that its concurrency limit blocked the call.",
      };
    }
    return {
      kind: "placed",
      providerCallId: created.data.id,
      assistantId: env.VAPI_ASSISTANT_ID,
      listenUrl: created.data.monitor?.listenUrl,
      controlUrl: created.data.monitor?.controlUrl,
    };
  } catch (error) {
    if (error instanceof VapiError) return classifyFailure(error);
    throw error;
  }
}

const NEVER_SENT = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"]);

function classifyFailure(error: VapiError): PlaceResult {
  const status = error.statusCode;
  const reason = providerMessage(error);
  if (status === undefined) {
    return NEVER_SENT.has(rootCauseCode(error))
      ? { kind: "refused", because: "account", reason: `Vapi cannot be reached: ${reason}` }
      : { kind: "ambiguous", reason };
  }
  if (status === 408 || status >= 500) return { kind: "ambiguous", reason: `${status}: ${reason}` };
  const isNumber = status === 400 && /customer\.number|E\.164|international/i.test(reason);
  return {
    kind: "refused",
    because: isNumber ? "lead" : "account",
    reason: `${status}: ${reason}`,
  };
}

const errorBodySchema = z.object({ message: z.union([z.string(), z.array(z.string())]) });

function providerMessage(error: VapiError): string {
  const body = errorBodySchema.safeParse(error.body);
  const text = body.success ? [body.data.message].flat().join("; ") : error.message;
  return text.slice(0, 300);
}

function rootCauseCode(error: unknown): string {
  let current = error;
  for (let depth = 0; depth < 6 && current instanceof Error; depth += 1) {
    if ("code" in current && typeof current.code === "string") return current.code;
    current = current.cause;
  }
  return "";
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
