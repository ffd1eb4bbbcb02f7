import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ENV_KEYS, EnvError, parseEnv, parsePublishEnv } from "@/lib/env";

const COMPLETE: Record<string, string> = {
  APP_URL: "https://sales.example.org/",
  NEXT_PUBLIC_SUPABASE_URL: "https://project.supabase.co",
  NEXT_PUBLIC_SUPABASE_ANON_KEY: "sb_publishable_x",
  SUPABASE_SERVICE_ROLE_KEY: "sb_secret_x",
  VAPI_API_KEY: "vapi-key",
  VAPI_ASSISTANT_ID: "7c9e6679-7425-40de-944b-e07fc1f90ae7",
  VAPI_PHONE_NUMBER_ID: "7c9e6679-7425-40de-944b-e07fc1f90ae8",
  VAPI_WEBHOOK_SECRET: "0123456789abcdef",
  CAL_API_KEY: "cal_live_x",
  CAL_EVENT_TYPE_ID: "101",
  CAL_WEBHOOK_SECRET: "0123456789abcdef",
  RESEND_API_KEY: "re_x",
  RESEND_FROM: "demo@example.org",
  CRON_SECRET: "0123456789abcdef",
};

describe("environment", () => {
  test("takes a complete one and fills in the providers' own addresses", () => {
    const env = parseEnv(COMPLETE);
    expect(env.APP_URL).toBe("https://sales.example.org");
    expect(env.VAPI_BASE_URL).toBe("https://api.vapi.ai");
    expect(env.CAL_EVENT_TYPE_ID).toBe(101);
  });

  test("lists all that is missing or wrong in one message, without values", () => {
    const broken = {
      ...COMPLETE,
      VAPI_API_KEY: "",
      CRON_SECRET: "short",
      CAL_EVENT_TYPE_ID: "demo",
    };
    const failure = captureError(() => parseEnv(broken));
    expect(failure).toBeInstanceOf(EnvError);
    expect(failure.message).toContain("VAPI_API_KEY: is missing");
    expect(failure.message).toContain("CRON_SECRET: must have at least 16 characters");
    expect(failure.message).toContain("CAL_EVENT_TYPE_ID");
    expect(failure.message).not.toContain("short");
  });

  test("refuses scaled time beside a real provider", () => {
    const clock = { BUSINESS_CLOCK: "2026-03-03T16:00:00Z@2026-11-22T09:00:00Zx60" };
    expect(captureError(() => parseEnv({ ...COMPLETE, ...clock })).message).toContain(
      "https://api.vapi.ai",
    );
    const local = {
      APP_URL: "http://127.0.0.1:3000",
      NEXT_PUBLIC_SUPABASE_URL: "http://127.0.0.1:54321",
      VAPI_BASE_URL: "http://127.0.0.1:54330/vapi",
      CAL_BASE_URL: "http://127.0.0.1:54330/cal",
      RESEND_BASE_URL: "http://localhost:54330/resend",
    };
    expect(parseEnv({ ...COMPLETE, ...clock, ...local }).BUSINESS_CLOCK.rate).toBe(60);
    expect(() =>
      parseEnv({ ...COMPLETE, ...clock, ...local, VAPI_BASE_URL: "http://127.0.0.1.evil.example" }),
    ).toThrow(EnvError);
  });

  test.each(["+13125550123", ""])("takes %j as the number to transfer to", (number) => {
    const env = parseEnv({ ...COMPLETE, VAPI_TRANSFER_NUMBER: number });
    expect(env.VAPI_TRANSFER_NUMBER).toBe(number || undefined);
  });

  test.each(["3125550123", "+0125550123", "+1 312 555 0123"])(
    "refuses %j as the number to transfer to",
    (number) => {
      const failure = captureError(() => parseEnv({ ...COMPLETE, VAPI_TRANSFER_NUMBER: number }));
      expect(failure.message).toContain("VAPI_TRANSFER_NUMBER: must be a number like");
    },
  );

  test("publishing needs little, and no assistant yet", () => {
    const { APP_URL, VAPI_API_KEY, VAPI_WEBHOOK_SECRET } = COMPLETE;
    const env = parsePublishEnv({ APP_URL, VAPI_API_KEY, VAPI_WEBHOOK_SECRET });
    expect(env).toMatchObject({ VAPI_BASE_URL: "https://api.vapi.ai" });
    expect(env.VAPI_ASSISTANT_ID).toBeUndefined();
    const failure = captureError(() => parsePublishEnv({ APP_URL, VAPI_API_KEY }));
    expect(failure).toBeInstanceOf(EnvError);
    expect(failure.message).toContain("VAPI_WEBHOOK_SECRET: is missing");
  });

  test(".env.example documents exactly the variables that are read", () => {
    const documented = readFileSync(".env.example", "utf8").match(/^[A-Z0-9_]+(?==)/gm) ?? [];
    expect([...documented].sort()).toEqual([...ENV_KEYS].sort());
  });
});

function captureError(run: () => unknown): Error {
  try {
    run();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("nothing was thrown");
}
