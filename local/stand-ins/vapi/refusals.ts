import type { Reply } from "../reply";
import type { CreateFault } from "./faults";
import { badRequest } from "./resources";

export const UNAUTHORIZED: Reply = {
  status: 401,
  body: {
    message:
      "Invalid Key. Hot tip, you may be using the private key instead of the public key, or vice versa.",
    error: "Unauthorized",
    statusCode: 401,
  },
};

export const OVER_CONCURRENCY = badRequest("Over Concurrency Limit.");

export const UNAVAILABLE: Reply = {
  status: 503,
  body: { message: "Service Unavailable", statusCode: 503 },
};

export const DAILY_LIMIT = badRequest(
  "Couldn't Start Call. Numbers Bought On Vapi Have A Daily Outbound Call Limit. Import Your Own Twilio Numbers To Scale Without Limits.",
);

export const OUT_OF_CREDITS = badRequest(
  "Couldn't Start Call. Wallet Balance Is 0. Purchase More Credits Or Upgrade Your Plan.",
);

const SERVER_ERROR: Reply = {
  status: 500,
  body: { message: "Internal server error", statusCode: 500 },
};

/** The answer of a create that fails before the call exists; undefined for faults that come after. */
export function refuse(fault: CreateFault, retryAfterSeconds?: number): Reply | undefined {
  switch (fault) {
    case "rate-limited":
      return {
        status: 429,
        body: { message: "Rate limit exceeded", error: "Too Many Requests", statusCode: 429 },
        ...(retryAfterSeconds === undefined
          ? {}
          : { headers: { "retry-after": String(retryAfterSeconds) } }),
      };
    case "error-before":
      return SERVER_ERROR;
    case "hang-before":
      return { status: 504, hang: true };
    case "concurrency-limit":
      return OVER_CONCURRENCY;
    case "daily-limit":
      return DAILY_LIMIT;
    case "out-of-credits":
      return OUT_OF_CREDITS;
    case "unauthorized":
      return UNAUTHORIZED;
    default:
      return undefined;
  }
}

/** What the caller sees of a call that was accepted, when the answer goes wrong. */
export function spoil(fault: CreateFault, reply: Reply): Reply {
  if (fault === "error-after") return SERVER_ERROR;
  if (fault === "hang-after") return { ...reply, hang: true };
  if (fault === "non-json") return { status: 200, text: "<html><body>OK</body></html>" };
  return reply;
}
