import { describe, expect, test } from "vitest";
import { openPool, openTestDatabase } from "../support/database";
import { createTeam, one } from "../support/database-actors";
import { leadInCall, minutesLater, NOW } from "../support/database-calls";

const database = await openTestDatabase();
const pool = openPool(database, 12);

async function newCall(): Promise<string> {
  return (await leadInCall(pool, await createTeam(pool))).call_id;
}

/** Ten callers at the same time, each on a connection of its own. */
function tenTimes<T>(work: (index: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: 10 }, (_, index) => work(index)));
}

describe("the times offered in a call", () => {
  const hour = (offset: number) => minutesLater(60 * offset);

  async function offer(callId: string, starts: string[]): Promise<Record<string, string>> {
    const { rows } = await pool.query<{ code: string; start_at: Date }>(
      "select code, start_at from offer_slots($1, $2, 'America/Chicago', $3)",
      [callId, starts, NOW],
    );
    return Object.fromEntries(rows.map((row) => [row.code, row.start_at.toISOString()]));
  }

  test("keep the code that they got first", async () => {
    const call = await newCall();
    const first = await offer(call, [hour(2), hour(1)]);
    expect(first).toEqual({ S1: hour(1), S2: hour(2) });
    const second = await offer(call, [hour(3), hour(2), hour(2)]);
    expect(second).toEqual({ S2: hour(2), S3: hour(3) });
    expect(await offer(call, [hour(1), hour(2), hour(3)])).toEqual({ ...first, ...second });
  });

  test("never share a code, however many are offered at once", async () => {
    const call = await newCall();
    const answers = await tenTimes((index) => offer(call, [hour(index), hour(index + 1)]));
    const timeOf = new Map<string, string>();
    for (const [code, time] of answers.flatMap((answer) => Object.entries(answer))) {
      expect(timeOf.get(code) ?? time).toBe(time);
      timeOf.set(code, time);
    }
    expect(new Set(timeOf.values()).size).toBe(11);
  });

  test("have codes of their own in each call", async () => {
    const [one, other] = [await newCall(), await newCall()];
    expect(await offer(one, [hour(1)])).toEqual({ S1: hour(1) });
    expect(await offer(other, [hour(2)])).toEqual({ S1: hour(2) });
  });
});

describe("a tool call", () => {
  async function begin(callId: string, toolCallId: string) {
    return one(
      await pool.query<{ is_new: boolean; result: string | null }>(
        "select * from begin_tool_call($1, $2, 'book_appointment', '{}', $3)",
        [callId, toolCallId, NOW],
      ),
    );
  }
  const finish = (callId: string, toolCallId: string, result: string) =>
    pool.query("select finish_tool_call($1, $2, $3, 5)", [callId, toolCallId, result]);

  test("delivered ten times at once is worked on once", async () => {
    const call = await newCall();
    const answers = await tenTimes(() => begin(call, "tool-1"));
    expect(answers.filter((answer) => answer.is_new)).toHaveLength(1);
  });

  test("delivered again gets the answer that was given first", async () => {
    const call = await newCall();
    await begin(call, "tool-1");
    expect(await begin(call, "tool-1")).toEqual({ is_new: false, result: null });
    await finish(call, "tool-1", "Booked.");
    await finish(call, "tool-1", "Something else.");
    expect(await begin(call, "tool-1")).toEqual({ is_new: false, result: "Booked." });
    expect(await begin(call, "tool-2")).toEqual({ is_new: true, result: null });
    expect(await begin(await newCall(), "tool-1")).toEqual({ is_new: true, result: null });
  });
});

describe("asking the calendar for a slot", () => {
  const SLOT = minutesLater(2880);

  async function request(callId: string, start = SLOT) {
    return one(
      await pool.query<{ is_mine: boolean; state: string; cal_booking_uid: string | null }>(
        "select * from request_booking($1, $2, $3)",
        [callId, start, NOW],
      ),
    );
  }
  const finish = (callId: string, uid: string | null) =>
    pool.query("select finish_booking_request($1, $2, $3)", [callId, SLOT, uid]);

  test("is allowed to exactly one of ten", async () => {
    const call = await newCall();
    const answers = await tenTimes(() => request(call));
    expect(answers.filter((answer) => answer.is_mine)).toHaveLength(1);
    expect(new Set(answers.map((answer) => answer.state))).toEqual(new Set(["requested"]));
  });

  test("is answered with the booking once there is one", async () => {
    const call = await newCall();
    await request(call);
    await finish(call, "uid-1");
    await finish(call, null);
    const booked = { is_mine: false, state: "booked", cal_booking_uid: "uid-1" };
    expect(await tenTimes(() => request(call))).toEqual(Array(10).fill(booked));
  });

  test("is allowed to exactly one again after it failed", async () => {
    const call = await newCall();
    await request(call);
    await finish(call, null);
    const answers = await tenTimes(() => request(call));
    expect(answers.filter((answer) => answer.is_mine)).toHaveLength(1);
  });

  test("is separate for another slot and another call", async () => {
    const call = await newCall();
    await request(call);
    expect(await request(call, minutesLater(3000))).toMatchObject({ is_mine: true });
    expect(await request(await newCall())).toMatchObject({ is_mine: true });
  });
});
