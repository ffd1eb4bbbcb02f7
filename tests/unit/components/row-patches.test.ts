import { describe, expect, it } from "vitest";
import type { LeadPatch } from "@/components/live/lead-patch";
import { createRowPatches, patchRows } from "@/components/live/row-patches";

const ROW: LeadPatch = {
  id: "a",
  status: "pending",
  review_reason: null,
  call_attempts: 0,
  last_called_at: null,
  callback_at: null,
  last_outcome: null,
  updated_at: "2026-11-23T16:00:00.1+00:00",
};
const CALLING: LeadPatch = {
  ...ROW,
  status: "calling",
  updated_at: "2026-11-23T16:00:01.25+00:00",
};

describe("createRowPatches", () => {
  it("puts what arrived after a question over its answer", () => {
    const patches = createRowPatches();
    patches.remember([CALLING], 1000);
    expect(patches.applyTo([{ ...ROW, company_name: "Bluff City Air" }], 900)).toEqual([
      { ...CALLING, company_name: "Bluff City Air" },
    ]);
  });

  it("leaves an answer alone that was asked for after the message", () => {
    const patches = createRowPatches();
    patches.remember([CALLING], 1000);
    const rows = [ROW];
    expect(patches.applyTo(rows, 1001)).toBe(rows);
  });

  it("lets the last of several messages hold", () => {
    const patches = createRowPatches();
    const ended: LeadPatch = { ...CALLING, status: "no_answer", call_attempts: 1 };
    patches.remember([CALLING], 1000);
    patches.remember([ended], 1100);
    expect(patches.applyTo([ROW], 900)).toEqual([ended]);
  });

  it("does not put an older state over a row that was read later", () => {
    const patches = createRowPatches();
    patches.remember([CALLING], 1000);
    const rows = [{ ...ROW, updated_at: "2026-11-23T16:00:02+00:00" }];
    expect(patches.applyTo(rows, 900)).toBe(rows);
  });

  it("forgets what no running question can need", () => {
    const patches = createRowPatches();
    patches.remember([CALLING], 1000);
    patches.remember([{ ...CALLING, id: "b" }], 60_000);
    expect(patches.applyTo([ROW], 900)).toEqual([ROW]);
    expect(patches.applyTo([{ ...ROW, id: "b" }], 59_000)).toEqual([{ ...CALLING, id: "b" }]);
  });
});

describe("patchRows", () => {
  it("keeps the identity of rows that nothing changes", () => {
    const other = { ...ROW, id: "b" };
    const patched = patchRows([ROW, other], (id) => (id === "a" ? CALLING : undefined));
    expect(patched[1]).toBe(other);
    expect(patched[0]).toEqual(CALLING);
  });
});
