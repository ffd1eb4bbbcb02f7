import { asObject, asText, type JsonObject, parseJson } from "../../local/stand-ins/json";
import type { CreateFault } from "../../local/stand-ins/vapi/faults";
import { createVapiRoutes } from "../../local/stand-ins/vapi/routes";
import type { CallRecord } from "../../local/stand-ins/vapi/types";
import { VapiStandIn } from "../../local/stand-ins/vapi/vapi-stand-in";
import type { WebhookTransport } from "../../local/stand-ins/webhooks";
import { IDS, SECRETS } from "../integration/stand-ins/rig";
import { APP_URL, VAPI_URL } from "./app-doors";
import type { OutsideRequest, Scheduler } from "./scheduler";
import type { Fate, World } from "./world";

/** A fault of a create that the stand-in itself plays. */
export interface CreateTrouble {
  readonly fault: CreateFault;
  readonly retryAfterSeconds: number | undefined;
}

const LATE_FIELDS = ["analysis", "artifact", "cost", "costBreakdown", "costs", "messages"].concat([
  "transcript",
  "recordingUrl",
  "stereoRecordingUrl",
  "summary",
]);

/** The strict stand-in behind the provider's address; it plays the fates of the world. */
export class ProviderDoor {
  readonly standIn: VapiStandIn;
  readonly problems: string[] = [];
  /** Calls whose results the provider is still working out, by when they will be there. */
  readonly lateUntil = new Map<string, number>();
  private readonly routes: ReturnType<typeof createVapiRoutes>;
  private readonly fates: ReadonlyMap<string, readonly Fate[]>;
  /** Calls that are accepted and never dialled. */
  private readonly undialled = new Set<string>();

  constructor(
    private readonly parts: {
      readonly scheduler: Scheduler;
      readonly world: World;
      readonly transport: WebhookTransport;
      /** A safeguard's absence: lists do not show our own ids. */
      readonly hidesMetadata: boolean;
    },
  ) {
    const { scheduler, world, transport } = parts;
    this.fates = new Map(world.leads.map(({ phone, fates }) => [phone, fates]));
    this.standIn = new VapiStandIn({
      clock: scheduler,
      log: () => undefined,
      transport,
      appUrl: () => APP_URL,
      baseUrl: () => VAPI_URL,
      apiKey: SECRETS.vapiApiKey,
      webhookSecret: SECRETS.vapiWebhookSecret,
      assistantId: IDS.assistantId,
      phoneNumberId: IDS.phoneNumberId,
      seed: world.number,
      stealSlot: () => undefined,
      changed: () => undefined,
    });
    // What is said word by word, and the tools, mean nothing to the services on this path.
    this.standIn.assistants.update(IDS.assistantId, {
      serverMessages: ["status-update", "end-of-call-report"],
      model: { provider: "openai", model: "gpt-4.1", messages: [], tools: [{ type: "endCall" }] },
    });
    this.routes = createVapiRoutes(this.standIn);
  }

  get calls(): CallRecord[] {
    return [...this.standIn.records.all.values()];
  }

  /** The calls that rang, or tried to. */
  get dialled(): CallRecord[] {
    return this.calls.filter((call) => !this.undialled.has(call.id));
  }

  async serve(request: OutsideRequest, trouble?: CreateTrouble): Promise<Response> {
    const isCreate = request.method === "POST";
    if (isCreate) return this.create(request, trouble);
    const response = await this.pass(request);
    if (!response.ok || !request.url.pathname.startsWith("/call")) return response;
    const body = await response.json();
    const seen = Array.isArray(body)
      ? body.map((call) => this.shown(call, true))
      : this.shown(body, false);
    return Response.json(seen);
  }

  /** Whether this fault would change what a later call to the number meets. */
  canBlock(request: OutsideRequest): boolean {
    const fate = this.fateOf(numberOf(request));
    return fate.kind !== "script" || fate.script !== "callback-asked";
  }

  private async create(request: OutsideRequest, trouble?: CreateTrouble): Promise<Response> {
    const fault = trouble?.fault;
    const { faults, scripts } = this.standIn;
    const number = numberOf(request);
    const fate = this.fateOf(number);
    faults.endedReasons.length = 0;
    faults.creates.length = 0;
    if (trouble) {
      const { retryAfterSeconds } = trouble;
      const wait = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
      faults.nextCreates(trouble.fault, 1, wait);
    }
    if (fate.kind === "ends" && fault !== "concurrency-blocked")
      faults.endNextCallWith(fate.reason);
    if (fate.kind === "script") scripts.set(number, fate.script);
    const known = new Set(this.standIn.records.all.keys());
    const response = await this.pass(request);
    const accepted = this.calls.find((call) => !known.has(call.id));
    if (accepted) this.noteAccepted(accepted, fault);
    else if (!fault && faults.states.size === 0 && !response.ok) {
      this.problems.push(`the provider refused a call: ${await response.clone().text()}`);
    }
    return response;
  }

  private noteAccepted(accepted: CallRecord, fault: CreateFault | undefined): void {
    if (fault === "concurrency-blocked") this.undialled.add(accepted.id);
    const others = this.calls.filter((call) => call.id !== accepted.id);
    const ours = callIdOf(accepted);
    if (others.some((call) => callIdOf(call) === ours)) {
      this.problems.push(`double dial: two provider calls for call ${ours}`);
    }
    if (others.some((call) => call.number === accepted.number && call.status !== "ended")) {
      this.problems.push(
        `double dial: ${accepted.number} is called while a call to it is going on`,
      );
    }
  }

  private pass(request: OutsideRequest): Promise<Response> {
    const { method, url, headers, body } = request;
    const init = method === "POST" ? { method, headers, body } : { method, headers };
    return Promise.resolve(this.routes.fetch(new Request(url, init)));
  }

  private fateOf(number: string): Fate {
    const earlier = this.dialled.filter((call) => call.number === number).length;
    const fate = this.fates.get(number)?.[earlier];
    return fate ?? { kind: "script", script: "not-interested" };
  }

  /** A call as the provider shows it before its results are there. */
  private shown(call: JsonObject, isInList: boolean): JsonObject {
    const shown = { ...call };
    if ((this.lateUntil.get(String(call.id)) ?? 0) > this.parts.scheduler.nowMs) {
      for (const field of LATE_FIELDS) delete shown[field];
      shown.updatedAt = call.endedAt;
    }
    if (isInList && this.parts.hidesMetadata) delete shown.assistantOverrides;
    return shown;
  }
}

export function callIdOf(call: CallRecord): string {
  const metadata = asObject(asObject(call.created.assistantOverrides).metadata);
  return asText(metadata.callId) ?? "";
}

function numberOf(request: OutsideRequest): string {
  return asText(asObject(asObject(parseJson(request.body)).customer).number) ?? "";
}
