import { AsyncLocalStorage } from "node:async_hooks";
import { decodeJwt } from "jose";

/** The request whose query runs; errors need to know who asked. */
export const currentRequest = new AsyncLocalStorage<Request>();

interface DatabaseError extends Error {
  readonly code: string;
  readonly detail?: string;
  readonly hint?: string;
}

const SQLSTATE = /^[0-9A-Z]{5}$/;

/** PostgREST's table of SQLSTATE (or its first two letters) → HTTP status; everything else is 400. */
const STATUS_BY_CODE: Readonly<Record<string, number>> = {
  "08": 503,
  "09": 500,
  "0L": 403,
  "0P": 403,
  "23503": 409,
  "23505": 409,
  "25006": 405,
  "25": 500,
  "28": 403,
  "2D": 500,
  "38": 500,
  "39": 500,
  "3B": 500,
  "40": 500,
  "42883": 404,
  "42P01": 404,
  "42P17": 500,
  "53": 503,
  "54": 500,
  "55": 500,
  "57": 500,
  "58": 500,
  F0: 500,
  HV: 500,
  P0001: 400,
  P0: 500,
  XX: 500,
};

/**
 * An error of the database as PostgREST would answer it. Lite knows some of them and turns the others into a 500
 * without a code. Hono, which Lite is built on, answers any thrown error that has `getResponse` with that response.
 */
export class PostgrestError extends Error {
  override readonly name = "PostgrestError";

  constructor(override readonly cause: DatabaseError) {
    super(cause.message, { cause });
  }

  getResponse(): Response {
    const { code, message, detail, hint } = this.cause;
    return Response.json(
      { code, message, details: detail ?? null, hint: hint ?? null },
      { status: statusOf(code) },
    );
  }
}

/** Whether it is an error that the database itself reported. `PGRST` is PostgREST's own protocol, which Lite handles. */
export function isDatabaseError(error: unknown): error is DatabaseError {
  if (!(error instanceof Error) || !("code" in error) || !("severity" in error)) return false;
  return typeof error.code === "string" && error.code !== "PGRST" && SQLSTATE.test(error.code);
}

function statusOf(code: string): number {
  if (code === "42501") return isSignedIn(currentRequest.getStore()) ? 403 : 401;
  const chosen = /^PT([2-5]\d\d)$/.exec(code)?.[1];
  if (chosen !== undefined) return Number(chosen);
  return STATUS_BY_CODE[code] ?? STATUS_BY_CODE[code.slice(0, 2)] ?? 400;
}

/** The token was verified before the query ran; here only its role is of interest. */
function isSignedIn(request: Request | undefined): boolean {
  const token = /^Bearer (.+)$/.exec(request?.headers.get("authorization") ?? "")?.[1];
  const key = request?.headers.get("apikey") ?? "";
  if (token === undefined || token === key || token.startsWith("sb_")) {
    return key.startsWith("sb_secret_");
  }
  return decodeJwt(token).role !== "anon";
}
