import { Hono } from "hono";
import { CalStandIn } from "./cal/cal-stand-in";
import { createCalRoutes } from "./cal/routes";
import type { StandInClock } from "./clock";
import { createControlRoutes } from "./control/routes";
import { Changes } from "./inspector/changes";
import { createInspectorRoutes } from "./inspector/routes";
import { asObject } from "./json";
import type { Log } from "./log";
import { Mailbox } from "./mailbox";
import { ResendStandIn } from "./resend/resend-stand-in";
import { createResendRoutes } from "./resend/routes";
import { listen } from "./server";
import { SnapshotFile } from "./snapshot";
import { serveListeners } from "./vapi/listen";
import { createVapiRoutes } from "./vapi/routes";
import type { ScriptName } from "./vapi/scripts";
import { VapiStandIn } from "./vapi/vapi-stand-in";
import { fetchTransport, type WebhookTransport } from "./webhooks";

export interface StandInOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly clock: StandInClock;
  /** Where the application is reached; asked each time a webhook is sent. */
  readonly appUrl: () => string;
  readonly secrets: {
    readonly vapiApiKey: string;
    readonly vapiWebhookSecret: string;
    readonly calApiKey: string;
    readonly calWebhookSecret: string;
    readonly resendApiKey: string;
    /** Signs mail events, which are sent only when switched on. */
    readonly resendWebhookSecret?: string;
  };
  readonly ids: {
    readonly assistantId: string;
    readonly phoneNumberId: string;
    readonly eventTypeId: number;
  };
  /** Decides all that looks like chance. */
  readonly seed?: number;
  /** Scripts by phone number, before the numbers' own. */
  readonly scripts?: Readonly<Record<string, ScriptName>>;
  /** Keeps calls, bookings and mails between starts. */
  readonly dataFile?: string;
  readonly log: Log;
  /** How webhooks travel; over HTTP unless a simulation carries them itself. */
  readonly transport?: WebhookTransport;
}

export interface StandIns {
  /** The inspector. */
  readonly url: string;
  readonly vapiUrl: string;
  readonly calUrl: string;
  readonly resendUrl: string;
  readonly vapi: VapiStandIn;
  readonly cal: CalStandIn;
  readonly resend: ResendStandIn;
  readonly mailbox: Mailbox;
  stop(): Promise<void>;
}

/** Starts Vapi, Cal.com and Resend on one loopback port, with pages to look into them. */
export async function startStandIns(options: StandInOptions): Promise<StandIns> {
  const { clock, dataFile, log } = options;
  const now = () => clock.now();
  const changes = new Changes();
  const address = { url: "" };
  const parts = buildParts(options, () => `${address.url}/vapi`, changes);
  const { vapi, cal, resend, mailbox } = parts;

  const app = new Hono();
  app.route("/", createControlRoutes(parts, mailbox));
  app.route("/vapi", createVapiRoutes(vapi));
  app.route("/cal", createCalRoutes(cal, now));
  app.route("/resend", createResendRoutes(resend));
  app.route("/", createInspectorRoutes({ ...parts, changes, now, appUrl: options.appUrl }));
  const server = await listen(app, options.port ?? 0);
  address.url = server.url;
  const stopListeners = serveListeners(server.http, vapi);
  const file = dataFile ? keepData(dataFile, parts, changes, log) : undefined;

  return {
    url: server.url,
    vapiUrl: `${server.url}/vapi`,
    calUrl: `${server.url}/cal`,
    resendUrl: `${server.url}/resend`,
    ...parts,
    stop: async () => {
      for (const standIn of [vapi, cal, resend]) standIn.stop();
      changes.stop();
      stopListeners();
      await server.stop();
      file?.save();
    },
  };
}

interface Parts {
  readonly vapi: VapiStandIn;
  readonly cal: CalStandIn;
  readonly resend: ResendStandIn;
  readonly mailbox: Mailbox;
}

function buildParts(options: StandInOptions, vapiUrl: () => string, changes: Changes): Parts {
  const { clock, appUrl, secrets, ids, seed = 1, transport = fetchTransport } = options;
  const changed = () => changes.tell();
  const shared = (name: string) => ({
    clock,
    appUrl,
    seed,
    transport,
    changed,
    log: (line: string) => options.log(`${name}: ${line}`),
  });
  const cal = new CalStandIn({
    ...shared("cal"),
    apiKey: secrets.calApiKey,
    webhookSecret: secrets.calWebhookSecret,
    eventTypeId: ids.eventTypeId,
  });
  const vapi = new VapiStandIn({
    ...shared("vapi"),
    baseUrl: vapiUrl,
    apiKey: secrets.vapiApiKey,
    webhookSecret: secrets.vapiWebhookSecret,
    assistantId: ids.assistantId,
    phoneNumberId: ids.phoneNumberId,
    stealSlot: (phone) => cal.faults.takeNextBooking(phone),
    ...(options.scripts ? { scripts: options.scripts } : {}),
  });
  const resend = new ResendStandIn({
    ...shared("resend"),
    apiKey: secrets.resendApiKey,
    webhookSecret: secrets.resendWebhookSecret,
  });
  const mailbox = new Mailbox({ seed, now: () => clock.now(), changed });
  return { vapi, cal, resend, mailbox };
}

function keepData(path: string, parts: Parts, changes: Changes, log: Log): SnapshotFile {
  const { vapi, cal, resend, mailbox } = parts;
  const data = SnapshotFile.read(path, log);
  vapi.restore(asObject(data.vapi));
  cal.restore(asObject(data.cal));
  resend.restore(asObject(data.resend));
  mailbox.restore(asObject(data.mailbox));
  const collect = () => ({
    vapi: vapi.snapshot(),
    cal: cal.snapshot(),
    resend: resend.snapshot(),
    mailbox: mailbox.snapshot(),
  });
  const file = new SnapshotFile(path, collect, log);
  changes.listen(() => file.schedule());
  return file;
}
