import { describe, expect, it, vi } from "vitest";

vi.mock("@supabase/ssr", () => ({ createServerClient: vi.fn() }));

const top = await import("../../middleware");
const inner = await import("../../src/middleware");

describe("middleware", () => {
  it("is one function, whichever of the two files the bundler loads", () => {
    expect(inner.middleware).toBe(top.middleware);
  });

  it("has the same literal config in both files", () => {
    expect(inner.config).toEqual(top.config);
  });
});
