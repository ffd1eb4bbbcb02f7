import { describe, expect, it } from "vitest";
import { type ConversationSources, readConversation } from "@/lib/utils/call-conversation";

const NOTHING: ConversationSources = { messages: null, transcript: null, lines: [], toolCalls: [] };

const MESSAGES = [
  { role: "system", message: "You are …", time: 1_772_553_600_000, secondsFromStart: 0 },
  { role: "bot", message: "Hello?", time: 1_772_553_601_000, secondsFromStart: 1.2 },
  { role: "user", message: "Who is this?", time: 1_772_553_604_000, secondsFromStart: 4 },
  {
    role: "tool_calls",
    time: 1_772_553_605_000,
    secondsFromStart: 5,
    toolCalls: [
      {
        id: "call_1",
        type: "function",
        function: {
          name: "check_availability",
          arguments: '{"when":"tomorrow","call_id":"c","lead_id":"l"}',
        },
      },
    ],
  },
  { role: "tool_call_result", toolCallId: "call_1", result: "I have 10 AM.", time: 1 },
  { role: "bot", message: "I have 10 AM.", time: 1_772_553_607_000, secondsFromStart: 7 },
];

const STORED = {
  tool_call_id: "call_1",
  name: "check_availability",
  arguments: { when: "tomorrow", call_id: "c" },
  result: "I have 10 AM (slot S1).",
  requested_at: "2026-03-03T16:00:05.000Z",
  duration_ms: 42,
};

describe("readConversation", () => {
  it("hides instructions and puts tool calls where they happened", () => {
    const entries = readConversation({ ...NOTHING, messages: MESSAGES });
    expect(entries.map((entry) => (entry.kind === "line" ? entry.text : entry.name))).toEqual([
      "Hello?",
      "Who is this?",
      "check_availability",
      "I have 10 AM.",
    ]);
    expect(entries[2]).toMatchObject({
      arguments: { when: "tomorrow" },
      answer: "I have 10 AM.",
      offsetSeconds: 5,
      latencyMs: null,
    });
  });

  it("prefers our own record of a tool call, which has its time and whole answer", () => {
    const entries = readConversation({ ...NOTHING, messages: MESSAGES, toolCalls: [STORED] });
    expect(entries).toHaveLength(4);
    expect(entries[2]).toMatchObject({ answer: STORED.result, latencyMs: 42 });
  });

  it("adds a tool call that the report left out, by its time", () => {
    const messages = MESSAGES.filter(({ role }) => !role.startsWith("tool"));
    const entries = readConversation({ ...NOTHING, messages, toolCalls: [STORED] });
    expect(entries.map(({ kind }) => kind)).toEqual(["line", "line", "tool", "line"]);
  });

  it("falls back to the lines that were heard, then to the transcript", () => {
    const lines = [
      { role: "user" as const, text: "Yes?", spoken_at: "2026-03-03T16:00:09Z" },
      { role: "assistant" as const, text: "Hello?", spoken_at: "2026-03-03T16:00:01Z" },
    ];
    const heard = readConversation({ ...NOTHING, messages: [], lines, transcript: "AI: other" });
    expect(heard).toMatchObject([{ text: "Hello?" }, { text: "Yes?" }]);
    const transcript = "AI: Hello.\nThis is me.\nUser: Hi.\n";
    expect(readConversation({ ...NOTHING, transcript })).toMatchObject([
      { role: "assistant", text: "Hello. This is me." },
      { role: "user", text: "Hi." },
    ]);
  });

  it.each([
    null,
    "text",
    7,
    {},
    [null, 3, { role: "bot" }, { role: "tool_calls", toolCalls: [1] }],
  ])("reads %j as nothing", (messages) => {
    expect(readConversation({ ...NOTHING, messages })).toEqual([]);
  });
});
