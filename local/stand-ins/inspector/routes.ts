import { type Context, Hono } from "hono";
import { streamSSE } from "hono/streaming";
import { z } from "zod";
import { CalError } from "../cal/errors";
import { runCommand, type StandInSet } from "../control/commands";
import { isCrossOrigin } from "../control/routes";
import { mailState } from "../control/state";
import { asObject, parseJson } from "../json";
import type { Mailbox } from "../mailbox";
import { calendarPage } from "./calendar-page";
import { callDetail, callList } from "./call-pages";
import type { Changes } from "./changes";
import { faultsPage } from "./faults-page";
import { empty, formatClock, type Markup, page } from "./layout";
import { mailDetail, mailList } from "./mail-pages";

export interface InspectorParts extends StandInSet {
  readonly mailbox: Mailbox;
  readonly changes: Changes;
  readonly now: () => Date;
  readonly appUrl: () => string;
}

const TICK_MS = 1000;

/** Pages that show what the outside world has seen and done. */
export function createInspectorRoutes(parts: InspectorParts): Hono {
  const app = new Hono();
  const { vapi, cal, resend, mailbox, now } = parts;
  const show = (context: Context, path: string, title: string, content: Markup, isLive = true) =>
    context.html(page({ path, title, now: now(), appUrl: parts.appUrl(), isLive }, content));

  app.get("/", (context) => context.redirect("/mails"));
  app.get("/mails", (context) =>
    show(context, "/mails", "Mails", mailList(mailState(resend, mailbox))),
  );
  app.get("/mails/:id", (context) => {
    const mail = mailState(resend, mailbox).find(({ id }) => id === context.req.param("id"));
    if (!mail) return notFound(context, show);
    return show(context, "/mails", mail.subject, mailDetail(mail), false);
  });
  app.get("/calls", (context) =>
    show(context, "/calls", "Calls", callList([...vapi.records.all.values()].reverse())),
  );
  app.get("/calls/:id", (context) => {
    const call = vapi.records.all.get(context.req.param("id"));
    if (!call) return notFound(context, show);
    return show(context, "/calls", `Call to ${call.number}`, callDetail(call));
  });
  app.get("/calendar", (context) =>
    show(context, "/calendar", "Calendar", calendarPage(cal, now())),
  );
  app.get("/faults", (context) => show(context, "/faults", "Faults", faultsPage(parts)));
  app.post("/_do/:service", (context) => runForm(context, parts, show));
  app.get("/_events", (context) => streamEvents(context, parts));
  return app;
}

type Show = (
  context: Context,
  path: string,
  title: string,
  content: Markup,
  isLive?: boolean,
) => Response | Promise<Response>;

function notFound(context: Context, show: Show): Response | Promise<Response> {
  context.status(404);
  return show(context, "", "Not found", empty("There is nothing here any more."), false);
}

const service = z.enum(["vapi", "cal", "resend"]);

/** Runs the command of a form, then shows the page that it came from. */
async function runForm(context: Context, parts: InspectorParts, show: Show) {
  if (isCrossOrigin(context)) return context.text("wrong origin", 403);
  const { command, ...fields } = await context.req.parseBody();
  const input = { ...asObject(parseJson(String(command))), ...fields };
  const back = context.req.header("referer") ?? "/faults";
  try {
    await runCommand(parts, service.parse(context.req.param("service")), input);
    parts.changes.tell();
    return context.redirect(back, 303);
  } catch (error) {
    if (!(error instanceof CalError) && !(error instanceof z.ZodError)) throw error;
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : error.message;
    context.status(409);
    return show(context, "", "That did not work", empty(reason), false);
  }
}

function streamEvents(context: Context, { changes, now }: InspectorParts): Response {
  return streamSSE(context, async (stream) => {
    let hasChanged = false;
    const stopListening = changes.listen(() => {
      hasChanged = true;
    });
    stream.onAbort(stopListening);
    while (!stream.aborted) {
      await stream.writeSSE({ event: "clock", data: formatClock(now()) });
      if (hasChanged) await stream.writeSSE({ event: "change", data: "" });
      hasChanged = false;
      await stream.sleep(TICK_MS);
    }
  });
}
