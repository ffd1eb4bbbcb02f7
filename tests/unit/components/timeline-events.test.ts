import { describe, expect, it } from "vitest";
import { timelineOf } from "@/components/call-view/timeline-events";
import type { CallDetail } from "@/lib/services/calls/detail";

const CALL: CallDetail = {
  id: "c",
  team_id: "t",
  lead_id: "l",
  company_name: "Ace Air",
  phone: "+13125550100",
  attempt: 1,
  state: "ended",
  provider_status: "ended",
  outcome: "booked",
  outcome_reason: null,
  ended_reason: "customer-ended-call",
  claimed_at: "2026-03-03T16:00:00Z",
  placed_at: "2026-03-03T16:00:01Z",
  started_at: "2026-03-03T16:00:10Z",
  ended_at: "2026-03-03T16:01:00Z",
  settled_at: "2026-03-03T16:01:05Z",
  duration_seconds: 50,
  cost_usd: 0.1,
  cost_breakdown: null,
  transcript: null,
  messages: null,
  summary: null,
  structured_data: null,
  assistant_version: null,
  timezone: "America/Chicago",
  contactName: null,
  has_recording: false,
  activity: [],
  mails: [],
};

describe("the timeline of a call", () => {
  it("tells from the queue to the mails what happened, in the order of time", () => {
    const events = timelineOf(
      {
        ...CALL,
        mails: [
          {
            id: "m2",
            kind: "no_answer_follow_up",
            to_email: "a@b.example",
            state: "queued",
            sent_at: null,
          },
          {
            id: "m1",
            kind: "appointment_confirmation",
            to_email: "a@b.example",
            state: "sent",
            sent_at: "2026-03-03T16:02:00Z",
          },
        ],
        activity: [
          {
            id: "a1",
            kind: "call.say",
            detail: { text: "Hello.", failed: "gone" },
            happenedAt: "2026-03-03T16:00:30Z",
            by: "ana@staff.example",
          },
          {
            id: "a2",
            kind: "call.ended",
            detail: {},
            happenedAt: "2026-03-03T16:01:05Z",
            by: undefined,
          },
        ],
      },
      [
        {
          tool_call_id: "x",
          name: "book_appointment",
          arguments: {},
          result: "Booked.",
          requested_at: "2026-03-03T16:00:40Z",
          duration_ms: 20,
        },
      ],
    );
    expect(events.map(({ title }) => title)).toEqual([
      "Taken from the queue",
      "Placed",
      "Answered",
      "Stepped in: the agent was told to say",
      "Books the demo",
      "Ended",
      "Settled",
      "Confirmation of the demo sent",
      "Follow-up after no answer waits to be sent",
    ]);
    expect(events[3]?.detail).toBe("“Hello.” · It did not reach the call. · ana@staff.example");
  });

  it("leaves out what did not happen", () => {
    const call: CallDetail = {
      ...CALL,
      state: "not_placed",
      placed_at: null,
      started_at: null,
      ended_at: null,
    };
    expect(timelineOf(call, []).map(({ title }) => title)).toEqual([
      "Taken from the queue",
      "Not placed",
    ]);
  });
});
