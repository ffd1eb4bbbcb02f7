import { SYSTEM } from "../support/system";
import { expect, test } from "../support/test";

test.use({ storageState: { cookies: [], origins: [] } });

test.describe("without a session", () => {
  for (const path of ["/leads", "/automation", "/appointments", "/settings", "/leads/import"]) {
    test(`${path} leads to the login page and back`, async ({ page }) => {
      await page.goto(path);
      await expect(page).toHaveURL(/\/login\?next=/);
    });
  }

  test("pages carry the security headers", async ({ request }) => {
    const response = await request.get("/login");
    const headers = response.headers();
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(headers["content-security-policy"]).not.toContain("unsafe-eval");
    expect(headers["content-security-policy"]).toMatch(/script-src[^;]*'nonce-/);
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["strict-transport-security"]).toContain("max-age=");
    expect(headers["referrer-policy"]).toBeTruthy();
    expect(headers["x-powered-by"]).toBeUndefined();
  });

  test("nobody is redirected to another site after signing in", async ({ page }) => {
    await page.goto("/login?next=https://evil.example/");
    await expect(page.locator("body")).not.toContainText("evil.example");
  });
});

test.describe("the doors of machines", () => {
  test("refuse missing and wrong credentials with 401", async ({ request }) => {
    expect((await request.get("/api/cron")).status()).toBe(401);
    expect(
      (await request.get("/api/cron", { headers: { authorization: "Bearer wrong" } })).status(),
    ).toBe(401);
    expect((await request.post("/api/webhook/vapi", { data: {} })).status()).toBe(401);
    expect((await request.post("/api/webhook/cal", { data: {} })).status()).toBe(401);
    const noSecret = { "x-cal-signature-256": "no-secret-provided" };
    expect((await request.post("/api/webhook/cal", { data: {}, headers: noSecret })).status()).toBe(
      401,
    );
  });

  test("refuse other methods with 405", async ({ request }) => {
    expect((await request.post("/api/cron", { data: {} })).status()).toBe(405);
    expect((await request.get("/api/webhook/vapi")).status()).toBe(405);
    expect((await request.get("/api/webhook/cal")).status()).toBe(405);
  });

  test("are not redirected to the login page and keep no session", async ({ request }) => {
    const response = await request.post("/api/webhook/vapi", { data: {}, maxRedirects: 0 });
    expect(response.headers()["set-cookie"]).toBeUndefined();
    expect(response.headers()["content-type"]).toContain("application/json");
  });

  test("answer with their credential", async ({ request }) => {
    const headers = { authorization: `Bearer ${SYSTEM.cronSecret}` };
    const response = await request.get("/api/cron", { headers });
    expect(response.status()).toBe(200);
    expect(await response.json()).toHaveProperty("runs");
  });

  test("a foreign origin gets no CORS permission", async ({ request }) => {
    const response = await request.fetch("/api/cron", {
      method: "OPTIONS",
      headers: { origin: "https://evil.example", "access-control-request-method": "GET" },
    });
    expect(response.headers()["access-control-allow-origin"]).toBeUndefined();
  });
});
