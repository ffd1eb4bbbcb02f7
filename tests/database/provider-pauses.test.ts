import { afterEach, describe, expect, test } from "vitest";
import { openPool, openTestDatabase } from "../support/database";
import { addMember, asUser, createLead, createTeam, one } from "../support/database-actors";
import { type Claim, claim, minutesLater, NOW, place, settle } from "../support/database-calls";

const database = await openTestDatabase();
const pool = openPool(database, 4);

// Trouble of the account holds every team of the deployment.
afterEach(() => pool.query("delete from provider_pauses"));

async function createBusyTeam(): Promise<string> {
  const team = await createTeam(pool, { max_calls_batch: 3, max_concurrent_calls: 100 });
  for (let index = 0; index < 12; index += 1) await createLead(pool, team);
  return team;
}

async function report(
  trouble: string,
  {
    team,
    number = null,
    now = NOW,
    retryAfter = null,
  }: {
    team: string;
    number?: string | null;
    now?: string;
    retryAfter?: number | null;
  },
): Promise<string> {
  const { id } = one(
    await pool.query<{ id: string }>(
      "select report_provider_trouble($1, $2, $3, 'In the words of the provider.', $4, $5) as id",
      [team, number, trouble, now, retryAfter],
    ),
  );
  return id;
}

const pause = async (id: string) =>
  one(
    await pool.query(
      "select scope, occurrences, resume_at, ended_at from provider_pauses where id = $1",
      [id],
    ),
  );

const at = (minutes: number) => new Date(minutesLater(minutes));

describe("trouble pauses", () => {
  test.each([
    "concurrency_limit",
    "rate_limited",
    "out_of_credits",
    "bad_key",
    "misconfigured",
    "outage",
  ])("every team: %s", async (trouble) => {
    const [ours, theirs] = [await createBusyTeam(), await createBusyTeam()];
    await report(trouble, { team: ours });
    expect(await claim(pool, ours)).toEqual([]);
    expect(await claim(pool, theirs)).toEqual([]);
  });

  test("one team only, when its own call cost more than was reserved, until a person resumes", async () => {
    const [ours, theirs] = [await createBusyTeam(), await createBusyTeam()];
    await report("cost_overrun", { team: ours });
    expect(await claim(pool, ours, { now: minutesLater(300) })).toEqual([]);
    expect(await claim(pool, theirs)).toHaveLength(3);
  });

  test("one number only; calls go on from the others, and wait when none is left", async () => {
    const team = await createBusyTeam();
    const run = async (now: string) => {
      const { id } = one(
        await pool.query<{ id: string }>(
          "select start_automation_run($1, 'cron', $2, null, '{number-a,number-b}') as id",
          [team, now],
        ),
      );
      const { rows } = await pool.query<Claim & { phone_number_id: string }>(
        "select * from claim_due_leads($1, $2, now() + interval '2 minutes')",
        [id, now],
      );
      return rows.map((row) => row.phone_number_id);
    };
    expect(new Set(await run(NOW))).toEqual(new Set(["number-a", "number-b"]));
    const paused = await report("number_daily_limit", {
      team,
      number: "number-a",
      now: minutesLater(5),
    });
    // The provider counts its days in UTC.
    expect(await pause(paused)).toMatchObject({
      scope: "number",
      resume_at: new Date("2026-03-04T00:00:00Z"),
    });
    expect(new Set(await run(minutesLater(5)))).toEqual(new Set(["number-b"]));
    await report("number_daily_limit", { team, number: "number-b", now: minutesLater(10) });
    expect(await run(minutesLater(10))).toEqual([]);
  });
});

