import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { afterAll, beforeAll } from "vitest";
import { GET as runCron } from "@/app/api/cron/route";
import { POST as takeCalEvent } from "@/app/api/webhook/cal/route";
import { POST as takeVapiMessage } from "@/app/api/webhook/vapi/route";
import { startTestSupabase } from "../../local/database/test-database";
import { ManualClock } from "../../local/stand-ins/clock";
import { type StandIns, startStandIns } from "../../local/stand-ins/index";
import type { CallRecord } from "../../local/stand-ins/vapi/types";
import type { WebhookReply, WebhookRequest } from "../../local/stand-ins/webhooks";
import { IDS, SECRETS } from "../integration/stand-ins/rig";
import { settleAfterResponse } from "../support/after";
import { openPool, openTestDatabase } from "../support/database";
import { useBusinessTime as readBusinessTimeFrom, TEST_START } from "../support/test-clock";
import { Outside } from "./outside";

const APP_URL = "http://app.test";
/** Where the assistant sends its messages. */
export const WEBHOOK_URL = `${APP_URL}/api/webhook/vapi`;
const CRON_SECRET = "cron-secret-of-the-rehearsal";
const STEP_MS = 250;
const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const LONGEST_CALL_MS = 15 * MINUTE_MS;

/** With all that hangs on them, everything but what the law and the calendar of holidays say. */
const EMPTIED = [
  "public.teams",
  "public.webhook_events",
  "public.provider_pauses",
  "private.request_counts",
  "private.prepared_slots",
  "private.provider_budgets",
  "private.provider_requests",
  "private.calendar_syncs",
];

const DOORS: Readonly<Record<string, (request: Request) => Promise<Response>>> = {
  "/api/webhook/cal": takeCalEvent,
  "/api/webhook/vapi": takeVapiMessage,
};

/** Everything that a scene needs: the application over a real database, and an outside world of its own. */
export class Stage {
  clock = new ManualClock(TEST_START);
  private current: StandIns | undefined;

  constructor(
    readonly pool: pg.Pool,
    readonly outside: Outside,
  ) {}

  get standIns(): StandIns {
    if (!this.current) throw new Error("the scene has not been set yet");
    return this.current;
  }

  /** An empty database on a Tuesday at ten in Chicago, and services that have seen nothing. */
  async set(seed: number): Promise<void> {
    await this.clear();
    await this.pool.query(`truncate ${EMPTIED.join(", ")} cascade`);
    this.clock = new ManualClock(TEST_START);
    readBusinessTimeFrom(() => this.clock.now());
    this.current = await startStandIns({
      clock: this.clock,
      appUrl: () => APP_URL,
      secrets: SECRETS,
      ids: IDS,
      seed,
      log: () => undefined,
      transport: deliver,
    });
    this.outside.lead(this.current);
  }

  async clear(): Promise<void> {
    await settleAfterResponse();
    await this.current?.stop();
    this.current = undefined;
  }

  /** What the platform does every five minutes. */
  async cron(): Promise<void> {
    const headers = { authorization: `Bearer ${CRON_SECRET}` };
    const response = await runCron(new Request(`${APP_URL}/api/cron`, { headers }));
    if (!response.ok) throw new Error(`the cron answered ${response.status}`);
    await settleAfterResponse();
  }

  /** Lets business time pass; while the application is at work behind an answer, no faster than real time. */
  async pass(ms: number, stepMs = STEP_MS): Promise<void> {
    for (let leftMs = ms; leftMs > 0; leftMs -= stepMs) {
      await Promise.race([settleAfterResponse(), sleep(Math.min(stepMs, STEP_MS))]);
      await this.clock.advance(Math.min(leftMs, stepMs));
    }
  }

  /** Lets minutes pass, with a run of the automation at the end of each of these spans. */
  async passMinutes(...spans: readonly number[]): Promise<void> {
    for (const minutes of spans) {
      await this.pass(minutes * MINUTE_MS, 10 * SECOND_MS);
      await this.age(minutes * MINUTE_MS);
      await this.cron();
    }
  }

  /** Jumps to a later instant: all that was to happen until then happens, without runs of the automation. */
  async jumpTo(instant: Date): Promise<void> {
    await settleAfterResponse();
    const ms = Math.max(0, instant.getTime() - this.clock.now().getTime());
    await this.clock.advance(ms);
    await this.age(ms);
  }

  /** What is known of the calendar ages in real time, which passes here, too, as far as the application can tell. */
  private async age(ms: number): Promise<void> {
    await this.pool.query(
      "update private.prepared_slots set fetched_at = fetched_at - $1::integer * interval '1 millisecond'",
      [ms],
    );
  }

  /** Plays the call that is going on to its end. */
  async playCall(record: CallRecord): Promise<void> {
    const until = this.clock.now().getTime() + LONGEST_CALL_MS;
    while (record.status !== "ended" && this.clock.now().getTime() < until) {
      await this.pass(STEP_MS);
    }
    await settleAfterResponse();
  }
}

/** Opens the stage for the calling test file. */
export async function openStage(): Promise<() => Stage> {
  const database = await openTestDatabase();
  const pool = openPool(database);
  const opened: { stage?: Stage } = {};
  beforeAll(async () => {
    const supabase = await startTestSupabase(database);
    const outside = await Outside.open();
    const stage = new Stage(pool, outside);
    opened.stage = stage;
    Object.assign(process.env, {
      APP_URL,
      NEXT_PUBLIC_SUPABASE_URL: supabase.url,
      NEXT_PUBLIC_SUPABASE_ANON_KEY: supabase.publishableKey,
      SUPABASE_SERVICE_ROLE_KEY: supabase.secretKey,
      VAPI_API_KEY: SECRETS.vapiApiKey,
      VAPI_BASE_URL: `${outside.url}/vapi`,
      VAPI_ASSISTANT_ID: IDS.assistantId,
      VAPI_PHONE_NUMBER_ID: IDS.phoneNumberId,
      VAPI_WEBHOOK_SECRET: SECRETS.vapiWebhookSecret,
      CAL_API_KEY: SECRETS.calApiKey,
      CAL_BASE_URL: `${outside.url}/cal`,
      CAL_EVENT_TYPE_ID: String(IDS.eventTypeId),
      CAL_WEBHOOK_SECRET: SECRETS.calWebhookSecret,
      RESEND_API_KEY: SECRETS.resendApiKey,
      RESEND_BASE_URL: `${outside.url}/resend`,
      RESEND_FROM: "demo@sales.example",
      CRON_SECRET,
      LOG_LEVEL: process.env.REHEARSAL_LOG ?? "silent",
    });
    return async () => {
      await stage.clear();
      await outside.close();
      await supabase.stop();
    };
  });
  afterAll(settleAfterResponse);
  return () => {
    if (!opened.stage) throw new Error("the stage has not been opened yet");
    return opened.stage;
  };
}

async function deliver({ url, headers, body }: WebhookRequest): Promise<WebhookReply> {
  const handle = DOORS[new URL(url).pathname];
  if (!handle) return { status: 404, body: "" };
  const response = await handle(new Request(url, { method: "POST", headers, body }));
  return { status: response.status, body: await response.text() };
}
