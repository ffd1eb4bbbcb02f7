import { AsyncLocalStorage } from "node:async_hooks";
import type { WorkStore } from "next/dist/server/app-render/work-async-storage.external.js";
import { IDS, SECRETS } from "../integration/stand-ins/rig";

export const APP_URL = "http://app.test";
export const SUPABASE_URL = "http://supabase.test";
export const VAPI_URL = "http://vapi.test";
const CRON_SECRET = "cron-secret-of-the-simulation";

/** A route of the application, and what it does after its answer. */
type Door = (request: Request) => Promise<{ response: Response; rest: Promise<unknown> }>;

interface Doors {
  readonly cron: Door;
  readonly vapi: Door;
}

/** Loads the application's routes with an environment of their own. */
export async function openDoors(): Promise<Doors> {
  Object.assign(process.env, {
    APP_URL,
    NEXT_PUBLIC_SUPABASE_URL: SUPABASE_URL,
    NEXT_PUBLIC_SUPABASE_ANON_KEY: "publishable-key",
    SUPABASE_SERVICE_ROLE_KEY: "secret-key",
    VAPI_API_KEY: SECRETS.vapiApiKey,
    VAPI_BASE_URL: VAPI_URL,
    VAPI_ASSISTANT_ID: IDS.assistantId,
    VAPI_PHONE_NUMBER_ID: IDS.phoneNumberId,
    VAPI_WEBHOOK_SECRET: SECRETS.vapiWebhookSecret,
    CAL_API_KEY: SECRETS.calApiKey,
    CAL_EVENT_TYPE_ID: String(IDS.eventTypeId),
    CAL_WEBHOOK_SECRET: SECRETS.calWebhookSecret,
    RESEND_API_KEY: SECRETS.resendApiKey,
    RESEND_FROM: "demo@sales.example",
    CRON_SECRET,
    LOG_LEVEL: process.env.SIMULATION_LOG ?? "silent",
  });
  // Next.js puts it there before it loads anything.
  Object.assign(globalThis, { AsyncLocalStorage });
  const { workAsyncStorage } = await import(
    "next/dist/server/app-render/work-async-storage.external.js"
  );
  const [cron, vapi] = await Promise.all([
    import("@/app/api/cron/route"),
    import("@/app/api/webhook/vapi/route"),
  ]);
  const asDoor =
    (handle: (request: Request) => Promise<Response>): Door =>
    async (request) => {
      const { store, tasks } = afterStore();
      const response = await workAsyncStorage.run(store, () => handle(request));
      return { response, rest: Promise.all(tasks) };
    };
  return { cron: asDoor(cron.GET), vapi: asDoor(vapi.POST) };
}

export function cronRequest(): Request {
  return new Request(`${APP_URL}/api/cron`, {
    headers: { authorization: `Bearer ${CRON_SECRET}` },
  });
}

/** What Next.js gives a route: a place for the work that goes on after the answer. */
function afterStore(): { store: WorkStore; tasks: readonly Promise<unknown>[] } {
  const tasks: Promise<unknown>[] = [];
  const after = (task: unknown) => {
    tasks.push(Promise.resolve(typeof task === "function" ? task() : task));
  };
  // Only this part of the store is read by after().
  return { store: { afterContext: { after } } as unknown as WorkStore, tasks };
}
