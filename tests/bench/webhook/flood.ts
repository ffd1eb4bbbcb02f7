import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { one } from "../../support/database-actors";
import { type BenchCall, placeCalls } from "./calls";
import { conversationOf, type Message } from "./messages";
import type { System } from "./system";

export interface Flooded {
  readonly sent: number;
  readonly perSecond: number;
  /** From the moment a message was due until it was answered, in milliseconds. */
  readonly latencies: number[];
  readonly errors: number;
  /** What should be in the database and is not. */
  readonly lost: number;
  readonly megabytes: number;
}

/** Conversations that go on at the same time. */
const AT_ONCE = 60;
const DRAIN_MS = 2_000;

/** Sends the messages of many conversations at a fixed rate, whether answers come or not, and counts what they did. */
export async function flood(
  { pool, door, secrets }: System,
  { rate, seconds }: { readonly rate: number; readonly seconds: number },
): Promise<Flooded> {
  const messages = await prepare(pool, rate * seconds);
  const latencies: number[] = [];
  let errors = 0;
  const headers = {
    "content-type": "application/json",
    "x-vapi-secret": secrets.vapiWebhookSecret,
  };
  const send = async (body: string, dueMs: number) => {
    try {
      const response = await fetch(door, { method: "POST", headers, body });
      await response.arrayBuffer();
      if (!response.ok) errors += 1;
    } catch {
      errors += 1;
    }
    latencies.push(performance.now() - dueMs);
  };
  const startMs = performance.now();
  const open: Promise<void>[] = [];
  for (const [index, { body }] of messages.entries()) {
    const dueMs = startMs + (index * 1000) / rate;
    const waitMs = dueMs - performance.now();
    if (waitMs > 0) await sleep(waitMs);
    open.push(send(body, dueMs));
  }
  await Promise.all(open);
  const tookMs = performance.now() - startMs;
  await sleep(DRAIN_MS);
  return {
    sent: messages.length,
    perSecond: (messages.length * 1000) / tookMs,
    latencies,
    errors,
    lost: await countLost(pool, messages),
    megabytes: messages.reduce((sum, { body }) => sum + body.length, 0) / 1e6,
  };
}

type Numbered = Message & { readonly callId: string };

/** Conversations taking turns, each in its order, with a new one in the place of each that ends. */
async function prepare(pool: pg.Pool, count: number): Promise<Numbered[]> {
  const length = conversationOf({ id: "", providerId: "" }).length;
  const calls = await placeCalls(pool, Math.ceil(count / length));
  const waiting = calls.map((call) => numbered(call));
  const going = waiting.splice(0, AT_ONCE);
  const order: Numbered[] = [];
  while (going.length > 0) {
    for (const [index, conversation] of going.entries()) {
      const next = conversation.shift();
      if (next) order.push(next);
      if (conversation.length === 0) going[index] = waiting.shift() ?? [];
    }
    if (going.every((conversation) => conversation.length === 0)) break;
  }
  return order;
}

function numbered(call: BenchCall): Numbered[] {
  return conversationOf(call).map((message) => ({ ...message, callId: call.id }));
}

/** Partial lines are passed on to those who listen, everything else is stored; reports end their calls. */
async function countLost(pool: pg.Pool, messages: readonly Numbered[]): Promise<number> {
  const callIds = [...new Set(messages.map(({ callId }) => callId))];
  const sent = (kind: Message["kind"]) =>
    messages.filter((message) => message.kind === kind).length;
  const found = one(
    await pool.query(
      `select (select count(*)::int from call_lines where call_id = any ($1::uuid[])) as final,
        (select count(*)::int from calls where id = any ($1::uuid[]) and state = 'ended' and outcome = 'not_interested') as report,
        (select count(*)::int from webhook_events where state = 'processed' and type = 'status-update') as status,
        (select count(*)::int from realtime.messages where event = 'line' and payload ->> 'isFinal' = 'false'
          and split_part(topic, ':', 2) = any ($2::text[])) as partial`,
      [callIds, callIds],
    ),
  );
  const kinds = ["final", "report", "status", "partial"] as const;
  return kinds.reduce((lost, kind) => lost + Math.max(0, sent(kind) - found[kind]), 0);
}
