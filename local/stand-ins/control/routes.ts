import { type Context, Hono } from "hono";
import { z } from "zod";
import { CalError } from "../cal/errors";
import { parseJson } from "../json";
import type { Mailbox } from "../mailbox";
import { runCommand, type ServiceName, type StandInSet } from "./commands";
import { callState, controlState, mailState } from "./state";

/** What tests and scripts use: `POST /SERVICE/_control` for commands, `GET /_state/…` for what happened. */
export function createControlRoutes(standIns: StandInSet, mailbox: Mailbox): Hono {
  const app = new Hono();
  for (const service of ["vapi", "cal", "resend"] as const) {
    app.get(`/${service}/_control`, (context) => context.json(controlState(standIns)[service]));
    app.post(`/${service}/_control`, (context) => command(context, standIns, service));
  }
  app.get("/_state/mails", (context) => context.json(mailState(standIns.resend, mailbox)));
  app.get("/_state/calls", (context) => context.json(callState(standIns.vapi)));
  app.get("/_state/bookings", (context) =>
    context.json([...standIns.cal.calendar.bookings.values()]),
  );
  return app;
}

async function command(context: Context, standIns: StandInSet, service: ServiceName) {
  if (isCrossOrigin(context)) return context.json({ error: "wrong origin" }, 403);
  try {
    await runCommand(standIns, service, parseJson(await context.req.text()));
    return context.json(controlState(standIns)[service]);
  } catch (error) {
    if (error instanceof z.ZodError) return context.json({ error: z.prettifyError(error) }, 400);
    if (error instanceof CalError) return context.json({ error: error.message }, 409);
    throw error;
  }
}

/** Whether a page of another site makes this request; tools that are no browser send no origin. */
export function isCrossOrigin(context: Context): boolean {
  const origin = context.req.header("origin");
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== context.req.header("host");
}
