import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "../support/test";

const CLIENT_FILES = ".next/static";

/** What only server modules contain: if a browser can load it, a boundary was crossed. */
const SERVER_MARKS = [
  "SUPABASE_SERVICE_ROLE_KEY",
  "VAPI_API_KEY",
  "VAPI_WEBHOOK_SECRET",
  "CAL_WEBHOOK_SECRET",
  "RESEND_API_KEY",
  "CRON_SECRET",
  "api.vapi.ai",
  "api.resend.com",
  "sb_secret_",
  "claim_due_leads",
  "settle_call",
  "node:crypto",
];

function clientFiles(folder = CLIENT_FILES): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? clientFiles(path) : [path];
  });
}

test("no secret and no server module is in what a browser can load", () => {
  const files = clientFiles().filter((file) => /\.(js|css|json|map)$/.test(file));
  expect(files.length).toBeGreaterThan(5);
  const text = files.map((file) => readFileSync(file, "utf8")).join("\n");
  // The search itself must be able to find something: this name is in the client on purpose.
  expect(text).toContain("hvac-session");
  for (const mark of SERVER_MARKS) expect(text.includes(mark), mark).toBe(false);
});

test("no source maps are served", () => {
  expect(clientFiles().filter((file) => file.endsWith(".map"))).toEqual([]);
});
