import type { ServiceContext } from "@/lib/context";
import { route } from "@/lib/http";
import { clientAddress } from "@/lib/middleware/client-address";
import { createServiceContext } from "@/lib/server-context";
import { isUnsubscribeToken, unsubscribe } from "@/lib/services/emails/unsubscribe";
import { enforceRequestLimit } from "@/lib/services/request-limits";
import { plainPage } from "./page-html";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";
export const maxDuration = 10;

// Mail providers send the one-click requests of many people from few addresses.
const REQUESTS_PER_MINUTE = 300;

/** Asks; it must not unsubscribe, because mail scanners follow links. */
export const GET = route("unsubscribe", async (request) => {
  const ctx = await openDoor(request);
  if (!(await isUnsubscribeToken(ctx, tokenOf(request)))) return unknownLink();
  return plainPage({
    status: 200,
    title: "Unsubscribe",
    text: "You will get no more e-mails from this sender at the address that this link was sent to.",
    button: "Unsubscribe",
  });
});

/** Takes the page's button and the one-click request of mail programs (RFC 8058), which has no cookies. */
export const POST = route("unsubscribe", async (request) => {
  const ctx = await openDoor(request);
  if (!(await unsubscribe(ctx, tokenOf(request)))) return unknownLink();
  return plainPage({
    status: 200,
    title: "You are unsubscribed",
    text: "This sender will not e-mail you again. You can close this page.",
  });
});

async function openDoor(request: Request): Promise<ServiceContext> {
  const ctx = createServiceContext("unsubscribe", { kind: "system" });
  await enforceRequestLimit(ctx.db, {
    key: `unsubscribe:${clientAddress(request.headers).slice(0, 64)}`,
    limit: REQUESTS_PER_MINUTE,
    windowSeconds: 60,
  });
  return ctx;
}

function tokenOf(request: Request): string {
  return new URL(request.url).pathname.split("/").at(-1) ?? "";
}

function unknownLink(): Response {
  return plainPage({
    status: 404,
    title: "This link is not valid",
    text: "It may have been cut off. Use the link at the end of the e-mail once more, or reply to the e-mail and ask to be removed.",
  });
}
