import { describe, expect, test } from "vitest";
import { buildAssistant } from "@/assistant/definition";
import { changedSince, markOf, readMark, versionOf } from "@/assistant/version";
import { CONFIG, definitionWith, liveFrom, wireOf } from "./definitions";

const VERSION = versionOf(wireOf(buildAssistant(CONFIG)));

describe("the version of a definition", () => {
  test("is twelve hex digits and stands in its metadata", () => {
    expect(VERSION).toMatch(/^[0-9a-f]{12}$/);
    expect(buildAssistant(CONFIG).metadata).toMatchObject({ version: VERSION });
  });

  test("is the same at another address, with another secret or a credential", () => {
    const elsewhere = buildAssistant({
      webhookUrl: "https://other.example.org/api/webhook/vapi",
      webhookAuth: { secret: "another-secret-0" },
    });
    expect(versionOf(wireOf(elsewhere))).toBe(VERSION);
    const credentialId = "33333333-3333-4333-8333-333333333333";
    const withCredential = buildAssistant({ ...CONFIG, webhookAuth: { credentialId } });
    expect(versionOf(wireOf(withCredential))).toBe(VERSION);
  });

  test("does not depend on the order of keys", () => {
    const reversed = Object.fromEntries(Object.entries(wireOf(definitionWith())).reverse());
    expect(versionOf(reversed)).toBe(VERSION);
  });

  test.each([
    { firstMessage: "Hello." },
    { maxDurationSeconds: 601 },
    { endCallPhrases: ["have a great day", "bye for now"] },
  ])("changes with the content: %j", (change) => {
    expect(versionOf(wireOf(definitionWith(change)))).not.toBe(VERSION);
  });
});

describe("the mark of a published assistant", () => {
  test("is short and tells no secret", () => {
    const mark = JSON.stringify(markOf(wireOf(definitionWith())));
    expect(mark.length).toBeLessThan(2500);
    const other = definitionWith({ server: { ...definitionWith().server, headers: { a: "b" } } });
    expect(markOf(wireOf(other))).toEqual(markOf(wireOf(definitionWith())));
  });

  test("finds nothing changed in what the service made of it", () => {
    const mark = markOf(wireOf(definitionWith()));
    expect(changedSince(liveFrom(definitionWith()), mark)).toEqual([]);
  });

  test.each([
    ["firstMessage", { firstMessage: "Hey there!" }],
    ["endCallPhrases", { endCallPhrases: [] }],
    ["server", { server: { url: "https://elsewhere.example.org" } }],
    ["serverMessages", { serverMessages: ["status-update" as const, "hang" as const] }],
  ])("finds a change by hand in %s", (field, change) => {
    const mark = markOf(wireOf(definitionWith()));
    expect(changedSince({ ...liveFrom(definitionWith()), ...wireOf(change) }, mark)).toEqual([
      field,
    ]);
  });

  test("is read back from the metadata, and missing where it was not published from here", () => {
    const live = liveFrom(definitionWith());
    expect(readMark(live)).toEqual(markOf(wireOf(definitionWith())));
    expect(readMark({ ...live, metadata: { note: "by hand" } })).toBeUndefined();
    expect(readMark({})).toBeUndefined();
  });
});
