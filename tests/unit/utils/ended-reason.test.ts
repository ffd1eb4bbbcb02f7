import { readFileSync } from "node:fs";
import { Vapi } from "@vapi-ai/server-sdk";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { classifyEndedReason } from "@/lib/utils/ended-reason";
import { PROVIDER_TROUBLES } from "@/lib/utils/provider-trouble";

const REASONS = Object.values(Vapi.CallEndedReason);

/** For every value: the family, the trouble that it proves, and whether the number may have rung. */
const expected = z
  .record(z.string(), z.tuple([z.string(), z.enum(PROVIDER_TROUBLES).nullable(), z.boolean()]))
  .parse(JSON.parse(readFileSync("tests/fixtures/vapi/ended-reasons.json", "utf8")));

describe("every ended reason that the SDK knows", () => {
  test("is in the table, and nothing else is", () => {
    expect(REASONS).toHaveLength(597);
    expect(Object.keys(expected).sort()).toEqual([...REASONS].sort());
  });

  test("means what the table says", () => {
    const found = REASONS.map((reason) => {
      const { family, trouble, wasDialled } = classifyEndedReason(reason);
      return [reason, [family, trouble, wasDialled]];
    });
    expect(Object.fromEntries(found)).toEqual(expected);
  });

  test("has a family", () => {
    expect(REASONS.filter((reason) => classifyEndedReason(reason).family === "unknown")).toEqual(
      [],
    );
  });
});

describe("an ended reason that the SDK does not know", () => {
  test.each([undefined, "", "hangup", "assistantEndedCall", "constructor", "something-failed"])(
    "%s is unknown, proves nothing, and counts as a call that rang",
    (reason) =>
      expect(classifyEndedReason(reason)).toEqual({
        family: "unknown",
        trouble: null,
        wasDialled: true,
      }),
  );

  test.each([
    ["call.start.error-get-org", null, false],
    ["pipeline-error-some-llm-401-unauthorized", "bad_key", true],
    ["call.in-progress.error-vapifault-some-llm-429-exceeded-quota", "misconfigured", true],
    ["call.in-progress.error-providerfault-some-llm-504-gateway-error", null, true],
  ])("%s follows its family", (reason, trouble, wasDialled) =>
    expect(classifyEndedReason(reason)).toEqual({ family: "provider_error", trouble, wasDialled }),
  );
});
