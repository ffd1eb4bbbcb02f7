import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { readChunkBody } from "@/app/api/imports/[id]/rows/body";

const LIMIT = 1000;

function post(body: Uint8Array<ArrayBuffer> | string, encoding?: string): Request {
  const headers = new Headers(encoding ? { "content-encoding": encoding } : {});
  return new Request("http://127.0.0.1/api/imports/1/rows", { method: "POST", body, headers });
}

const pack = (text: string) => new Uint8Array(gzipSync(text));

describe("the body of a chunk", () => {
  test("is read as it is, and compressed", async () => {
    const text = '{"firstRow":1,"rows":[["Ace é"]]}';
    expect(await readChunkBody(post(text), LIMIT)).toBe(text);
    expect(await readChunkBody(post(pack(text), "gzip"), LIMIT)).toBe(text);
  });

  test.each([
    ["what is too large", post("x".repeat(LIMIT + 1)), "too_large"],
    ["what becomes too large", post(pack("x".repeat(LIMIT + 1)), "gzip"), "too_large"],
    ["what is damaged", post("no gzip", "gzip"), "bad_request"],
  ])("is refused: %s", async (_, request, code) => {
    await expect(readChunkBody(request, LIMIT)).rejects.toMatchObject({ code });
  });
});
