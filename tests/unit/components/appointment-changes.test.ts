import { describe, expect, it } from "vitest";
import { isChangeable } from "@/components/appointment-list/appointment-facts";
import { troubleOfCancel, troubleOfMove } from "@/components/appointment-list/change-sentences";
import { groupByLocalDay } from "@/components/appointment-list/group-by-day";
import type { AppointmentRow } from "@/lib/services/appointments/list";

const NOW = new Date("2026-03-03T16:00:00Z");

const ROW: AppointmentRow = {
  id: "5f8fda4e-6f0c-4d8e-9a5e-0c6a7f7d1b11",
  leadId: null,
  callId: null,
  companyName: "Lone Star Ductworks",
  customerName: "Vince Russo",
  customerEmail: null,
  customerPhone: "+12145550130",
  attendeeTimezone: "America/Chicago",
  startTime: "2026-03-03T15:45:00Z",
  endTime: "2026-03-03T16:15:00Z",
  status: "accepted",
  isNoShow: false,
  cancellationReason: null,
  title: null,
  meetingUrl: null,
  movedFrom: undefined,
  movedTo: undefined,
};

describe("isChangeable", () => {
  it("holds until a demo that stands is over", () => {
    expect(isChangeable(ROW, NOW)).toBe(true);
    expect(isChangeable({ ...ROW, status: "pending" }, NOW)).toBe(true);
    expect(isChangeable({ ...ROW, endTime: NOW.toISOString() }, NOW)).toBe(false);
  });

  it("does not hold for what is called off", () => {
    for (const status of ["cancelled", "rejected", "rescheduled"] as const) {
      expect(isChangeable({ ...ROW, status }, NOW)).toBe(false);
    }
  });
});

describe("what is said when a change did not go through", () => {
  it("offers the nearest times where one was taken, and says to choose where there are none", () => {
    const nearest = [new Date("2026-03-04T15:00:00Z")];
    expect(troubleOfMove({ type: "taken", nearest })).toMatchObject({ nearest, canRetry: true });
    expect(troubleOfMove({ type: "taken", nearest: [] }).sentence).toMatch(/Choose another/);
  });

  it("offers no second attempt where the first may have worked", () => {
    for (const trouble of [
      troubleOfMove({ type: "unknown" }),
      troubleOfCancel({ type: "unknown" }),
    ]) {
      expect(trouble).toMatchObject({ canRetry: false, kind: "warning" });
      expect(trouble.sentence).toMatch(/within minutes/);
    }
  });

  it("hands on why the calendar refused", () => {
    const reason = "The calendar is busy. Try again in 20 seconds.";
    expect(troubleOfMove({ type: "refused", reason })).toMatchObject({
      sentence: reason,
      canRetry: true,
    });
    expect(troubleOfCancel({ type: "ended" })).toMatchObject({ canRetry: false });
    expect(troubleOfCancel({ type: "gone" })).toMatchObject({ canRetry: false });
  });
});

it("groups free times by the viewer's days", () => {
  const starts = ["2026-03-04T04:30:00Z", "2026-03-04T15:00:00Z"].map((iso) => new Date(iso));
  expect([...groupByLocalDay(starts, "America/New_York").keys()]).toEqual([
    "2026-03-03",
    "2026-03-04",
  ]);
});
