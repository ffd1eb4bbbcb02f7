import { afterAll, beforeAll, beforeEach } from "vitest";
import type { ServiceContext } from "@/lib/context";
import { createServiceContext } from "@/lib/server-context";
import { startTestSupabase, type TestSupabase } from "../../local/database/test-database";
import { ManualClock } from "../../local/stand-ins/clock";
import { type StandIns, startStandIns } from "../../local/stand-ins/index";
import type { WebhookReply, WebhookRequest } from "../../local/stand-ins/webhooks";
import { settleAfterResponse } from "../support/after";
import { openPool, openTestDatabase } from "../support/database";
import { useBusinessTime as readBusinessTimeFrom, TEST_START } from "../support/test-clock";
import { IDS, SECRETS } from "./stand-ins/rig";

type Handler = (request: Request) => Promise<Response>;

const APP_URL = "http://app.test";

/**
 * The services and routes around a booking, over a real database, the real API and the stand-ins, in one process:
 * webhooks go straight to the handlers that `routes` gives for their paths.
 */
export async function useBookingApp(routes: Readonly<Record<string, Handler>> = {}) {
  const database = await openTestDatabase();
  const pool = openPool(database);
  const clock = new ManualClock(TEST_START);
  const started: { standIns?: StandIns; supabase?: TestSupabase } = {};

  beforeAll(async () => {
    const supabase = await startTestSupabase(database);
    started.supabase = supabase;
    const standIns = await startStandIns({
      clock,
      appUrl: () => APP_URL,
      secrets: SECRETS,
      ids: IDS,
      seed: 7,
      log: () => undefined,
      transport: (webhook) => deliver(routes, webhook),
    });
    started.standIns = standIns;
    Object.assign(process.env, {
      APP_URL,
      NEXT_PUBLIC_SUPABASE_URL: supabase.url,
      NEXT_PUBLIC_SUPABASE_ANON_KEY: supabase.publishableKey,
      SUPABASE_SERVICE_ROLE_KEY: supabase.secretKey,
      VAPI_API_KEY: SECRETS.vapiApiKey,
      VAPI_BASE_URL: standIns.vapiUrl,
      VAPI_ASSISTANT_ID: IDS.assistantId,
      VAPI_PHONE_NUMBER_ID: IDS.phoneNumberId,
      VAPI_WEBHOOK_SECRET: SECRETS.vapiWebhookSecret,
      CAL_API_KEY: SECRETS.calApiKey,
      CAL_BASE_URL: standIns.calUrl,
      CAL_EVENT_TYPE_ID: String(IDS.eventTypeId),
      CAL_WEBHOOK_SECRET: SECRETS.calWebhookSecret,
      RESEND_API_KEY: SECRETS.resendApiKey,
      RESEND_BASE_URL: standIns.resendUrl,
      RESEND_FROM: "demo@sales.example",
      CRON_SECRET: "cron-secret-of-the-tests",
      LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? "silent",
    });
    readBusinessTimeFrom(() => clock.now());
    return async () => {
      await settleAfterResponse();
      await standIns.stop();
      await supabase.stop();
    };
  });
  beforeEach(() => {
    for (const faults of [started.standIns?.cal.faults, started.standIns?.resend.faults]) {
      faults?.clear();
    }
  });
  afterAll(settleAfterResponse);

  const standIns = () => {
    if (!started.standIns) throw new Error("the stand-ins have not been started yet");
    return started.standIns;
  };
  const supabase = () => {
    if (!started.supabase) throw new Error("the API has not been started yet");
    return started.supabase;
  };
  const context = (kind: "vapi" | "cal" | "cron"): ServiceContext =>
    createServiceContext("test", { kind });
  return { pool, clock, standIns, supabase, context };
}

async function deliver(
  routes: Readonly<Record<string, Handler>>,
  webhook: WebhookRequest,
): Promise<WebhookReply> {
  const { url, headers, body } = webhook;
  const handler = routes[new URL(url).pathname];
  if (!handler) return { status: 404, body: "" };
  const response = await handler(new Request(url, { method: "POST", headers, body }));
  return { status: response.status, body: await response.text() };
}
