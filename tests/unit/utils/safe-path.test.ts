import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HOME_PATH, safePath } from "@/lib/utils/safe-path";

describe("safePath", () => {
  it.each(["/settings", "/leads?status=pending#top", "/a/../b"])("keeps %s inside", (path) => {
    expect(safePath(path)).toMatch(/^\/(settings|leads\?status=pending#top|b)$/);
  });

  it.each([
    undefined,
    null,
    "",
    "leads",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/.//evil.example",
    "/a/..//evil.example",
    "https://evil.example/",
    "javascript:alert(1)",
    "/%09//evil.example/..//evil.example/\n",
  ])("does not follow %j", (path) => {
    expect(safePath(path)).toBe(HOME_PATH);
  });

  it("never leads to another origin, whatever it is given", () => {
    const piece = fc.constantFrom(
      "/",
      "\\",
      "\t",
      "\n",
      ".",
      "..",
      "@",
      ":",
      "evil.example",
      "?",
      "#",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const url = new URL(safePath(pieces.join("")), "https://own.example");
        expect(url.origin).toBe("https://own.example");
      }),
    );
  });
});
