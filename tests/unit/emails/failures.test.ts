import type { ErrorResponse } from "resend";
import { describe, expect, test } from "vitest";
import { failureOf } from "@/lib/resend";
import { retryDelayMs } from "@/lib/services/emails/send";

/** The SDK's list of names is older than the service's. */
function errorOf(name: string, statusCode: number | null): ErrorResponse {
  return { name: name as ErrorResponse["name"], statusCode, message: "because" };
}

describe("an error of the mail service", () => {
  test.each([
    ["rate_limit_exceeded", 429, { type: "retry", concernsAll: true, afterSeconds: 1 }],
    ["daily_quota_exceeded", 429, { type: "retry", concernsAll: true, afterSeconds: 3600 }],
    ["monthly_quota_exceeded", 429, { type: "retry", concernsAll: true, afterSeconds: 3600 }],
    ["some_new_limit", 429, { type: "retry", concernsAll: true }],
    ["application_error", null, { type: "retry", concernsAll: true }],
    ["application_error", 500, { type: "retry", concernsAll: true }],
    ["service_unavailable", 503, { type: "retry", concernsAll: true }],
    ["missing_api_key", 401, { type: "retry", concernsAll: true }],
    ["suspended_api_key", 403, { type: "retry", concernsAll: true }],
    ["validation_error", 403, { type: "retry", concernsAll: true }],
    ["concurrent_idempotent_requests", 409, { type: "retry", concernsAll: false }],
    ["resource_locked", 409, { type: "retry", concernsAll: false }],
    ["invalid_idempotent_request", 409, { type: "final" }],
    ["email_above_quota", 403, { type: "retry", concernsAll: true }],
    ["validation_error", 422, { type: "final" }],
    ["validation_error", 400, { type: "final" }],
    ["something_new", 418, { type: "final" }],
  ] as const)("%s with status %s", (name, status, expected) => {
    expect(failureOf(errorOf(name, status), {})).toMatchObject(expected);
  });

  test("says itself when to come back", () => {
    const headers = { "retry-after": "7" };
    expect(failureOf(errorOf("rate_limit_exceeded", 429), headers)).toMatchObject({
      afterSeconds: 7,
    });
    expect(failureOf(errorOf("service_unavailable", 503), headers)).toMatchObject({
      afterSeconds: 7,
    });
  });
});

test("waits grow from a minute to six hours, within the day that a key is kept", () => {
  const minutes = [1, 2, 3, 4, 5, 6, 7].map((attempts) => retryDelayMs(attempts) / 60_000);
  expect(minutes).toEqual([1, 4, 16, 64, 256, 360, 360]);
  expect(minutes.reduce((sum, part) => sum + part) / 60).toBeLessThan(24);
});
