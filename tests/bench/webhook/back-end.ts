import { createScaledClock } from "../../../local/stand-ins/clock";
import { startStandIns } from "../../../local/stand-ins/index";
import { startSupabase } from "../../../local/supabase/server";
import type { LocalSecrets } from "../../../local/support/secrets";
import type { ClockSettings } from "../../../src/lib/utils/clock";

/** What the process is told to start with. */
export interface BackEndOptions {
  readonly adminUrl: string;
  readonly appUrl: string;
  readonly secrets: LocalSecrets;
  readonly clockSettings: ClockSettings;
  /** What each answer of Cal.com takes. */
  readonly calLatencyMs: number;
}

export interface BackEndUrls {
  readonly supabaseUrl: string;
  readonly vapiUrl: string;
  readonly calUrl: string;
  readonly resendUrl: string;
}

/** A question: how many requests Cal.com has had. From now on it allows as many a minute. */
export interface BackEndQuestion {
  readonly calLimit: number;
}

/** What the process tells: where it listens, then, whenever it is asked, how many requests Cal.com has had. */
export type BackEndMessage =
  | { readonly type: "started"; readonly urls: BackEndUrls }
  | { readonly type: "requests"; readonly count: number };

function tell(message: BackEndMessage): void {
  process.send?.(message);
}

async function start(options: BackEndOptions): Promise<void> {
  const { secrets } = options;
  const log = () => {};
  const supabase = await startSupabase({
    ...secrets,
    adminUrl: options.adminUrl,
    siteUrl: options.appUrl,
    emailSender: { send: async () => {} },
    log,
  });
  const standIns = await startStandIns({
    clock: createScaledClock(options.clockSettings, () => {}),
    appUrl: () => options.appUrl,
    secrets,
    ids: {
      assistantId: secrets.vapiAssistantId,
      phoneNumberId: secrets.vapiPhoneNumberId,
      eventTypeId: secrets.calEventTypeId,
    },
    log,
  });
  const { cal } = standIns;
  cal.faults.latencies.set("any", options.calLatencyMs);
  let count = 0;
  const handle = cal.handle.bind(cal);
  cal.handle = (request) => {
    count += 1;
    return handle(request);
  };
  process.on("message", ({ calLimit }: BackEndQuestion) => {
    cal.rateLimit.limit = calLimit;
    tell({ type: "requests", count });
  });
  const { vapiUrl, calUrl, resendUrl } = standIns;
  tell({ type: "started", urls: { supabaseUrl: supabase.url, vapiUrl, calUrl, resendUrl } });
}

// A process of its own: it would take the load generator's time, and be seen as latency. It ends with its parent.
process.on("disconnect", () => process.exit());
process.once("message", (options) => void start(options as BackEndOptions));
