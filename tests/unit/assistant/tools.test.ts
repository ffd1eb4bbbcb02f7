import { describe, expect, test } from "vitest";
import {
  bookAppointment,
  checkAvailability,
  parametersOf,
  parseArguments,
  STATIC_PARAMETERS,
  TOOLS,
} from "@/assistant/tools";

describe("tools", () => {
  test.each(TOOLS.map((tool) => [tool.name, tool] as const))(
    "%s keeps the provider's limits and describes each argument",
    (_name, tool) => {
      expect(tool.name).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
      expect(tool.description.length).toBeLessThan(1000);
      const parameters = parametersOf(tool);
      expect(parameters).toMatchObject({ type: "object" });
      expect(parameters).not.toHaveProperty("$schema");
      expect(parameters).not.toHaveProperty("additionalProperties", false);
      for (const property of Object.values(parameters.properties as object)) {
        expect(property).toHaveProperty("description");
      }
    },
  );

  test("the model has to give a slot, and nothing else", () => {
    expect(parametersOf(bookAppointment).required).toEqual(["slot_id"]);
    expect(parametersOf(checkAvailability)).not.toHaveProperty("required");
  });

  test("the model cannot name what the static parameters set", () => {
    for (const tool of TOOLS) {
      const known = Object.keys(parametersOf(tool).properties as object);
      expect(known).not.toEqual(
        expect.arrayContaining([expect.stringMatching(/^(call_id|lead_id)$/)]),
      );
    }
    expect(STATIC_PARAMETERS.map(({ key }) => key)).toEqual(["call_id", "lead_id"]);
  });

  test("static parameters and unknown keys are let through and dropped", () => {
    const parsed = parseArguments(bookAppointment, { slot_id: "S1", call_id: "x", mood: "good" });
    expect(parsed).toMatchObject({ success: true, data: { slot_id: "S1" } });
  });

  test("null and blank count as absent", () => {
    const args = { date: "", part_of_day: null };
    expect(parseArguments(checkAvailability, args).data).toEqual({});
    expect(parseArguments(bookAppointment, { slot_id: " " }).success).toBe(false);
  });

  test.each([undefined, null, "text", 7, []])("arguments of the form %j count as none", (args) => {
    expect(parseArguments(checkAvailability, args).success).toBe(true);
    expect(parseArguments(bookAppointment, args).success).toBe(false);
  });
});
