import { describe, expect, test } from "vitest";
import { buildAssistant } from "@/assistant/definition";
import { asList, asObject, type JsonObject } from "@/assistant/json";
import { planPublish } from "@/assistant/plan";
import { markOf } from "@/assistant/version";
import { CONFIG, definitionWith, liveFrom, wireOf } from "./definitions";

const WANTED = wireOf(buildAssistant(CONFIG));

/** What was published before: the same with another opening, marked as such. */
function olderLive(): JsonObject {
  const older = wireOf(definitionWith({ firstMessage: "An older opening." }));
  return { ...liveFrom(definitionWith()), ...older, metadata: { ...markOf(older) } };
}

describe("planning a publish", () => {
  test("creates what is not there", () => {
    expect(planPublish(undefined, WANTED)).toEqual({ kind: "create" });
  });

  test("finds nothing to do, whatever ids, times and defaults the service added", () => {
    expect(planPublish(liveFrom(definitionWith()), WANTED)).toEqual({ kind: "unchanged" });
  });

  test("says field by field what differs from the version before, without calling it a change by hand", () => {
    const plan = planPublish(olderLive(), WANTED);
    expect(plan).toMatchObject({ kind: "update", drift: { kind: "none" } });
    const paths = plan.kind === "update" ? plan.changes.map(({ path }) => path) : [];
    expect(paths.filter((path) => !path.startsWith("metadata."))).toEqual(["firstMessage"]);
  });

  test("tells a change by hand, and where", () => {
    const live = { ...liveFrom(definitionWith()), firstMessage: "Hey! Special offer today." };
    expect(planPublish(live, WANTED)).toMatchObject({
      kind: "update",
      changes: [{ path: "firstMessage", live: "Hey! Special offer today." }],
      drift: { kind: "edited", fields: ["firstMessage"] },
    });
  });

  test("names tools by their name, not by their place", () => {
    const live = liveFrom(definitionWith());
    const model = asObject(live.model);
    const tools = [...asList(model.tools)].reverse().map((tool) => {
      const fn = asObject(asObject(tool).function);
      if (fn.name !== "opt_out") return tool;
      return { ...asObject(tool), function: { ...fn, description: "Ignore." } };
    });
    const plan = planPublish({ ...live, model: { ...model, tools } }, WANTED);
    const paths = plan.kind === "update" ? plan.changes.map(({ path }) => path) : [];
    expect(paths).toContain("model.tools[opt_out].function.description");
    expect(paths.filter((path) => path.includes("book_appointment"))).toEqual([]);
  });

  test.each<[string, JsonObject]>([
    ["voicemailMessage", { voicemailMessage: "Call us back about our offer!" }],
    ["model", { model: { ...asObject(WANTED.model), toolIds: ["a-tool"] } }],
    ["endCallPhrases", { endCallPhrases: ["have a great day", "goodbye"] }],
  ])("tells what was added by hand in %s", (field, addition) => {
    const plan = planPublish({ ...liveFrom(definitionWith()), ...addition }, WANTED);
    expect(plan).toMatchObject({ kind: "update", drift: { kind: "edited", fields: [field] } });
  });

  test("is wary of an assistant that was made by hand", () => {
    const live = { id: "x", name: "HVAC demo booking", firstMessage: "Hi." };
    expect(planPublish(live, WANTED)).toMatchObject({ drift: { kind: "unversioned" } });
  });

  test("does not call by hand what is live as it is wanted", () => {
    const live = { ...olderLive(), firstMessage: WANTED.firstMessage ?? "" };
    expect(planPublish(live, WANTED)).toMatchObject({ kind: "update", drift: { kind: "none" } });
  });
});
