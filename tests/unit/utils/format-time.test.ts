import { describe, expect, it } from "vitest";
import {
  formatCountdown,
  formatRelative,
  formatTime,
  isSameLocalTime,
  zoneAbbreviation,
} from "@/lib/utils/format-time";

const now = new Date("2026-03-03T16:00:00Z");
const at = (iso: string) => new Date(iso);

describe("formatRelative", () => {
  it.each([
    ["2026-03-03T15:59:58Z", "now"],
    ["2026-03-03T15:57:00Z", "3 min. ago"],
    ["2026-03-03T18:30:00Z", "in 2 hr."],
    ["2026-03-02T12:00:00Z", "yesterday"],
    ["2026-02-20T16:00:00Z", undefined],
  ])("says of %s: %s", (iso, text) => {
    expect(formatRelative(at(iso), now)).toBe(text);
  });
});

describe("times in a zone", () => {
  it("follows the zone's clock changes", () => {
    expect(formatTime(at("2026-03-07T16:00:00Z"), "America/Chicago", "short")).toBe(
      "Sat, Mar 7, 10:00 AM",
    );
    expect(formatTime(at("2026-03-08T16:00:00Z"), "America/Chicago", "time")).toBe("11:00 AM");
    expect(zoneAbbreviation(at("2026-03-07T16:00:00Z"), "America/Chicago")).toBe("CST");
    expect(zoneAbbreviation(at("2026-03-08T16:00:00Z"), "America/Chicago")).toBe("CDT");
  });

  it("knows that Phoenix and Denver agree in winter only", () => {
    expect(isSameLocalTime(at("2026-01-15T12:00:00Z"), "America/Phoenix", "America/Denver")).toBe(
      true,
    );
    expect(isSameLocalTime(at("2026-07-15T12:00:00Z"), "America/Phoenix", "America/Denver")).toBe(
      false,
    );
  });
});

describe("formatCountdown", () => {
  it.each([
    [187_000, "3:07"],
    [59_001, "1:00"],
    [3_765_000, "1:02:45"],
    [-5, "0:00"],
  ])("shows %d ms as %s", (ms, text) => {
    expect(formatCountdown(ms)).toBe(text);
  });
});
