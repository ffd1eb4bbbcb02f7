import { getEnv } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { route } from "@/lib/http";
import { createServiceContext } from "@/lib/server-context";
import { syncCalendar } from "@/lib/services/appointments/sync";
import { runAutomation } from "@/lib/services/automation/run";
import { sendDueEmails } from "@/lib/services/emails/send";
import { makeAbandonedSearchable } from "@/lib/services/imports/rows";
import { purgeLeadActions } from "@/lib/services/leads/bulk";
import { enforceRequestLimit } from "@/lib/services/request-limits";
import { isSameSecret } from "@/lib/utils/secrets";
import { handleStoredEvent } from "../webhook/cal/handle";

export const dynamic = "force-dynamic";
export const maxDuration = 300;

const EMAILS_PER_RUN = 100;

/**
 * Every five minutes: look into the calendar, settle, claim, place, and send what the outbox holds. Overlapping runs are
 * harmless.
 */
export const GET = route("cron", async (request) => {
  const given = request.headers.get("authorization");
  if (!isSameSecret(given, `Bearer ${getEnv().CRON_SECRET}`)) {
    throw new AppError("unauthenticated", "cron without its credential", {
      userMessage: "Send the cron secret as a bearer token.",
    });
  }
  const ctx = createServiceContext("cron", { kind: "cron" });
  await enforceRequestLimit(ctx.db, { key: "door:cron", limit: 600, windowSeconds: 60 });
  // First, so that nobody is called who has booked without our hearing of it.
  const calendar = await syncCalendar(ctx, handleStoredEvent);
  const runs = await runAutomation(ctx);
  const emails = await sendDueEmails(ctx, { limit: EMAILS_PER_RUN, wallNow: new Date() });
  await purgeLeadActions(ctx);
  await makeAbandonedSearchable(ctx);
  return Response.json({ runs, calendar, emails }, { headers: { "cache-control": "no-store" } });
});
