import { type Vapi, type VapiClient, VapiError } from "@vapi-ai/server-sdk";
import { withoutUndefined } from "@/lib/utils/without-undefined";
import type { Finding } from "./finding";
import { asObject, asText, type JsonObject, toJson } from "./json";
import { lintDefinition } from "./lint";
import { type Change, compare, type Plan, planPublish } from "./plan";

const TIMEOUT_SECONDS = 20;
/** A repeated POST could make a second assistant. */
const ONCE = { maxRetries: 0, timeoutInSeconds: TIMEOUT_SECONDS };
const MOST_ASSISTANTS = 1000;

export interface PublishInput {
  readonly definition: Vapi.CreateAssistantDto;
  /** The assistant that calls are made with; without one, the assistant of the definition's name is looked for. */
  readonly assistantId: string | undefined;
  /** Only says what would be done. */
  readonly isDryRun: boolean;
  /** Publishes over changes that were made by hand. */
  readonly isForced: boolean;
}

export type PublishResult =
  | { readonly kind: "lint"; readonly findings: readonly Finding[] }
  /** Several assistants have the definition's name, and nobody said which is meant. */
  | { readonly kind: "ambiguous"; readonly ids: readonly string[] }
  | { readonly kind: "planned" | "drift"; readonly id: string | undefined; readonly plan: Plan }
  | { readonly kind: "published"; readonly id: string; readonly plan: Plan }
  /** It was sent and taken, but what is live now is not what was sent. */
  | { readonly kind: "unconfirmed"; readonly id: string; readonly differences: readonly Change[] };

/**
 * Makes the live assistant what the definition says, in one request: all of it, because the service replaces each field
 * that is sent and keeps each that is not. Then reads it back: an organisation with versions may keep a change as a draft.
 *
 * @throws VapiError when the service cannot be reached or refuses.
 */
export async function publishAssistant(
  client: VapiClient,
  input: PublishInput,
): Promise<PublishResult> {
  const findings = lintDefinition(input.definition);
  if (findings.length > 0) return { kind: "lint", findings };
  const wanted = asObject(toJson(input.definition));
  const candidates = await findLive(client, input.assistantId, asText(wanted.name));
  const [live, ...others] = candidates;
  if (others.length > 0) {
    return { kind: "ambiguous", ids: candidates.map(({ id }) => asText(id)) };
  }
  const plan = planPublish(live, wanted);
  const id = live && asText(live.id);
  const hasDrift = plan.kind === "update" && plan.drift.kind !== "none";
  if (hasDrift && !input.isForced) return { kind: "drift", id, plan };
  if (input.isDryRun || plan.kind === "unchanged") return { kind: "planned", id, plan };
  const publishedId = await send(client, id, input.definition);
  const after = await readAssistant(client, publishedId);
  const differences = after ? compare(withoutHeaders(after), withoutHeaders(wanted)) : [];
  if (!after || differences.length > 0) {
    return { kind: "unconfirmed", id: publishedId, differences };
  }
  return { kind: "published", id: publishedId, plan };
}

async function findLive(
  client: VapiClient,
  assistantId: string | undefined,
  name: string,
): Promise<JsonObject[]> {
  if (assistantId !== undefined) {
    const live = await readAssistant(client, assistantId);
    return live ? [live] : [];
  }
  const all = await client.assistants.list({ limit: MOST_ASSISTANTS }, ONCE);
  return all.map((assistant) => asObject(toJson(assistant))).filter((live) => live.name === name);
}

async function readAssistant(client: VapiClient, id: string): Promise<JsonObject | undefined> {
  try {
    return readAnswer(await client.assistants.get({ id }, ONCE));
  } catch (error) {
    if (error instanceof VapiError && error.statusCode === 404) return undefined;
    throw error;
  }
}

async function send(
  client: VapiClient,
  id: string | undefined,
  definition: Vapi.CreateAssistantDto,
): Promise<string> {
  const answer =
    id === undefined
      ? await client.assistants.create(definition, ONCE)
      : await client.assistants.update({ id, ...withoutUndefined(definition) }, ONCE);
  return asText(readAnswer(answer).id);
}

/** The SDK returns whatever came with a 2xx, a page of HTML included. */
function readAnswer(answer: unknown): JsonObject {
  const assistant = asObject(toJson(answer));
  if (asText(assistant.id) !== "") return assistant;
  throw new VapiError({ message: "The answer of the service could not be read." });
}

/** The service may keep secrets to itself: what it does not show cannot be compared. */
function withoutHeaders(assistant: JsonObject): JsonObject {
  const { headers: _, ...server } = asObject(assistant.server);
  return { ...assistant, server };
}
