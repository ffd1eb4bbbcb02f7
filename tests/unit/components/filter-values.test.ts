import { describe, expect, it } from "vitest";
import {
  activeFields,
  readViewQuery,
  toggleValue,
  toViewQuery,
  withoutFilters,
  withValues,
} from "@/components/lead-filters/filter-values";
import { listOptions, nameValues } from "@/components/lead-filters/filter-words";
import type { LeadFilters } from "@/lib/services/leads/lead-query";

const NAMED = { list: [{ value: "none", name: "On no list" }], import: [] };

describe("filters", () => {
  it("stand in a kept view as in the address, and come back the same", () => {
    const filters: LeadFilters = { state: ["AL", "GA"], attempts: [0, 2], search: "cool air" };
    const query = toViewQuery(filters, [{ by: "last_called_at", direction: "desc" }]);
    expect(query).toContain("state=AL,GA");
    expect(readViewQuery(query)).toEqual({
      filters,
      sort: [{ by: "last_called_at", direction: "desc" }],
    });
  });

  it("leave out what an old query names that is no more", () => {
    const { filters, sort } = readViewQuery("status=pending,dreaming&colour=red&sort=age&why=moon");
    expect(filters).toEqual({ status: ["pending"] });
    expect(sort).toEqual([]);
  });

  it("gather several values where any may apply, and change one for another elsewhere", () => {
    const both = toggleValue({ state: ["AL"] }, "state", "GA");
    expect(both).toEqual({ state: ["AL", "GA"] });
    expect(toggleValue(both, "state", "AL")).toEqual({ state: ["GA"] });
    expect(toggleValue({ callback: "due" }, "callback", "any")).toEqual({ callback: "any" });
    expect(toggleValue({ review: true }, "review", "1")).toEqual({});
  });

  it("know which are set, and can be taken out", () => {
    const filters: LeadFilters = { called: "within-7", status: ["pending"], search: "air" };
    expect(activeFields(filters)).toEqual(["status", "called"]);
    expect(withValues(filters, "called", [])).toEqual({ status: ["pending"], search: "air" });
    expect(withoutFilters(filters)).toEqual({ search: "air" });
  });
});

describe("the words of filters", () => {
  it("name values shortly", () => {
    expect(nameValues("state", ["AL", "GA", "FL", "OH"], NAMED)).toBe("AL, GA, FL +1");
    expect(nameValues("attempts", ["2-5"], NAMED)).toBe("2 to 5");
    expect(nameValues("attempts", ["3-99"], NAMED)).toBe("3 or more");
    expect(nameValues("called", ["before-45"], NAMED)).toBe("Not in the last 45 days");
    expect(nameValues("why", ["hours", "due"], NAMED)).toBe("Outside hours, Nothing: due now");
    expect(nameValues("list", ["none"], NAMED)).toBe("On no list");
    expect(nameValues("zone", ["America/Detroit"], NAMED)).toBe("Eastern");
  });

  it("offer what is typed as a range or a number of days", () => {
    expect(listOptions("attempts", NAMED, "2-5")[0]).toEqual({ value: "2-5", name: "2 to 5" });
    expect(listOptions("called", NAMED, "14").map(({ value }) => value)).toEqual(
      expect.arrayContaining(["within-14", "before-14"]),
    );
    expect(listOptions("called", NAMED, "0")).toEqual(listOptions("called", NAMED, ""));
  });
});
