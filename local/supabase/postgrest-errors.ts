import { AsyncLocalStorage } from "node:async_hooks";
import { RelationNotFoundError } from "@supabase/lite";
import { decodeJwt } from "jose";

/** The request whose query runs; errors need to know who asked. */
export const currentRequest = new AsyncLocalStorage<Request>();

interface DatabaseError extends Error {
  readonly code: string;
  readonly detail?: string;
  readonly hint?: string;
}

interface PostgrestErrorBody {
  readonly code: string;
  readonly message: string;
  readonly details?: string | null;
  readonly hint?: string | null;
}

const API_ROLES: ReadonlySet<string> = new Set(["anon", "authenticated", "service_role"]);
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
 * An answer of PostgREST in place of Lite's own. Hono, which Lite is built on, answers any thrown error that has
 * `getResponse` with that response.
 */
export class PostgrestError extends Error {
  override readonly name = "PostgrestError";

  constructor(
    private readonly status: number,
    private readonly body: PostgrestErrorBody,
    options?: ErrorOptions,
  ) {
    super(body.message, options);
  }

  getResponse(): Response {
    return Response.json({ details: null, hint: null, ...this.body }, { status: this.status });
  }
}

/**
 * The answer to an error of the database, of which Lite knows some and turns the others into a 500 without a code, or
 * undefined for errors of another kind.
 */
export function answerTo(error: unknown): PostgrestError | undefined {
  if (error instanceof RelationNotFoundError) {
    const { message } = error;
    return new PostgrestError(404, { code: "PGRST205", message }, { cause: error });
  }
  if (!isDatabaseError(error)) return undefined;
  const { code, message, detail, hint } = error;
  const body = { code, message, details: detail ?? null, hint: hint ?? null };
  return new PostgrestError(statusOf(code), body, { cause: error });
}

/**
 * What PostgREST refuses before it looks at the request and Lite does not: a token that is no JWT, which Lite takes
 * for an anonymous request, and a role that the API may not assume. Signature and expiry are checked by Lite.
 */
export function refusalOfToken(request: Request): Response | undefined {
  const token = sessionTokenOf(request);
  if (token === undefined) return undefined;
  const role = roleOf(token);
  if (role === undefined) {
    const message = "The token is no JWT with a role";
    return new PostgrestError(401, { code: "PGRST301", message }).getResponse();
  }
  if (API_ROLES.has(role)) return undefined;
  const message = `permission denied to set role "${role}"`;
  return new PostgrestError(403, { code: "42501", message }).getResponse();
}

/** Whether it is an error that the database itself reported. `PGRST` is PostgREST's own protocol, which Lite handles. */
function isDatabaseError(error: unknown): error is DatabaseError {
  if (!(error instanceof Error) || !("code" in error) || !("severity" in error)) return false;
  return typeof error.code === "string" && error.code !== "PGRST" && SQLSTATE.test(error.code);
}

function statusOf(code: string): number {
  if (code === "42501") return isSignedIn(currentRequest.getStore()) ? 403 : 401;
  const chosen = /^PT([2-5]\d\d)$/.exec(code)?.[1];
  if (chosen !== undefined) return Number(chosen);
  return STATUS_BY_CODE[code] ?? STATUS_BY_CODE[code.slice(0, 2)] ?? 400;
}

function isSignedIn(request: Request | undefined): boolean {
  if (request === undefined) return false;
  const token = sessionTokenOf(request);
  if (token !== undefined) return roleOf(token) !== "anon";
  return request.headers.get("apikey")?.startsWith("sb_secret_") ?? false;
}

/** The bearer token, unless it repeats an API key, as clients without a session do. */
function sessionTokenOf(request: Request): string | undefined {
  const token = /^Bearer (.+)$/.exec(request.headers.get("authorization") ?? "")?.[1];
  const isKey = token?.startsWith("sb_") || token === request.headers.get("apikey");
  return isKey ? undefined : token;
}

function roleOf(token: string): string | undefined {
  try {
    const { role } = decodeJwt(token);
    return typeof role === "string" ? role : undefined;
  } catch {
    return undefined;
  }
}
