import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { callReportSchema, interpretReport } from "@/lib/services/calls/report";

const NOW = "2026-03-03T16:05:00.000Z";
const HUMAN = [{ role: "user", message: "Yes, this is Pat." }];

function interpret(report: object) {
  return interpretReport(callReportSchema.parse(report), NOW);
}

describe("the outcome of a report", () => {
  test.each([
    ["customer-did-not-answer", "no_answer"],
    ["customer-busy", "busy"],
    ["voicemail", "voicemail"],
    ["twilio-reported-customer-misdialed", "bad_number"],
    ["manually-canceled", "cancelled"],
    ["assistant-forwarded-call", "needs_review"],
    ["pipeline-error-openai-llm-failed", "provider_error"],
    ["call.start.error-get-assistant", "provider_error"],
    ["something-nobody-has-seen", "needs_review"],
  ])("%s without structured data is %s", (endedReason, outcome) => {
    expect(interpret({ endedReason }).outcome).toBe(outcome);
  });

  test("an answered call of which nothing was put together yet goes to a person, not back into the queue", () => {
    const early = { endedReason: "customer-ended-call", startedAt: "2026-03-03T16:03:00.000Z" };
    expect(interpret(early).outcome).toBe("needs_review");
    const greeted = { ...early, messages: [{ role: "bot", message: "Hello, this is …" }] };
    expect(interpret(greeted).outcome).toBe("no_answer");
  });

  test.each([
    ["scheduled", "booked"],
    ["not_interested", "not_interested"],
    ["callback", "callback"],
    ["no_answer", "no_answer"],
  ])("a conversation whose analysis says %s is %s", (said, outcome) => {
    const report = {
      endedReason: "customer-ended-call",
      messages: HUMAN,
      analysis: { structuredData: { outcome: said } },
    };
    expect(interpret(report).outcome).toBe(outcome);
  });

  test.each([
    ["wrong_number", "needs_review", "wrong number"],
    ["follow_up", "needs_review", "a person has to do: Wants a brochure."],
    ["unclear", "needs_review", "not clear: Wants a brochure."],
    ["gatekeeper", "no_answer", "who decides was not reached"],
  ])("a conversation whose analysis says %s is %s, and says why", (said, outcome, reason) => {
    const structuredData = { outcome: said, notes: "Wants a brochure." };
    const report = {
      endedReason: "customer-ended-call",
      messages: HUMAN,
      analysis: { structuredData },
    };
    expect(interpret(report)).toMatchObject({
      outcome,
      outcome_reason: expect.stringContaining(reason),
      structured_data: structuredData,
    });
  });

  test("an analysis that says what nobody asked for decides nothing", () => {
    const structuredData = { outcome: "sold", opt_out: "maybe", callback_when: 7 };
    const report = {
      endedReason: "customer-ended-call",
      messages: HUMAN,
      analysis: { structuredData },
    };
    expect(interpret(report)).toMatchObject({
      outcome: "needs_review",
      outcome_reason: "There was a conversation, but its outcome is not clear.",
    });
  });

  test("an opt-out flag beats the rest of the analysis", () => {
    const structuredData = { outcome: "callback", opt_out: true };
    expect(
      interpret({
        endedReason: "customer-ended-call",
        messages: HUMAN,
        analysis: { structuredData },
      }).outcome,
    ).toBe("opted_out");
  });

  test("what an analysis makes of a machine's greeting does not count", () => {
    const report = {
      endedReason: "voicemail",
      messages: HUMAN,
      analysis: { structuredData: { outcome: "not_interested" } },
    };
    expect(interpret(report).outcome).toBe("voicemail");
  });

  test("a conversation in which nobody spoke is no answer; one without an analysis goes to a person", () => {
    expect(interpret({ endedReason: "silence-timed-out", messages: [] }).outcome).toBe("no_answer");
    expect(interpret({ endedReason: "customer-ended-call", messages: HUMAN })).toMatchObject({
      outcome: "needs_review",
      outcome_reason: expect.stringContaining("not clear"),
    });
  });

  test("a fuller report outranks a poorer one", () => {
    const poor = interpret({ endedReason: "customer-ended-call", transcript: "AI: Hi" });
    const full = interpret({
      endedReason: "customer-ended-call",
      transcript: "AI: Hi",
      summary: "s",
      analysis: { structuredData: { outcome: "callback" } },
    });
    expect(full.rank).toBeGreaterThan(poor.rank);
  });

  test("reads a captured report: cost, duration, recording and texts in their several places", () => {
    const { message } = JSON.parse(
      readFileSync("tests/fixtures/vapi/end-of-call-report.json", "utf8"),
    );
    expect(interpret(message)).toMatchObject({
      ended_reason: "customer-ended-call",
      cost_usd: 0.0394,
      duration_seconds: 25.276,
      recording_url: expect.stringContaining("mono.wav"),
      report_at: "2025-06-10T09:07:30.909Z",
    });
  });

  test("an unanswered call with hardly a field is no failure", () => {
    expect(
      interpret({ endedReason: "customer-did-not-answer", analysis: {}, artifact: {} }),
    ).toMatchObject({
      outcome: "no_answer",
      started_at: null,
      duration_seconds: null,
      report_at: NOW,
    });
  });
});

describe("what the end of a call proves", () => {
  test.each([
    ["call.start.error-subscription-concurrency-limit-reached", "concurrency_limit", false],
    ["call.start.error-vapi-number-outbound-daily-limit", "number_daily_limit", false],
    ["call.start.error-subscription-insufficient-credits", "out_of_credits", false],
    ["pipeline-error-openai-401-incorrect-api-key", "bad_key", true],
    ["assistant-not-found", "misconfigured", false],
    ["pipeline-error-openai-llm-failed", null, true],
    ["call.start.error-vapi-number-international", null, false],
    ["customer-did-not-answer", null, true],
    [undefined, null, true],
  ])("%s: trouble %s, dialled %s", (endedReason, trouble, was_dialled) =>
    expect(interpret({ endedReason })).toMatchObject({ trouble, was_dialled }),
  );

  test("a booking that was made before the service broke stays one, and the trouble is told", () => {
    const report = {
      endedReason: "pipeline-error-openai-429-exceeded-quota",
      messages: HUMAN,
      analysis: { structuredData: { outcome: "scheduled" } },
    };
    expect(interpret(report)).toMatchObject({ outcome: "booked", trouble: "out_of_credits" });
  });
});
