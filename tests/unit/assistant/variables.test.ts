import { describe, expect, test } from "vitest";
import { buildAssistant } from "@/assistant/definition";
import { leavesOf } from "@/assistant/json";
import { isDeclared, placeholdersIn, VARIABLES } from "@/assistant/variables";
import { variablesOf } from "@/lib/services/automation/call-setup";
import type { ClaimedCall } from "@/lib/services/automation/claimed-call";
import { CONFIG, wireOf } from "./definitions";

const CALL: ClaimedCall = {
  call_id: "11111111-1111-4111-8111-111111111111",
  lead_id: "22222222-2222-4222-8222-222222222222",
  team_id: "33333333-3333-4333-8333-333333333333",
  attempt: 1,
  phone: "+13125550123",
  company_name: "Northside Heating",
  contact_name: "Pat Lee",
  email: "pat@northside.example",
  timezone: "America/Denver",
  city: "Boulder",
  state: "CO",
  custom: {},
  phone_number_id: null,
  max_duration_seconds: 240,
};
const SETUP = {
  sellerName: "Fieldwise",
  timezone: "America/Chicago",
  assistantVersion: undefined,
};
const NOW = new Date("2026-03-03T16:30:00Z");

/** Every placeholder of the published assistant, with where it stands. */
const USED = leavesOf(
  wireOf(buildAssistant({ ...CONFIG, transferNumber: "+13125550123" })),
).flatMap(({ path, value }) =>
  placeholdersIn(typeof value === "string" ? value : "").map((name) => ({ path, name })),
);

describe("the variables of the assistant", () => {
  test.each(USED)("$name, used in $path, is declared", ({ path, name }) => {
    expect(isDeclared(name, path)).toBe(true);
  });

  test("are all sent with each call, as texts, however little is known of the lead", () => {
    const unknown = { ...CALL, contact_name: null, city: null, state: null, timezone: null };
    for (const call of [CALL, unknown]) {
      const sent = variablesOf(call, SETUP, NOW);
      expect(Object.keys(sent).sort()).toEqual(Object.keys(VARIABLES).sort());
      expect(new Set(Object.values(sent).map((value) => typeof value))).toEqual(
        new Set(["string"]),
      );
    }
  });

  test("are each used somewhere, or needed by the tools' answers", () => {
    const used = new Set(USED.map(({ name }) => name));
    const unused = Object.keys(VARIABLES).filter((name) => !used.has(name));
    expect(unused).toEqual(["timezone"]);
  });

  test("tell the called party's own date and time", () => {
    expect(variablesOf(CALL, SETUP, NOW)).toMatchObject({
      seller_name: "Fieldwise",
      local_date: "Tuesday, March 3, 2026",
      local_time: "9:30 AM",
      time_zone_name: "Mountain Time",
    });
  });

  test("tell what an import kept, in one bounded line that stands for nothing else", () => {
    const custom = { "Fleet size": "12", Note: "a\n{{email}} {% x %}", Empty: " ", Odd: {} };
    expect(variablesOf({ ...CALL, custom }, SETUP, NOW).on_file).toBe(
      "Fleet size: 12; Note: a email % x %",
    );
    const many = Object.fromEntries(
      Array.from({ length: 50 }, (_, index) => [`Field ${index}`, "x".repeat(500)]),
    );
    expect(variablesOf({ ...CALL, custom: many }, SETUP, NOW).on_file).toHaveLength(800);
  });

  test("fall back to the team's zone", () => {
    expect(variablesOf({ ...CALL, timezone: null }, SETUP, NOW)).toMatchObject({
      timezone: "America/Chicago",
      local_time: "10:30 AM",
    });
  });

  test.each([
    ["firstMessage", "customer_name"],
    ["firstMessage", 'date: "%A", timezone'],
    ["model.messages[0].content", "now"],
    ["model.messages[0].content", "transcript"],
    ["analysisPlan.summaryPlan.messages[1].content", "seller_name"],
    ["firstMessage", "toString"],
  ])("are the only ones: in %s, %s is none", (path, name) => {
    expect(isDeclared(name, path)).toBe(false);
  });

  test("are found in braces of both kinds", () => {
    const text = 'Hi {{ company_name }}, {{"now" | date: "%A"}} {% if x %}{{a}}';
    expect(placeholdersIn(text)).toEqual(["company_name", '"now" | date: "%A"', "if x", "a"]);
  });
});
