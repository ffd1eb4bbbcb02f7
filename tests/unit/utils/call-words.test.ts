import { describe, expect, it } from "vitest";
import {
  describeEndedReason,
  describeProgress,
  describeValue,
  formatDuration,
  humanize,
  nameTool,
} from "@/lib/utils/call-words";

describe("words for calls", () => {
  it.each([
    ["customer-ended-call", "The person hung up."],
    [
      "call.in-progress.error-providerfault-outbound-sip-480-temporarily-unavailable",
      "Nobody answered.",
    ],
    ["call.in-progress.error-vapifault-openai-voice-failed", "Something failed at the provider."],
    ["from-the-future", "For a reason that is not known here."],
  ])("say why %s ended a call", (reason, words) => {
    expect(describeEndedReason(reason)).toBe(words);
  });

  it("name tools, keys and values", () => {
    expect(nameTool("book_appointment")).toBe("Books the demo");
    expect(nameTool("send_smoke_signal")).toBe("Send smoke signal");
    expect(humanize("partOfDay")).toBe("Part of day");
    expect([true, null, ["a", 2], { a: 1 }].map(describeValue)).toEqual([
      "Yes",
      "–",
      "a, 2",
      '{"a":1}',
    ]);
  });

  it("follow a call that goes on", () => {
    expect(describeProgress("claimed", null)).toBe("Next in line");
    expect(describeProgress("placed", "in-progress")).toBe("Talking");
    expect(describeProgress("placed", "dancing")).toBe("With the provider");
  });

  it.each([
    [0.4, "0:00"],
    [59.6, "1:00"],
    [3725, "1:02:05"],
  ])("write %d seconds as %s", (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});
