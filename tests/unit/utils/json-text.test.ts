import { describe, expect, test } from "vitest";
import { isNestedTooDeep } from "@/lib/utils/json-text";

const nested = (depth: number) => `${'{"a":['.repeat(depth / 2)}1${"]}".repeat(depth / 2)}`;

describe("a JSON text", () => {
  test("may be nested as deep as messages are, and not as deep as only an attacker makes them", () => {
    expect(isNestedTooDeep(nested(100))).toBe(false);
    expect(isNestedTooDeep(nested(102))).toBe(true);
    expect(isNestedTooDeep("[".repeat(1_000_000))).toBe(true);
  });

  test.each([
    ["brackets in a string", JSON.stringify({ a: "[".repeat(200) })],
    ["brackets behind an escaped quote", JSON.stringify({ a: `"${"{".repeat(200)}\\` })],
    ["lists side by side", JSON.stringify(Array.from({ length: 200 }, () => [[]]))],
  ])("with %s is not nested deep", (_name, text) => {
    expect(isNestedTooDeep(text)).toBe(false);
  });
});
