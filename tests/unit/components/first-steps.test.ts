import { describe, expect, test } from "vitest";
import { toSteps } from "@/components/first-run/steps";
import type { FirstSteps } from "@/lib/services/first-steps";

const NOTHING: FirstSteps = {
  waterfall: { total: 0, dueCount: 0, statuses: {}, gates: {}, teamGates: [] },
  hasPostalAddress: false,
  isAutomationOn: false,
  firstCall: undefined,
  nextAt: undefined,
};

const doneOf = (facts: Partial<FirstSteps>) =>
  toSteps({ ...NOTHING, ...facts })
    .filter((step) => step.isDone)
    .map((step) => step.id);

const sentenceOf = (id: string, facts: Partial<FirstSteps>) =>
  toSteps({ ...NOTHING, ...facts }).find((step) => step.id === id)?.sentence;

const waterfall = (changes: Partial<FirstSteps["waterfall"]>) => ({
  waterfall: { ...NOTHING.waterfall, ...changes },
});

describe("the way to the first dialled lead", () => {
  test("begins with nothing done", () => {
    expect(doneOf({})).toEqual([]);
  });

  test("ticks consent off only when a lead has one", () => {
    const without = waterfall({ total: 3, gates: { consent: 3 } });
    expect(doneOf(without)).toEqual(["leads"]);
    expect(sentenceOf("consent", without)).toMatch(/^3 leads have no consent/);
    expect(doneOf(waterfall({ total: 3, gates: { consent: 2, state: 1 } }))).toEqual([
      "leads",
      "consent",
    ]);
  });

  test("ticks the rules off when a lead waits for nothing but time", () => {
    const held = waterfall({ total: 2, gates: { state: 2 } });
    expect(doneOf(held)).not.toContain("rules");
    expect(sentenceOf("rules", held)).toMatch(/need a registration/);
    expect(doneOf(waterfall({ total: 2, gates: { hours: 1, state: 1 } }))).toContain("rules");
    expect(doneOf(waterfall({ total: 2, dueCount: 1, gates: { state: 1 } }))).toContain("rules");
  });

  test("does not go back when all leads were called", () => {
    const all = waterfall({ total: 4, statuses: { no_answer: 4 } });
    expect(doneOf(all)).toEqual(["leads", "consent", "rules"]);
  });

  test("leads to the call while it goes on and after it", () => {
    const firstCall = { id: "8", companyName: "Northside Heating", isOver: false };
    const [live, over] = [firstCall, { ...firstCall, isOver: true }].map((call) =>
      toSteps({ ...NOTHING, firstCall: call }).find((step) => step.id === "call"),
    );
    expect(live).toMatchObject({ isDone: true, links: [{ href: "/calls/8", label: "Watch it" }] });
    expect(over?.sentence).toMatch(/was called/);
  });

  test("says why nothing is called yet", () => {
    expect(sentenceOf("call", {})).toMatch(/after the switch/);
    expect(sentenceOf("call", { isAutomationOn: true })).toMatch(/No lead may be called/);
    const due = { isAutomationOn: true, ...waterfall({ total: 1, dueCount: 1 }) };
    expect(sentenceOf("call", due)).toBe("1 lead is due: the next run calls.");
  });
});
