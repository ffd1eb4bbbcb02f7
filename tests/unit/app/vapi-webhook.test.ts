import { describe, expect, test } from "vitest";
import { interpretMessage } from "@/app/api/webhook/vapi/interpret";
import { redactPayload } from "@/app/api/webhook/vapi/redact";
import { envelopeSchema } from "@/app/api/webhook/vapi/schema";

function interpret(message: object) {
  return interpretMessage(envelopeSchema.parse({ message }).message);
}

const EXPECTED = {
  type: "tools",
  requests: [{ id: "call_1", name: "book_appointment", args: { slot_id: "S1" } }],
};

describe("tool calls", () => {
  const args = { slot_id: "S1" };
  test.each([
    [
      "objects, as captured",
      {
        toolCalls: [
          {
            id: "call_1",
            type: "function",
            function: { name: "book_appointment", arguments: args },
          },
        ],
      },
    ],
    [
      "JSON text, as the SDK types it",
      {
        toolCallList: [
          { id: "call_1", function: { name: "book_appointment", arguments: JSON.stringify(args) } },
        ],
      },
    ],
    [
      "flat with arguments",
      { toolCallList: [{ id: "call_1", name: "book_appointment", arguments: args }] },
    ],
    [
      "flat with parameters",
      { toolCallList: [{ id: "call_1", name: "book_appointment", parameters: args }] },
    ],
    [
      "with its tool",
      {
        toolWithToolCallList: [
          {
            type: "function",
            toolCall: { id: "call_1", function: { name: "book_appointment", arguments: args } },
          },
        ],
      },
    ],
  ])("are read when they come %s", (_, message) => {
    expect(interpret({ type: "tool-calls", ...message })).toEqual(EXPECTED);
  });

  test("keep their order and number", () => {
    const toolCallList = ["b", "a", "c"].map((id) => ({ id, name: "check_availability" }));
    expect(interpret({ type: "tool-calls", toolCallList })).toMatchObject({
      requests: [{ id: "b" }, { id: "a" }, { id: "c" }],
    });
  });

  test("without a usable list are unusable, broken JSON arguments reach the tool's own check", () => {
    expect(interpret({ type: "tool-calls" }).type).toBe("unusable");
    expect(interpret({ type: "tool-calls", toolCallList: [] }).type).toBe("unusable");
    expect(
      interpret({ type: "tool-calls", toolCallList: [{ id: "x", name: "n", arguments: "{oops" }] }),
    ).toMatchObject({ requests: [{ args: "{oops" }] });
  });
});

test("unknown message types are ignored with a reason", () => {
  expect(interpret({ type: "brand-new-thing", anything: 1 })).toMatchObject({ type: "ignore" });
});

test("what is stored holds no secret that Vapi echoes", () => {
  const stored = JSON.stringify(
    redactPayload({
      message: {
        assistant: { server: { url: "https://a", headers: { "X-Vapi-Secret": "hush" } } },
        toolWithToolCallList: [{ server: { secret: "hush" } }],
        call: { monitor: { controlUrl: "https://hush/control" }, id: "kept" },
      },
    }),
  );
  expect(stored).not.toContain("hush");
  expect(stored).toContain("kept");
});
