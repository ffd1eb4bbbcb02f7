import type { Timers } from "../clock";
import type { JsonObject } from "../json";
import { createRandom, type Ids, type Random } from "../random";
import type { WebhookOutbox } from "../webhooks";
import { readServer, subscribesTo } from "./assistant";
import { CallOver, Conversation, type Ending, type Part, type Speaker } from "./conversation";
import { DIALOGUES, type Dialogue } from "./dialogues";
import type { VapiFaults } from "./faults";
import { buildMessage, toWebhook } from "./messages";
import { OPENING } from "./opening";
import { buildReport } from "./report";
import type { CallRecord, CallStatus, MessageRole } from "./types";

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

interface HeldStep {
  readonly number: string;
  readonly run: () => Promise<void>;
}

/** Lets calls live on the clock: they ring, are answered or not, talk, end, and are reported. */
export class CallRunner {
  /** Sends a status-update while it rings; not every carrier of the real service does. */
  sendsRinging = false;
  /** Numbers whose conversations go on only step by step, as they are let. */
  readonly heldNumbers = new Set<string>();
  private readonly waits = new Map<string, () => void>();
  /** How each held conversation goes on. */
  private readonly heldSteps = new Map<string, HeldStep>();
  /** The conversations that are going on, by call. */
  private readonly talks = new Map<string, Conversation>();

  constructor(private readonly parts: RunnerParts) {}

  /** Dials. With `failWith` the call ends for that reason before anybody can answer. */
  start(record: CallRecord, delayMs: number, failWith?: string): void {
    const seed = `call:${this.parts.seed}:${record.number}:${record.attempt}`;
    const life = this.live(record, createRandom(seed), failWith);
    this.wait(record, delayMs, () => this.step(record, life));
  }

  /** Ends a call from outside; nothing happens to one that has ended. */
  end(record: CallRecord, endedReason: string): void {
    if (record.status === "ended") return;
    this.finish(record, { endedReason });
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

  /** A message for the agent that the person does not hear. With `isAnswered` the agent speaks of it at once. */
  instruct(record: CallRecord, role: MessageRole, content: string, isAnswered: boolean): void {
    this.talks.get(record.id)?.instruct(role, content, isAnswered);
    this.parts.changed(record);
  }

  mute(record: CallRecord, speaker: Speaker, isMuted: boolean): void {
    const muted = this.talks.get(record.id)?.muted;
    if (isMuted) muted?.add(speaker);
    else muted?.delete(speaker);
  }

  /** Says what every call of this assistant begins with. */
  sayFirstMessage(record: CallRecord): void {
    this.say(record, this.talks.get(record.id)?.firstMessage(OPENING) ?? OPENING);
  }

  /** Whose voice is on the line at this moment. */
  audible(record: CallRecord): Speaker | undefined {
    return this.talks.get(record.id)?.audible;
  }

  /** Lets the held conversation with a number go on by so many steps: a few words or a tool call each. */
  async letOn(number: string, steps: number): Promise<void> {
    for (let done = 0; done < steps; done += 1) {
      for (const [id, held] of [...this.heldSteps]) {
        if (held.number !== number) continue;
        this.heldSteps.delete(id);
        await held.run();
      }
    }
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
    const run = () => {
      if (record.startedAt !== undefined) record.elapsedMs += pauseMs;
      return this.step(record, life);
    };
    const isHeld = record.startedAt !== undefined && this.heldNumbers.has(record.number);
    if (isHeld) this.heldSteps.set(record.id, { number: record.number, run });
    else this.wait(record, pauseMs, run);
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
    const talk = this.conversation(record, random);
    this.talks.set(record.id, talk);
    return yield* converse(talk, DIALOGUES[script]);
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
    this.heldSteps.delete(record.id);
    const findings = ending.findings ?? this.talks.get(record.id)?.findings;
    this.talks.delete(record.id);
    record.endedAt = this.parts.now().toISOString();
    record.endedReason = ending.endedReason;
    // Waiting for a tool's answer happens within a step and may overshoot; the service would have cut the call.
    record.elapsedMs = Math.min(record.elapsedMs, longestMs(record));
    this.setStatus(record, "ended");
    const { endedReason } = ending;
    const artifact = { messages: [...record.messages] };
    this.emit(record, "status-update", { status: "ended", endedReason, artifact });
    const random = createRandom(`report:${this.parts.seed}:${record.id}`);
    this.parts.timers.after(random.int(1000, 6000), () => this.report(record, findings));
  }

  private report(record: CallRecord, findings: Ending["findings"]): void {
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

/** Plays a dialogue to its end, or until an answer of the application ends the call. */
async function* converse(talk: Conversation, dialogue: Dialogue): Part<Ending> {
  try {
    return yield* dialogue(talk);
  } catch (error) {
    if (error instanceof CallOver) return { endedReason: error.endedReason };
    throw error;
  }
}

function longestMs({ assistant }: CallRecord): number {
  const seconds = assistant.maxDurationSeconds;
  return (typeof seconds === "number" ? seconds : DEFAULT_LONGEST_SECONDS) * 1000;
}

function isSkippedFirst({ script, attempt }: CallRecord): boolean {
  return script === "answers-on-second-attempt" && attempt === 1;
}
