import { describe, expect, it } from "vitest";
import { Constants } from "@/lib/database.types";
import {
  type ClosedGate,
  CONSENT_BASES,
  DIAL_GATES,
  describeGate,
  GATE_WORDS,
  joinSentence,
} from "@/lib/utils/gate-sentences";
import { PAUSED, TROUBLES } from "@/lib/utils/trouble-sentences";
import { nameZone } from "@/lib/utils/zone-name";

const enums = Constants.public.Enums;

function say(closed: ClosedGate, city: string | null = null): string {
  return joinSentence(describeGate(closed, { city }));
}

/** One or more situations of each gate with what people read. */
const SENTENCES: readonly [ClosedGate, string, string?][] = [
  [{ gate: "status", facts: { status: "calling" } }, "Being called right now."],
  [
    { gate: "status", facts: { status: "no_answer" } },
    "All attempts went unanswered. Put it back in the queue to try again.",
  ],
  [
    { gate: "review", facts: { reason: "The call broke off" } },
    "Waits for a decision: The call broke off. Decide: back in the queue, or not interested.",
  ],
  [
    { gate: "suppression", facts: { reason: "Asked by phone.", channel: "phone" } },
    "On the do-not-call list by its number: Asked by phone. An admin can take it off under Do not call.",
  ],
  [
    { gate: "consent", facts: { basis: null, accepted: ["written"] } },
    "No consent on record. Attest one.",
  ],
  [
    { gate: "consent", facts: { basis: "oral", accepted: ["written", "other"] } },
    "May be called on the basis of oral consent, but your team accepts only written consent or another basis. Attest an accepted basis.",
  ],
  [
    { gate: "zone", facts: { note: "This is a toll-free number: enter a ZIP code" } },
    "No time zone: This is a toll-free number: enter a ZIP code.",
  ],
  [
    { gate: "zone", facts: { note: null } },
    "No time zone is known. Enter a ZIP code, or choose the time zone.",
  ],
  [
    { gate: "state", facts: { states: ["FL"] } },
    "Florida needs a confirmed registration. See Calling rules.",
  ],
  [
    { gate: "state", facts: { states: ["FL", "WA"] } },
    "Florida and Washington need a confirmed registration. See Calling rules.",
  ],
  [
    { gate: "attempts", facts: { attempts: 3, limit: 3 } },
    "Called 3 times, the limit is 3. Raise “Attempts per lead”, or put it back in the queue.",
  ],
  [{ gate: "callback", facts: null }, "Asked to be called at another time."],
  [
    { gate: "retry", facts: { hours: 4 } },
    "Was called less than 4 hours ago, the time between attempts.",
  ],
  [
    { gate: "number_limit", facts: { calls: 2, limit: 2 } },
    "Called twice in 24 hours, the limit is 2.",
  ],
  [
    { gate: "gap", facts: { minutes: 1 } },
    "Its number was called less than 1 minute ago, the minimum gap.",
  ],
  [{ gate: "holiday", facts: { name: "Thanksgiving" } }, "Thanksgiving: no calls on this holiday."],
  [
    { gate: "hours", facts: { timezones: ["America/Chicago"], states: ["FL"] } },
    "Outside calling hours in Pensacola (Central).",
    "Pensacola",
  ],
  [
    {
      gate: "hours",
      facts: { timezones: ["America/Chicago", "America/New_York"], states: ["FL"] },
    },
    "Outside calling hours: it may be in Central or Eastern, and the hours of all must be open. A ZIP code or a time zone makes it certain.",
  ],
  [{ gate: "automation", facts: null }, "The automation is off. An admin switches it on."],
  [
    { gate: "provider", facts: [{ trouble: "out_of_credits" }] },
    "Vapi is out of credits. Top up at the Vapi dashboard, then press Resume.",
  ],
  [
    { gate: "spend", facts: { cap_usd: 3, worst_case_usd: 5 } },
    "The daily cap of $3.00 is less than what one call may cost ($5.00). Raise the cap, or lower the longest call or the price of a minute.",
  ],
  [
    { gate: "spend", facts: { cap_usd: 20, worst_case_usd: 5 } },
    "What is left of the daily cap of $20.00 does not cover another call, which may cost $5.00. Raise the cap, or wait for the next day.",
  ],
  [{ gate: "concurrency", facts: { limit: 3 } }, "All 3 lines are busy: called when a call ends."],
];

describe("gate sentences", () => {
  it("know exactly the gates of the database, in its order", () => {
    expect(DIAL_GATES).toEqual(enums.dial_gate);
    expect(Object.keys(GATE_WORDS)).toEqual(enums.dial_gate);
    expect(new Set(SENTENCES.map(([closed]) => closed.gate))).toEqual(new Set(enums.dial_gate));
    expect(Object.keys(CONSENT_BASES).sort()).toEqual([...enums.consent_basis].sort());
  });

  it.each(SENTENCES)("say of %j what is so and what to do", (closed, sentence, city) => {
    expect(say(closed, city ?? null)).toBe(sentence);
  });

  it("have a sentence for each status that is not pending", () => {
    for (const status of enums.lead_status.filter((name) => name !== "pending")) {
      expect(say({ gate: "status", facts: { status } })).not.toContain(status.replace("_", " "));
    }
  });
});

describe("trouble sentences", () => {
  it("know exactly the troubles and scopes of the database", () => {
    expect(Object.keys(TROUBLES).sort()).toEqual([...enums.provider_trouble].sort());
    expect(Object.keys(PAUSED).sort()).toEqual([...enums.pause_scope].sort());
  });

  it.each(enums.provider_trouble)(
    "say of %s what it is, what it means and what to do",
    (trouble) => {
      const { word, title, means, todo } = TROUBLES[trouble];
      expect(word).toMatch(/^[a-z][^.]{3,24}$/);
      expect(title).toMatch(/^[A-Z].*[^.]$/);
      for (const sentence of [means, todo]) expect(sentence).toMatch(/^[A-Z].*\.$/);
    },
  );

  it("tell people to press Resume exactly where time alone is no cure", () => {
    const byHand = enums.provider_trouble.filter((name) => TROUBLES[name].todo.includes("Resume"));
    expect(byHand).toEqual(["out_of_credits", "bad_key", "misconfigured", "cost_overrun"]);
  });
});

describe("nameZone", () => {
  it.each([
    ["America/Chicago", "Central"],
    ["America/Detroit", "Eastern"],
    ["America/Phoenix", "Arizona"],
    ["America/Puerto_Rico", "Puerto Rico and Virgin Islands"],
  ])("calls %s %s", (zone, name) => expect(nameZone(zone)).toBe(name));
});
