import { AppError, GENERIC_USER_MESSAGE } from "../errors";
import { enforceRequestLimit } from "../services/request-limits";
import { createServiceClient } from "../supabase";
import { clientAddress } from "./client-address";

const MAX_BODY_BYTES = 1_000_000;
const REQUESTS_PER_MINUTE = 600;

/** Refuses bodies that are too large and callers that ask too often; undefined lets the request through. */
export async function guardApi(request: Request, requestId: string): Promise<Response | undefined> {
  try {
    refuseLargeBody(request);
    await enforceRequestLimit(createServiceClient(), {
      key: `api:${clientAddress(request.headers)}`,
      limit: REQUESTS_PER_MINUTE,
      windowSeconds: 60,
    });
    return undefined;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return refusal(error, requestId);
  }
}

function refuseLargeBody(request: Request): void {
  if (Number(request.headers.get("content-length") ?? 0) <= MAX_BODY_BYTES) return;
  throw new AppError("too_large", "body over the limit of the API", {
    userMessage: `The body is too large: at most ${MAX_BODY_BYTES} bytes are taken.`,
  });
}

function refusal(error: AppError, requestId: string): Response {
  const headers = new Headers({ "cache-control": "no-store" });
  if (error.retryAfterSeconds) headers.set("retry-after", String(error.retryAfterSeconds));
  const message = error.userMessage ?? GENERIC_USER_MESSAGE;
  return Response.json(
    { error: { code: error.code, message, requestId } },
    { status: error.status, headers },
  );
}
