import type { Context } from "hono";

/** What a stand-in answers. `hang` leaves the caller without an answer; `text` is sent instead of JSON. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly text?: string;
  readonly headers?: Record<string, string>;
  readonly hang?: boolean;
}

/** Longer than any client's own time-out, so that a forgotten connection still ends. */
const LONGEST_HANG_MS = 120_000;

/** Turns a reply into an HTTP response; one that hangs ends when the caller gives up. */
export async function toResponse(context: Context, reply: Reply): Promise<Response> {
  if (reply.hang) await callerGone(context.req.raw.signal);
  const headers = new Headers(reply.headers);
  if (reply.text !== undefined) {
    headers.set("content-type", "text/html; charset=utf-8");
    return new Response(reply.text, { status: reply.status, headers });
  }
  headers.set("content-type", "application/json; charset=utf-8");
  return new Response(JSON.stringify(reply.body ?? {}), { status: reply.status, headers });
}

function callerGone(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(resolve, LONGEST_HANG_MS);
    timer.unref();
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
