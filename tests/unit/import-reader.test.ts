import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type ImportReader, openImportReader } from "@/components/csv-import/import-reader";
import { readFixture, unpackChunk } from "../support/open-import";

/** The worker's own code, with copies of the messages that go to and fro; without a thread of its own. */
class WorkerHere extends EventTarget {
  private readonly inside = Object.assign(new EventTarget(), {
    postMessage: (data: unknown) =>
      this.dispatchEvent(new MessageEvent("message", { data: structuredClone(data) })),
  });
  private readonly isReady: Promise<unknown>;

  constructor() {
    super();
    vi.stubGlobal("self", this.inside);
    vi.resetModules();
    this.isReady = import("@/components/csv-import/import-worker");
  }

  postMessage(data: unknown): void {
    const message = new MessageEvent("message", { data: structuredClone(data) });
    void this.isReady.then(() => this.inside.dispatchEvent(message));
  }

  terminate(): void {}
}

let reader: ImportReader;

beforeEach(() => {
  vi.stubGlobal("Worker", WorkerHere);
  reader = openImportReader();
});
afterEach(() => {
  reader.close();
  vi.unstubAllGlobals();
});

describe("the worker that holds a file", () => {
  it("answers what is in it, what it comes to, and with its rows as they are sent", async () => {
    const opened = await reader.open(await readFixture("hubspot-contacts.csv"), {});
    if (!opened.isOk) throw new Error(opened.reason);
    expect(opened.file).toMatchObject({ rowCount: 4, encoding: "utf-8", delimiter: "," });
    expect(await reader.check(opened.file.columns)).toMatchObject({
      refusedCount: 2,
      duplicateCount: 0,
    });
    const chunk = await reader.chunk(2);
    expect(chunk.lastRow).toBe(4);
    const { firstRow, rows } = await unpackChunk(chunk);
    expect(firstRow).toBe(2);
    expect(rows.map((row) => row[3])).toEqual([
      "omar@desertair.example",
      "lena@northshore-air.example",
      "pat@gulfbreeze.example;service@gulfbreeze.example",
    ]);
  });

  it("reads the file anew in another way, and knows it by its headers", async () => {
    const file = await readFixture("excel-windows.csv");
    const first = await reader.open(file, {});
    const again = await reader.open(file, { encoding: "utf-8", delimiter: "," });
    if (!first.isOk || !again.isOk) throw new Error("The file was refused.");
    expect(again.file).toMatchObject({ encoding: "utf-8", delimiter: "," });
    expect(again.file.contentHash).toBe(first.file.contentHash);
    expect(again.file.headerSignature).not.toBe(first.file.headerSignature);
    const { rows } = await unpackChunk(await reader.chunk(1));
    expect(rows).toHaveLength(4);
    expect(rows[0]?.[0]).toBe("M\uFFFDller K\uFFFDlte & Klima");
  });

  it("hands on the sentence for what is no list", async () => {
    expect(await reader.open(await readFixture("empty.csv"), {})).toEqual({
      isOk: false,
      reason: "This file is empty. Export the list again, then import that file.",
    });
  });
});
