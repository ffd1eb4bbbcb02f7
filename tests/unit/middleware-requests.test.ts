import { NextRequest } from "next/server";
import { beforeEach, describe, expect, it, vi } from "vitest";

const state = vi.hoisted(() => ({ isSignedIn: false, isAllowed: true, limitKeys: [] as string[] }));

vi.mock("@supabase/ssr", () => ({
  createServerClient: () => ({
    auth: {
      getClaims: async () => ({ data: state.isSignedIn ? { claims: { sub: "user-1" } } : null }),
    },
  }),
}));

vi.mock("@supabase/supabase-js", () => ({
  createClient: () => ({
    rpc: (_name: string, args: { p_key: string }) => ({
      single: async () => {
        state.limitKeys.push(args.p_key);
        return { data: { is_allowed: state.isAllowed, retry_after_seconds: 17 }, error: null };
      },
    }),
  }),
}));

vi.mock("@/lib/env", () => ({
  getEnv: () => ({
    APP_URL: "http://127.0.0.1:3000",
    NEXT_PUBLIC_SUPABASE_URL: "http://127.0.0.1:54321",
    NEXT_PUBLIC_SUPABASE_ANON_KEY: "anon",
    SUPABASE_SERVICE_ROLE_KEY: "service",
    ALLOWED_ORIGINS: ["https://partner.example"],
  }),
}));

const { middleware } = await import("../../middleware");

interface Options {
  readonly method?: string;
  readonly headers?: Record<string, string>;
}

function send(path: string, { method = "GET", headers = {} }: Options = {}): Promise<Response> {
  return middleware(new NextRequest(`http://127.0.0.1:3000${path}`, { method, headers }));
}

const isPassedOn = (response: Response) => response.headers.get("x-middleware-next") === "1";

/** The target as a path; the test's runtime writes 127.0.0.1 as localhost, the configured server does not. */
function target(response: Response): string {
  const url = new URL(response.headers.get("location") ?? "", "http://nowhere.invalid");
  return url.pathname + url.search;
}

beforeEach(() => {
  state.isSignedIn = false;
  state.isAllowed = true;
  state.limitKeys = [];
});

describe("pages", () => {
  it("sends strangers to the login page and remembers where they wanted to go", async () => {
    const response = await send("/leads?status=pending&_rsc=1x");
    expect(response.status).toBe(303);
    expect(target(response)).toBe(`/login?next=${encodeURIComponent("/leads?status=pending")}`);
  });

  it.each(["/login", "/signup", "/reset", "/auth/confirm", "/u/token"])(
    "shows %s to strangers",
    async (path) => {
      expect(isPassedOn(await send(path))).toBe(true);
    },
  );

  it("does not take a path for public because it starts with the same letters", async () => {
    expect(target(await send("/loginx"))).toBe("/login?next=%2Floginx");
  });

  it("sends people with a session away from the login page", async () => {
    state.isSignedIn = true;
    expect(target(await send("/login?next=/settings"))).toBe("/leads");
    expect(isPassedOn(await send("/settings"))).toBe(true);
  });

  it("moves an invitation's token from the address into a cookie that scripts cannot read", async () => {
    const token = "abcdefghijklmnopqrstuvwxyz0123456789_-ABCDE";
    const response = await send(`/signup?invite=${token}`);
    expect(target(response)).toBe("/signup");
    expect(response.headers.get("set-cookie")).toContain(`hvac-invitation=${token}`);
    expect(response.headers.get("set-cookie")).toContain("HttpOnly");
    state.isSignedIn = true;
    expect(target(await send(`/signup?invite=${token}`))).toBe("/welcome");
  });

  it("ignores an invitation that cannot be one", async () => {
    const response = await send("/signup?invite=../../evil");
    expect(isPassedOn(response)).toBe(true);
    expect(response.headers.get("set-cookie")).toBeNull();
  });
});

describe("the API", () => {
  it("passes webhooks and cron on without a session and without its own limit", async () => {
    for (const path of ["/api/webhook/vapi", "/api/webhook/cal", "/api/cron"]) {
      const headers = { "content-length": "3000000" };
      expect(isPassedOn(await send(path, { method: "POST", headers }))).toBe(true);
    }
    expect(state.limitKeys).toEqual([]);
  });

  it("counts other calls by address and refuses those over the limit", async () => {
    const headers = { "x-forwarded-for": "203.0.113.9, 10.0.0.1" };
    expect(isPassedOn(await send("/api/leads", { headers }))).toBe(true);
    expect(state.limitKeys).toEqual(["api:203.0.113.9"]);
    state.isAllowed = false;
    const refused = await send("/api/leads", { headers });
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("17");
    const body = (await refused.json()) as { error: { requestId: string; code: string } };
    expect(body.error.code).toBe("too_many_requests");
    expect(body.error.requestId).toBe(refused.headers.get("x-request-id"));
  });

  it("refuses a body that announces more than a megabyte", async () => {
    const headers = { "content-length": "1000001" };
    const response = await send("/api/leads", { method: "POST", headers });
    expect(response.status).toBe(413);
  });

  it("answers a preflight; only an allowed origin may go on", async () => {
    const ask = (origin: string) =>
      send("/api/leads", {
        method: "OPTIONS",
        headers: { origin, "access-control-request-method": "POST" },
      });
    const allowed = await ask("https://partner.example");
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get("access-control-allow-origin")).toBe("https://partner.example");
    for (const origin of ["https://evil.example", "https://partner.example.evil.example", "null"]) {
      const refused = await ask(origin);
      expect(refused.status).toBe(204);
      expect(refused.headers.get("access-control-allow-origin")).toBeNull();
      expect(refused.headers.get("vary")).toContain("origin");
    }
  });
});

describe("every response", () => {
  it("carries the security headers and a policy with a fresh nonce that the page can read", async () => {
    const responses = await Promise.all([send("/login"), send("/login"), send("/api/cron")]);
    const nonces = responses.map((response) => {
      const policy = response.headers.get("content-security-policy") ?? "";
      expect(policy).toContain("'strict-dynamic'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toContain("connect-src 'self' http://127.0.0.1:54321 ws://127.0.0.1:54321");
      expect(policy).not.toMatch(/script-src[^;]*unsafe/);
      expect(response.headers.get("x-middleware-request-content-security-policy")).toBe(policy);
      expect(response.headers.get("x-content-type-options")).toBe("nosniff");
      expect(response.headers.get("strict-transport-security")).toContain("max-age=");
      return /'nonce-([^']+)'/.exec(policy)?.[1];
    });
    expect(new Set(nonces).size).toBe(3);
  });

  it("has a request id: the proxy's where it is one, else a new one", async () => {
    const given = await send("/login", { headers: { "x-request-id": "req_12345678" } });
    expect(given.headers.get("x-request-id")).toBe("req_12345678");
    const forged = await send("/login", { headers: { "x-request-id": 'a"} {"level":50' } });
    expect(forged.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });
});
