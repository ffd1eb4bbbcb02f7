import { describe, expect, it } from "vitest";
import { describeDone, describeUndone, nameDone } from "@/components/lead-bulk/bulk-words";

const FINISHED = { state: "finished", undone: 0, restored: 0 } as const;

describe("what is told of a bulk action", () => {
  it("says how many were changed, and why the others were not", () => {
    const counts = { ...FINISHED, kind: "delete", total: 120, done: 120, changed: 118 } as const;
    expect(describeDone(counts, nameDone({ kind: "delete" }))).toEqual({
      title: "118 leads deleted",
      rest: "2 stayed: in a call right now, or gone already.",
    });
  });

  it("says nothing of others when there are none", () => {
    const counts = { ...FINISHED, kind: "assign_list", total: 1, done: 1, changed: 1 } as const;
    const words = nameDone({ kind: "assign_list", listId: "x" }, "Ohio");
    expect(describeDone(counts, words)).toEqual({ title: "1 lead put on the list Ohio" });
  });

  it("says how many a stopped one did not reach", () => {
    const counts = { kind: "requeue", total: 12_000, done: 3000, changed: 3000 } as const;
    expect(
      describeDone({ ...FINISHED, ...counts, state: "cancelled" }, nameDone({ kind: "requeue" })),
    ).toEqual({
      title: "3,000 leads put back in the queue",
      rest: "Stopped: 9,000 were not reached.",
    });
  });

  it("says what undo could not bring back", () => {
    const counts = { kind: "delete", total: 118, done: 118, changed: 118 } as const;
    expect(describeUndone({ ...counts, state: "undone", undone: 118, restored: 116 })).toEqual({
      title: "116 leads brought back",
      rest: "2 stayed as they are: their numbers were taken meanwhile.",
    });
  });
});
