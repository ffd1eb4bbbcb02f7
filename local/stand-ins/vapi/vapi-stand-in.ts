import type { StandInClock } from "../clock";
import { Timers } from "../clock";
import { asObject, asText, isObject, type JsonObject } from "../json";
import type { Log } from "../log";
import { Ids } from "../random";
import type { Reply } from "../reply";
import { WebhookOutbox, type WebhookTransport } from "../webhooks";
import { CallRecords } from "./call-records";
import { CallRunner } from "./call-runner";
import { callOnWire, selectCalls } from "./call-views";
import { runControl } from "./control-commands";
import { type CreateFault, VapiFaults } from "./faults";
import { assistantRules, ORG_ID, phoneNumberRules } from "./preset-rules";
import { DAILY_LIMIT, OUT_OF_CREDITS, OVER_CONCURRENCY, refuse, spoil } from "./refusals";
import { badRequest, notFound, ResourceStore, readBody } from "./resources";
import type { ScriptName } from "./scripts";
import type { CallRecord } from "./types";
import { callProblems, toolProblems } from "./validate";

export interface VapiOptions {
  readonly clock: StandInClock;
  readonly log: Log;
  readonly transport: WebhookTransport;
  readonly appUrl: () => string;
  /** Where this stand-in is reached, for the URLs that it hands out. */
  readonly baseUrl: () => string;
  readonly apiKey: string;
  readonly webhookSecret: string;
  readonly assistantId: string;
  /** One, or several with commas between them. */
  readonly phoneNumberId: string;
  readonly seed: number;
  readonly scripts?: Readonly<Record<string, ScriptName>>;
  /** Lets somebody else take the time that the called person is about to book. */
  readonly stealSlot: (phone: string) => void;
  readonly changed: () => void;
}

const FAILED_START = "call.start.error-get-resources-validation";
const BLOCKED = "call.start.error-subscription-concurrency-limit-reached";

/** A phone service without phones: it takes the requests of the real one and plays scripted conversations. */
export class VapiStandIn {
  readonly faults = new VapiFaults();
  readonly scripts: Map<string, ScriptName>;
  readonly records: CallRecords;
  readonly assistants: ResourceStore;
  readonly tools: ResourceStore;
  readonly phoneNumbers: ResourceStore;
  readonly outbox: WebhookOutbox;
  readonly runner: CallRunner;
  concurrencyLimit = 10;
  /** What happens to calls over the limit: refused, or taken, marked as blocked, and ended. */
  concurrencyMode: "reject" | "block" = "reject";
  private readonly timers: Timers;
  private readonly ids: Ids;
  private readonly now = () => this.options.clock.now();

  constructor(private readonly options: VapiOptions) {
    const { clock, log, transport, seed } = options;
    const { now } = this;
    this.timers = new Timers(clock);
    this.ids = new Ids(`vapi:${seed}`, now);
    this.scripts = new Map(Object.entries(options.scripts ?? {}));
    this.outbox = new WebhookOutbox({ timers: this.timers, transport, now, log });
    this.runner = new CallRunner({
      timers: this.timers,
      now,
      clockRate: clock.rate,
      seed,
      ids: this.ids,
      outbox: this.outbox,
      faults: this.faults,
      stealSlot: (record) => options.stealSlot(record.number),
      recordingUrl: (id) => `${options.baseUrl()}/recordings/${id}-mono.wav`,
      changed: (record) => {
        this.records.note(record);
        options.changed();
      },
    });
    const parts = { ids: this.ids, now, orgId: ORG_ID, changed: options.changed };
    const areGone = () => this.faults.states.has("misconfigured");
    this.assistants = new ResourceStore({ ...assistantRules(options), areGone }, parts);
    this.tools = new ResourceStore({ label: "Tool", problems: toolProblems }, parts);
    this.phoneNumbers = new ResourceStore(phoneNumberRules(options), parts);
    const { scripts, assistants, tools } = this;
    const { baseUrl } = options;
    this.records = new CallRecords({ ...parts, seed, baseUrl, scripts, assistants, tools });
  }

  isAuthorized(authorization: string | undefined): boolean {
    if (this.faults.states.has("unauthorized")) return false;
    return authorization === `Bearer ${this.options.apiKey}`;
  }

  /** POST /call. */
  createCall(text: string): Reply {
    const pending = this.faults.takeCreate();
    const refusal = pending && refuse(pending.fault, pending.retryAfterSeconds);
    if (refusal) return refusal;
    const body = readBody(text);
    if (!body) return badRequest("Unexpected token in JSON");
    const problem = this.findProblem(body) ?? this.findLimit(body);
    if (problem) return problem;
    const reply = Array.isArray(body.customers)
      ? this.createBatch(body, body.customers)
      : this.createOne(body, pending?.fault);
    return pending ? spoil(pending.fault, reply) : reply;
  }

  /** GET /call, newest first. */
  listCalls(query: Readonly<Record<string, string>>): Reply {
    const calls = [...this.records.all.values()].map(callOnWire);
    return { status: 200, body: selectCalls(calls, query) };
  }

  getCall(id: string): Reply {
    const record = this.records.all.get(id);
    return record ? { status: 200, body: callOnWire(record) } : notFound("Call not found");
  }

  /** PATCH /call/:id, which can change nothing but the name. */
  updateCall(id: string, text: string): Reply {
    const record = this.records.all.get(id);
    if (!record) return notFound("Call not found");
    const body = readBody(text);
    const unknown = Object.keys(body ?? {}).filter((key) => key !== "name");
    if (!body || unknown.length > 0) {
      return badRequest(unknown.map((key) => `property ${key} should not exist`));
    }
    record.name = asText(body.name);
    return { status: 200, body: callOnWire(record) };
  }

