import { asList, asObject, asText, isObject, type JsonObject } from "../json";
import type { Ids } from "../random";
import { MissingToolError, resolveAssistant } from "./assistant";
import type { ResourceStore } from "./resources";
import { chooseScript, type ScriptName } from "./scripts";
import type { CallRecord } from "./types";

export interface RecordParts {
  readonly ids: Ids;
  readonly now: () => Date;
  readonly orgId: string;
  readonly seed: number;
  readonly baseUrl: () => string;
  readonly scripts: ReadonlyMap<string, ScriptName>;
  readonly assistants: ResourceStore;
  readonly tools: ResourceStore;
}

/** The calls that exist, how often each number was called, and which calls are going on. */
export class CallRecords {
  readonly all = new Map<string, CallRecord>();
  private readonly attempts = new Map<string, number>();
  private readonly active = new Set<string>();

  constructor(private readonly parts: RecordParts) {}

  get activeCount(): number {
    return this.active.size;
  }

  /** Makes the record of a call that was asked for; `delayMs` says how long it waits for its scheduled time. */
  create(body: JsonObject, customer: JsonObject, delayMs: number): CallRecord {
    const { scripts, seed } = this.parts;
    const number = asText(customer.number) ?? asText(customer.sipUri) ?? "";
    const attempt = (this.attempts.get(number) ?? 0) + 1;
    const status = delayMs > 0 ? "scheduled" : "queued";
    const created = this.createdCall(body, customer, status);
    const record: CallRecord = {
      id: String(created.id),
      number,
      attempt,
      script: chooseScript({ phone: number, attempt, seed, assigned: scripts }),
      created,
      assistant: this.assistantFor(body),
      name: asText(body.name),
      status,
      updatedAt: String(created.updatedAt),
      startedAt: undefined,
      endedAt: undefined,
      endedReason: undefined,
      elapsedMs: 0,
      messages: [],
      toolUses: [],
      report: undefined,
    };
    this.add(record);
    return record;
  }

  /** Counts a call that has ended, or started, as what it now is. */
  note(record: CallRecord): void {
    const isActive = record.status !== "ended" && record.status !== "scheduled";
    if (isActive && this.all.has(record.id)) this.active.add(record.id);
    else this.active.delete(record.id);
  }

  remove(record: CallRecord): void {
    this.all.delete(record.id);
    this.active.delete(record.id);
  }

  /** Takes back what was kept as `[...all.values()]`. */
  restore(kept: unknown): CallRecord[] {
    const records = asList(kept).filter(isCallRecord);
    for (const record of records) this.add(record);
    return records;
  }

  private add(record: CallRecord): void {
    this.all.set(record.id, record);
    this.attempts.set(record.number, (this.attempts.get(record.number) ?? 0) + 1);
    this.note(record);
  }

  private createdCall(body: JsonObject, customer: JsonObject, status: string): JsonObject {
    const id = this.parts.ids.uuid();
    const now = this.parts.now().toISOString();
    const base = this.parts.baseUrl();
    const { assistantId, assistantOverrides, phoneNumberId, name, schedulePlan } = body;
    const given = { assistantId, phoneNumberId, name, schedulePlan, assistantOverrides };
    const present = Object.entries(given).filter(([, value]) => value !== undefined);
    return {
      id,
      type: "outboundPhoneCall",
      createdAt: now,
      updatedAt: now,
      orgId: this.parts.orgId,
      cost: 0,
      customer,
      status,
      phoneCallProvider: "twilio",
      ...Object.fromEntries(present),
      monitor: {
        listenUrl: `${base.replace(/^http/, "ws")}/monitor/${id}/listen`,
        controlUrl: `${base}/monitor/${id}/control`,
      },
      transport: { conversationType: "voice", provider: "twilio", accountSid: "AC0000" },
    };
  }

  /** Without a model when a tool is missing: such a call fails when it starts. */
  private assistantFor(body: JsonObject): JsonObject {
    const { assistants, tools } = this.parts;
    const published = assistants.find(asText(body.assistantId) ?? "") ?? {};
    const base = isObject(body.assistant) ? body.assistant : published;
    try {
      return resolveAssistant(base, asObject(body.assistantOverrides), (id) => tools.find(id));
    } catch (error) {
      if (error instanceof MissingToolError) return { ...base, model: undefined };
      throw error;
    }
  }
}

/** Kept data was written by this file; it is enough to see that it is a call at all. */
function isCallRecord(value: unknown): value is CallRecord {
  return isObject(value) && typeof value.id === "string" && Array.isArray(value.messages);
}
