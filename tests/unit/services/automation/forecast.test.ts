import { describe, expect, it } from "vitest";
import type { Db } from "@/lib/context";
import { getForecast } from "@/lib/services/automation/forecast";

const TEAM = "6f1f7d3e-8f65-4f43-9c9e-2f4c7f0f7a11";
const NOW = new Date("2026-03-03T14:00:00Z");

const ROW = {
  hours: [{ at: "2026-03-03T16:00:00+00:00", calls: 12 }],
  finished_at: "2026-03-03T16:25:00+00:00",
  calls: 12,
  spend_usd: 1.8,
  leads_left: 0,
  is_hypothetical: false,
  assumptions: {
    answer_rate: 0.3,
    finish_rate: 0.2,
    cost_per_call_usd: 0.15,
    minutes_per_call: 1.5,
    sample: 0,
  },
};

/** A context whose database gives this answer, and the questions that reached it. */
function contextAnswering(data: unknown, error: object | null = null) {
  const questions: { name: string; args: unknown }[] = [];
  const db = {
    rpc: async (name: string, args: unknown) => {
      questions.push({ name, args });
      return { data, error };
    },
  };
  return { questions, ctx: { db: db as unknown as Db, now: () => NOW } };
}

describe("getForecast", () => {
  it("asks for the team's days from the time of the context on and gives what comes", async () => {
    const { ctx, questions } = contextAnswering(ROW);
    expect(await getForecast(ctx, { teamId: TEAM, days: 14 })).toEqual({
      hours: [{ at: "2026-03-03T16:00:00+00:00", calls: 12 }],
      finishedAt: "2026-03-03T16:25:00+00:00",
      callCount: 12,
      spendUsd: 1.8,
      leadsLeft: 0,
      isHypothetical: false,
      assumptions: {
        answerRate: 0.3,
        finishRate: 0.2,
        costPerCallUsd: 0.15,
        minutesPerCall: 1.5,
        sample: 0,
      },
    });
    expect(questions).toEqual([
      {
        name: "forecast_calls",
        args: { p_team_id: TEAM, p_days: 14, p_now: NOW.toISOString() },
      },
    ]);
  });

  it.each([0, 15, 1.5])("does not ask for %s days", async (days) => {
    const { ctx, questions } = contextAnswering(ROW);
    await expect(getForecast(ctx, { teamId: TEAM, days })).rejects.toThrow();
    expect(questions).toEqual([]);
  });

  it("says that there is no such team for the caller", async () => {
    const { ctx } = contextAnswering(null);
    await expect(getForecast(ctx, { teamId: TEAM, days: 1 })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("says that the database failed", async () => {
    const { ctx } = contextAnswering(null, { message: "no", code: "57014" });
    await expect(getForecast(ctx, { teamId: TEAM, days: 1 })).rejects.toMatchObject({
      code: "database",
    });
  });
});