  /** DELETE /call/:id erases the data of a call; one that is still scheduled is not placed. */
  deleteCall(id: string): Reply {
    const record = this.records.all.get(id);
    if (!record) return notFound("Call not found");
    if (record.status === "scheduled") this.runner.end(record, "scheduled-call-deleted");
    else this.runner.end(record, "call-deleted");
    this.records.remove(record);
    this.options.changed();
    return { status: 200, body: callOnWire(record) };
  }

  /** POST to a call's control URL. */
  controlCall(id: string, text: string): Reply {
    const record = this.records.all.get(id);
    const body = readBody(text);
    if (record?.status !== "in-progress") return notFound("Call not found or not active");
    if (!body) return badRequest("Unexpected token in JSON");
    const problems = runControl(this.runner, record, body);
    return problems ? badRequest(problems) : { status: 200, body: { success: true } };
  }

  snapshot(): JsonObject {
    const { assistants, tools, phoneNumbers } = this;
    return {
      count: this.ids.count,
      calls: [...this.records.all.values()],
      assistants: assistants.snapshot(),
      tools: tools.snapshot(),
      phoneNumbers: phoneNumbers.snapshot(),
    };
  }

  /** Takes back what `snapshot` gave. Calls that were going on then have lost their worker, and end. */
  restore(data: JsonObject): void {
    if (typeof data.count === "number") this.ids.count = data.count;
    this.assistants.restore(asObject(data.assistants));
    this.tools.restore(asObject(data.tools));
    this.phoneNumbers.restore(asObject(data.phoneNumbers));
    for (const record of this.records.restore(data.calls)) {
      if (record.report) continue;
      record.status = "in-progress";
      this.runner.end(record, record.endedReason ?? "worker-shutdown");
    }
  }

  stop(): void {
    this.timers.stop();
  }

  private findProblem(body: JsonObject): Reply | undefined {
    const problems = callProblems(body);
    if (problems.length > 0) return badRequest(problems);
    const { assistantId, phoneNumberId } = body;
    if (!isObject(body.assistant) && !this.assistants.find(asText(assistantId) ?? "")) {
      return badRequest(
        assistantId === undefined
          ? "Couldn't Get Assistant. Need Either `assistantId` Or `assistant`."
          : `Couldn't Get Assistant. \`assistantId\` ${String(assistantId)} Does Not Exist.`,
      );
    }
    if (!isObject(body.phoneNumber) && !this.phoneNumbers.find(asText(phoneNumberId) ?? "")) {
      return badRequest(
        phoneNumberId === undefined
          ? "Couldn't Get Phone Number. Need Either `phoneNumberId` Or `phoneNumber`."
          : `Couldn't Get Phone Number. \`phoneNumberId\` ${String(phoneNumberId)} Does Not Exist.`,
      );
    }
    if (!isObject(body.customer) && !Array.isArray(body.customers)) {
      return badRequest("Couldn't Get Customer. Need Either `customerId` Or `customer`.");
    }
    return undefined;
  }

  private findLimit(body: JsonObject): Reply | undefined {
    const { states, limitedNumbers } = this.faults;
    if (states.has("out-of-credits")) return OUT_OF_CREDITS;
    const isLimited = limitedNumbers.has(asText(body.phoneNumberId) ?? "");
    return isLimited || states.has("daily-limit") ? DAILY_LIMIT : undefined;
  }

  private createOne(body: JsonObject, fault: CreateFault | undefined): Reply {
    const isFull = this.records.activeCount >= this.concurrencyLimit;
    if (isFull && this.concurrencyMode === "reject") return OVER_CONCURRENCY;
    const isBlocked = isFull || fault === "concurrency-blocked";
    const record = this.accept(body, asObject(body.customer), isBlocked ? BLOCKED : undefined);
    return { status: 201, body: { ...this.limits(isBlocked), ...record.created } };
  }

  private createBatch(body: JsonObject, customers: readonly unknown[]): Reply {
    const results: JsonObject[] = [];
    const errors: JsonObject[] = [];
    for (const item of customers) {
      const customer = asObject(item);
      if (this.records.activeCount >= this.concurrencyLimit) {
        errors.push({ customer, error: "Over Concurrency Limit." });
      } else {
        // A customer's own overrides replace the call's: the service does not merge the two.
        const { assistantOverrides = body.assistantOverrides, ...person } = customer;
        const own = {
          ...body,
          ...(assistantOverrides === undefined ? {} : { assistantOverrides }),
        };
        results.push(this.accept(own, person, undefined).created);
      }
    }
    return { status: 201, body: { results, errors, ...this.limits(false) } };
  }

  private accept(body: JsonObject, customer: JsonObject, failWith: string | undefined): CallRecord {
    const earliestAt = Date.parse(asText(asObject(body.schedulePlan).earliestAt) ?? "");
    const delayMs = Math.max(0, (earliestAt || 0) - this.now().getTime());
    const record = this.records.create(body, customer, delayMs);
    const reason = failWith ?? this.faults.endedReasons.shift() ?? startProblem(record);
    this.runner.start(record, delayMs, reason);
    this.options.changed();
    const { number, script, attempt } = record;
    this.options.log(`call to …${number.slice(-4)}, attempt ${attempt}: ${script}`);
    return record;
  }

  private limits(concurrencyBlocked: boolean): JsonObject {
    return {
      subscriptionLimits: {
        concurrencyBlocked,
        concurrencyLimit: this.concurrencyLimit,
        remainingConcurrentCalls: Math.max(0, this.concurrencyLimit - this.records.activeCount),
      },
    };
  }
}

/** A call whose assistant could not be put together fails when it starts, not when it is created. */
function startProblem(record: CallRecord): string | undefined {
  return record.assistant.model === undefined ? FAILED_START : undefined;
}
