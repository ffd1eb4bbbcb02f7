import type { Timers } from "../clock";
import type { JsonObject } from "../json";
import { createRandom, type Ids, type Random } from "../random";
import type { WebhookOutbox } from "../webhooks";
import { readServer, subscribesTo } from "./assistant";
import { Conversation, type Ending, type Part } from "./conversation";
import { DIALOGUES } from "./dialogues";
import type { VapiFaults } from "./faults";
import { buildMessage, toWebhook } from "./messages";
import { buildReport } from "./report";
import type { CallRecord, CallStatus, Findings } from "./types";

export interface RunnerParts {
  readonly timers: Timers;
  readonly now: () => Date;
  readonly clockRate: number;
  readonly seed: number;
  readonly ids: Ids;
  readonly outbox: WebhookOutbox;
  readonly faults: VapiFaults;
  readonly stealSlot: (record: CallRecord) => void;
  readonly recordingUrl: (callId: string) => string;
  /** Told after every change of a call. */
  readonly changed: (record: CallRecord) => void;
}

const DEFAULT_LONGEST_SECONDS = 600;

/** Lets calls live on the clock: they ring, are answered or not, talk, end, and are reported. */
export class CallRunner {
  /** Sends a status-update while it rings; not every carrier of the real service does. */
  sendsRinging = false;
  private readonly waits = new Map<string, () => void>();

  constructor(private readonly parts: RunnerParts) {}

  /** Dials. With `failWith` the call ends for that reason before anybody can answer. */
  start(record: CallRecord, delayMs: number, failWith?: string): void {
    const seed = `call:${this.parts.seed}:${record.number}:${record.attempt}`;
    const life = this.live(record, createRandom(seed), failWith);
    this.wait(record, delayMs, () => this.step(record, life));
  }

  /** Ends a call from outside; nothing happens to one that has ended. */
  end(record: CallRecord, endedReason: string, findings?: Findings): void {
    if (record.status === "ended") return;
    this.finish(record, findings ? { endedReason, findings } : { endedReason });
  }

  /** Lets the assistant say something that is not in the script. */
  say(record: CallRecord, text: string): void {
    const time = this.parts.now().getTime();
    const secondsFromStart = Math.round(record.elapsedMs / 10) / 100;
    record.messages.push({ role: "bot", message: text, time, secondsFromStart });
    this.emit(record, "transcript", {
      role: "assistant",
      transcriptType: "final",
      transcript: text,
    });
    this.parts.changed(record);
  }

  private async step(record: CallRecord, life: Part<Ending>): Promise<void> {
    const next = await life.next();
    if (record.status === "ended") return;
    this.parts.changed(record);
    if (next.done) return this.finish(record, next.value);
    if (record.startedAt === undefined) return this.continue(record, life, next.value);
    const leftMs = longestMs(record) - record.elapsedMs;
    if (next.value < leftMs) return this.continue(record, life, next.value);
    this.wait(record, Math.max(0, leftMs), async () => {
      record.elapsedMs += Math.max(0, leftMs);
      this.end(record, "exceeded-max-duration");
    });
  }

  private continue(record: CallRecord, life: Part<Ending>, pauseMs: number): void {
    this.wait(record, pauseMs, () => {
      if (record.startedAt !== undefined) record.elapsedMs += pauseMs;
      return this.step(record, life);
    });
  }

  private wait(record: CallRecord, ms: number, action: () => Promise<void>): void {
    this.waits.set(record.id, this.parts.timers.after(ms, action));
  }

  private async *live(record: CallRecord, random: Random, failWith?: string): Part<Ending> {
    this.setStatus(record, "queued");
    yield random.int(500, 2000);
    if (failWith) return { endedReason: failWith };
    this.setStatus(record, "ringing");
    if (this.sendsRinging) this.emit(record, "status-update", { status: "ringing" });
    const { script } = record;
    if (script === "busy") {
      yield random.int(2000, 4000);
      return { endedReason: "customer-busy" };
    }
    if (script === "no-answer" || isSkippedFirst(record)) {
      yield random.int(28_000, 40_000);
      return { endedReason: "customer-did-not-answer" };
    }
    yield random.int(4000, 12_000);
    this.answer(record);
    return yield* DIALOGUES[script](this.conversation(record, random));
  }

  private answer(record: CallRecord): void {
    record.startedAt = this.parts.now().toISOString();
    this.setStatus(record, "in-progress");
    this.emit(record, "status-update", { status: "in-progress", artifact: { messages: [] } });
  }

  private conversation(record: CallRecord, random: Random): Conversation {
    const { now, clockRate, outbox, faults, stealSlot, ids } = this.parts;
    return new Conversation({
      record,
      random,
      now,
      clockRate,
      outbox,
      faults,
      stealSlot,
      newId: () => ids.base58(24),
      emit: (type, fields) => {
        if (record.status !== "ended") this.emit(record, type, fields);
      },
    });
  }

  private finish(record: CallRecord, ending: Ending): void {
    this.waits.get(record.id)?.();
    this.waits.delete(record.id);
    record.endedAt = this.parts.now().toISOString();
    record.endedReason = ending.endedReason;
    // Waiting for a tool's answer happens within a step and may overshoot; the service would have cut the call.
    record.elapsedMs = Math.min(record.elapsedMs, longestMs(record));
    this.setStatus(record, "ended");
    const { endedReason } = ending;
    const artifact = { messages: [...record.messages] };
    this.emit(record, "status-update", { status: "ended", endedReason, artifact });
    const random = createRandom(`report:${this.parts.seed}:${record.id}`);
    this.parts.timers.after(random.int(1000, 6000), () => this.report(record, ending.findings));
  }

  private report(record: CallRecord, findings: Findings | undefined): void {
    record.report = buildReport(record, findings, this.parts.recordingUrl(record.id));
    record.updatedAt = this.parts.now().toISOString();
    this.parts.changed(record);
    this.emit(record, "end-of-call-report", record.report);
  }

  private emit(record: CallRecord, type: string, fields: JsonObject): void {
    const server = readServer(record.assistant.server);
    if (!server || !subscribesTo(record.assistant, type)) return;
    const message = buildMessage(record, type, this.parts.now().getTime(), fields);
    this.parts.outbox.send(toWebhook(type, server, message));
  }

  private setStatus(record: CallRecord, status: CallStatus): void {
    record.status = status;
    record.updatedAt = this.parts.now().toISOString();
    this.parts.changed(record);
  }
}

function longestMs({ assistant }: CallRecord): number {
  const seconds = assistant.maxDurationSeconds;
  return (typeof seconds === "number" ? seconds : DEFAULT_LONGEST_SECONDS) * 1000;
}

function isSkippedFirst({ script, attempt }: CallRecord): boolean {
  return script === "answers-on-second-attempt" && attempt === 1;
}
