import "server-only";
import { randomUUID } from "node:crypto";
import { after } from "next/server";
import { AppError, userMessageOf } from "./errors";
import { createLog, type Log } from "./log";

export interface RouteTools {
  readonly requestId: string;
  readonly log: Log;
  /** Runs a task after the answer has been sent. Its failure is logged; the answer is out by then. */
  defer(task: () => Promise<unknown>): void;
}

type RouteHandler = (request: Request, tools: RouteTools) => Promise<Response>;

/**
 * Wraps a route handler: a request id, a scoped logger, one catch, one JSON shape for errors
 * (`{error: {code, message, requestId}}`). What people read never holds SQL, a stack or a provider's text.
 */
export function route(
  scope: string,
  handler: RouteHandler,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const requestId = request.headers.get("x-request-id") ?? randomUUID();
    const log = createLog(scope).child({ requestId });
    const tools: RouteTools = {
      requestId,
      log,
      defer: (task) =>
        after(async () => {
          try {
            await task();
          } catch (error) {
            log.error({ error }, "work after the answer failed");
          }
        }),
    };
    try {
      return await handler(request, tools);
    } catch (error) {
      return errorResponse(error, requestId, log);
    }
  };
}

function errorResponse(error: unknown, requestId: string, log: Log): Response {
  const known =
    error instanceof AppError ? error : new AppError("internal", "unexpected", { cause: error });
  const isOurs = known.status < 500;
  log[isOurs ? "info" : "error"]({ error, code: known.code, ...known.context }, known.message);
  const headers = new Headers({ "cache-control": "no-store", "x-request-id": requestId });
  if (known.retryAfterSeconds) headers.set("retry-after", String(known.retryAfterSeconds));
  return Response.json(
    { error: { code: known.code, message: userMessageOf(known), requestId } },
    { status: known.status, headers },
  );
}

/**
 * Reads a request body as text, at most `maxBytes` of it, whatever content-length claims.
 *
 * @throws AppError `too_large`; `bad_request` when it is not UTF-8.
 */
export async function readBody(request: Request, maxBytes: number): Promise<string> {
  const tooLarge = new AppError("too_large", `body over ${maxBytes} bytes`, {
    userMessage: `The body is too large: at most ${maxBytes} bytes are taken.`,
  });
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge;
  if (!request.body) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge;
    chunks.push(chunk);
  }
  try {
    // The mark stays, too: a signature is over the whole text.
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    return decoder.decode(Buffer.concat(chunks));
  } catch (cause) {
    throw new AppError("bad_request", "body is not UTF-8", {
      userMessage: "The body is not valid UTF-8 text.",
      cause,
    });
  }
}
