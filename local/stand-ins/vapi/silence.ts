import { asList, asObject, asText, type JsonObject } from "../json";

interface SilentMoment {
  /** Since the person could have answered. */
  readonly atMs: number;
  readonly say: string | undefined;
  /** The call is ended by the assistant at this moment. */
  readonly endsCall: boolean;
}

export interface SilencePlan {
  /** In order of time. */
  readonly moments: readonly SilentMoment[];
  /** When the service itself ends a call in which nobody speaks. */
  readonly timeoutMs: number;
}

const DEFAULT_TIMEOUT_SECONDS = 30;

/** What an assistant's hooks on `customer.speech.timeout` do, before the service's own time-out. */
export function readSilencePlan(assistant: JsonObject): SilencePlan {
  const { silenceTimeoutSeconds: own, hooks } = assistant;
  const timeoutMs = (typeof own === "number" ? own : DEFAULT_TIMEOUT_SECONDS) * 1000;
  const moments = asList(hooks)
    .map(asObject)
    .filter(({ on }) => on === "customer.speech.timeout")
    .flatMap(momentsOf)
    .filter(({ atMs }) => atMs < timeoutMs)
    .sort((a, b) => a.atMs - b.atMs);
  return { moments, timeoutMs };
}

function momentsOf(hook: JsonObject): SilentMoment[] {
  const { timeoutSeconds, triggerMaxCount } = asObject(hook.options);
  const actions = asList(hook.do).map(asObject);
  const say = actions.map(({ exact }) => asText(exact)).find((text) => text !== undefined);
  const endsCall = actions.some(({ tool }) => asObject(tool).type === "endCall");
  const count = typeof triggerMaxCount === "number" ? triggerMaxCount : 3;
  const everyMs = (typeof timeoutSeconds === "number" ? timeoutSeconds : 7.5) * 1000;
  return Array.from({ length: count }, (_, index) => ({
    atMs: everyMs * (index + 1),
    say,
    endsCall,
  }));
}