describe("a pause", () => {
  test("lets one single call of all teams find out whether it is over", async () => {
    const [ours, theirs] = [await createBusyTeam(), await createBusyTeam()];
    await report("outage", { team: ours });
    const probes = await Promise.all([
      claim(pool, ours, { now: minutesLater(5) }),
      claim(pool, theirs, { now: minutesLater(5) }),
    ]);
    expect(probes.flat()).toHaveLength(1);
  });

  test("ends when a call that was claimed after its beginning is taken by the provider", async () => {
    const team = await createBusyTeam();
    const [early] = await claim(pool, team);
    const id = await report("outage", { team, now: minutesLater(1) });
    await place(pool, early?.call_id ?? "", minutesLater(2));
    expect(await pause(id)).toMatchObject({ ended_at: null });
    const [probe] = await claim(pool, team, { now: minutesLater(5) });
    await place(pool, probe?.call_id ?? "", minutesLater(6));
    expect(await pause(id)).toMatchObject({ ended_at: at(6) });
    expect(await claim(pool, team, { now: minutesLater(10) })).toHaveLength(3);
  });

  test("for credits ends only when a call has really taken place", async () => {
    const team = await createBusyTeam();
    const id = await report("out_of_credits", { team });
    const [probe] = await claim(pool, team, { now: minutesLater(15) });
    await place(pool, probe?.call_id ?? "", minutesLater(15));
    expect(await pause(id)).toMatchObject({ ended_at: null });
    await settle(pool, probe?.call_id ?? "", { outcome: "voicemail" }, minutesLater(17));
    expect(await pause(id)).toMatchObject({ ended_at: at(17) });
  });

  test("grows when the trouble is met again, up to a limit", async () => {
    const team = await createBusyTeam();
    let now = NOW;
    const lengths: number[] = [];
    for (let occurrence = 0; occurrence < 7; occurrence += 1) {
      const { resume_at } = await pause(await report("outage", { team, now }));
      lengths.push((resume_at.getTime() - Date.parse(now)) / 60_000);
      now = resume_at.toISOString();
    }
    expect(lengths).toEqual([1, 2, 4, 8, 16, 30, 30]);
  });

  test("counts what several calls meet at the same moment once", async () => {
    const team = await createBusyTeam();
    const ids = await Promise.all(
      Array.from({ length: 5 }, () => report("out_of_credits", { team })),
    );
    expect(new Set(ids).size).toBe(1);
    expect(await pause(ids[0] ?? "")).toMatchObject({ occurrences: 1, resume_at: at(15) });
  });

  test("waits as long as the provider asks", async () => {
    const team = await createBusyTeam();
    const id = await report("rate_limited", { team, retryAfter: 600 });
    expect(await pause(id)).toMatchObject({ resume_at: at(10) });
  });

  test("is ended by an admin, not by a member", async () => {
    const team = await createBusyTeam();
    const [admin, member] = [
      await addMember(pool, team, "admin"),
      await addMember(pool, team, "member"),
    ];
    const id = await report("bad_key", { team });
    const resume = (user: string) =>
      asUser(pool, user, (client) =>
        client.query("select end_provider_pause($1, $2) as is_ended", [id, NOW]),
      );
    await expect(resume(member)).rejects.toMatchObject({ code: "PT403" });
    expect((await resume(admin)).rows).toEqual([{ is_ended: true }]);
    expect(await claim(pool, team)).toHaveLength(3);
    expect((await resume(admin)).rows).toEqual([{ is_ended: false }]);
  });
});

describe("an ended reason that proves trouble", () => {
  const broke = { outcome: "provider_error", trouble: "out_of_credits", was_dialled: false };

  test("pauses, and charges no attempt to the lead", async () => {
    const team = await createBusyTeam();
    const [first] = await claim(pool, team);
    await place(pool, first?.call_id ?? "");
    await settle(pool, first?.call_id ?? "", broke);
    const { rows } = await pool.query(
      "select status, call_attempts, last_called_at from leads where id = $1",
      [first?.lead_id],
    );
    expect(rows).toEqual([{ status: "pending", call_attempts: 0, last_called_at: null }]);
    expect(await claim(pool, team, { now: minutesLater(5) })).toEqual([]);
  });

  test("does not pause again what a person has resumed since", async () => {
    const team = await createBusyTeam();
    const [first, second] = await claim(pool, team);
    for (const call of [first, second]) await place(pool, call?.call_id ?? "");
    await settle(pool, first?.call_id ?? "", broke);
    await pool.query("update provider_pauses set ended_at = $1 where ended_at is null", [
      minutesLater(4),
    ]);
    await settle(pool, first?.call_id ?? "", { ...broke, rank: 8 }, minutesLater(6));
    await settle(pool, second?.call_id ?? "", broke, minutesLater(6));
    expect(await claim(pool, team, { now: minutesLater(10) })).toHaveLength(3);
  });

  test("never sends a lead to a person, however often it is met", async () => {
    const team = await createTeam(pool);
    const lead = await createLead(pool, team);
    for (let day = 0; day < 4; day += 1) {
      const now = minutesLater(day * 1440);
      const [call] = await claim(pool, team, { now });
      await place(pool, call?.call_id ?? "", now);
      await settle(pool, call?.call_id ?? "", broke, now);
      await pool.query("update provider_pauses set ended_at = $1 where ended_at is null", [now]);
    }
    const { rows } = await pool.query("select status, review_reason from leads where id = $1", [
      lead.id,
    ]);
    expect(rows).toEqual([{ status: "pending", review_reason: null }]);
  });
});
