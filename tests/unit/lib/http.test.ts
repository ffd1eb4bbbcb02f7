import { describe, expect, test } from "vitest";
import { AppError, databaseError, userMessageOf } from "@/lib/errors";
import { readBody } from "@/lib/http";
import { hmacSha256Hex, isSameSecret } from "@/lib/utils/secrets";

function post(body: BodyInit, headers: Record<string, string> = {}): Request {
  return new Request("http://localhost/", { method: "POST", body, headers });
}

describe("reading a body", () => {
  test("returns the exact text", async () => {
    expect(await readBody(post('{"a": "ü"}\n'), 100)).toBe('{"a": "ü"}\n');
  });

  test("stops at the limit, whatever content-length claims", async () => {
    const stream = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(1000)),
    });
    const request = new Request("http://localhost/", {
      method: "POST",
      body: stream,
      duplex: "half",
      headers: { "content-length": "10" },
    } as RequestInit);
    await expect(readBody(request, 5000)).rejects.toMatchObject({ code: "too_large", status: 413 });
  });

  test("refuses bytes that are not UTF-8", async () => {
    await expect(readBody(post(new Uint8Array([0xff, 0xfe, 0x00])), 100)).rejects.toMatchObject({
      code: "bad_request",
    });
  });
});

describe("secrets", () => {
  test("only the same secret is the same", () => {
    expect(isSameSecret("s3cret", "s3cret")).toBe(true);
    for (const wrong of ["", null, undefined, "s3cre", "s3cret ", "S3CRET"]) {
      expect(isSameSecret(wrong, "s3cret")).toBe(false);
    }
    expect(isSameSecret("", "")).toBe(false);
  });

  test("an HMAC is lower-case hexadecimal", () => {
    // RFC 4231, test case 2.
    expect(hmacSha256Hex("Jefe", "what do ya want for nothing?")).toBe(
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    );
  });
});

describe("database errors", () => {
  test.each([
    ["PT409", "conflict", 409],
    ["PT403", "forbidden", 403],
    ["23505", "conflict", 409],
    ["23514", "bad_request", 400],
    ["42501", "forbidden", 403],
    ["57014", "database", 500],
  ])("SQLSTATE %s becomes %s", (code, expected, status) => {
    expect(databaseError("doing", { message: "m", code })).toMatchObject({
      code: expected,
      status,
    });
  });

  test("people read our own sentences, never SQL", () => {
    expect(userMessageOf(databaseError("x", { message: "Ask an admin.", code: "PT403" }))).toBe(
      "Ask an admin.",
    );
    expect(
      userMessageOf(databaseError("x", { message: "relation leads", code: "42P01" })),
    ).not.toContain("relation");
    expect(userMessageOf(new Error("secret detail"))).not.toContain("secret");
    expect(new AppError("too_many_requests", "m").status).toBe(429);
  });
});
