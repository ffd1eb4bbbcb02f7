import { vi } from "vitest";
import { runAfterResponse } from "./after";
import { testNow } from "./test-clock";

/** Outside of Next.js there is no request to outlive: the work runs at once and tests can wait for it. */
vi.mock("next/server", async (original) => ({
  ...(await original<typeof import("next/server")>()),
  after: runAfterResponse,
}));

/** Business time stands still until a test moves it. */
vi.mock("@/lib/business-clock", () => ({ businessNow: testNow }));
