import "server-only";
import type { z } from "zod";
import { type CalBudget, readRate } from "./budget";
import { type CalResult, failureBeforeSending, failureOf, failureWithoutAnswer } from "./failures";

/**
 * Real time that an answer may take. Creating, moving and cancelling write calendars, make the video room and send mail
 * before they answer; a hold is worth no more waiting than a look.
 */
export const TIMEOUTS_MS = { slots: 2500, look: 2500, list: 5000, hold: 2500, write: 15_000 };

export type CalTimeouts = typeof TIMEOUTS_MS;

export interface CalConnection {
  readonly baseUrl: string;
  readonly apiKey: string;
  /** Without one, every request is sent at once. */
  readonly budget?: CalBudget;
  readonly timeoutsMs?: Partial<CalTimeouts>;
}

export interface CalRequest<Schema extends z.ZodType> {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
  readonly version: string;
  readonly answer: Schema;
  readonly patience: keyof CalTimeouts;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
}

/** One request within the budget, with its answer read; whatever goes wrong is a value. */
export async function send<Schema extends z.ZodType>(
  connection: CalConnection,
  request: CalRequest<Schema>,
): Promise<CalResult<z.output<Schema>>> {
  const { budget } = connection;
  const isWrite = request.method !== "GET";
  const permission = await budget?.take();
  if (permission && !permission.isGranted) {
    return failureBeforeSending(permission.retryAfterSeconds);
  }
  try {
    const answer = await fetch(urlOf(connection, request), optionsOf(connection, request));
    const rate = readRate(answer.status, answer.headers);
    const [text] = await Promise.all([answer.text(), budget?.learn(rate)]);
    if (!answer.ok) return failureOf(answer.status, parseJson(text), rate, isWrite);
    return { ok: true, data: request.answer.parse(JSON.parse(text)) };
  } catch (error) {
    // A success whose body cannot be read is as ambiguous as no answer.
    return failureWithoutAnswer(error, isWrite);
  }
}

function optionsOf(connection: CalConnection, request: CalRequest<z.ZodType>): RequestInit {
  const timeoutMs = connection.timeoutsMs?.[request.patience] ?? TIMEOUTS_MS[request.patience];
  return {
    method: request.method,
    headers: {
      authorization: `Bearer ${connection.apiKey}`,
      "cal-api-version": request.version,
      ...(request.body ? { "content-type": "application/json" } : {}),
    },
    ...(request.body ? { body: JSON.stringify(request.body) } : {}),
    redirect: "error",
    cache: "no-store",
    signal: AbortSignal.timeout(timeoutMs),
  };
}

function urlOf({ baseUrl }: CalConnection, { path, query }: CalRequest<z.ZodType>): string {
  const search = new URLSearchParams(query).toString();
  return `${baseUrl}${path}${search ? `?${search}` : ""}`;
}

/** The body of an error may be anything, such as a gateway's HTML. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
