import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
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

  async function offer(
    callId: string,
    starts: string[],
    { mayShare = true, now = NOW } = {},
  ): Promise<Record<string, string>> {
    const { rows } = await pool.query<{ code: string; start_at: Date }>(
      "select code, start_at from offer_slots($1, $2, 'America/Chicago', $3, $4::timestamptz + interval '5 minutes', $4)",
      [callId, starts, mayShare, now],
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

  test("are held by exactly one of ten calls that are offered them at once", async () => {
    const calls = await Promise.all(Array.from({ length: 10 }, newCall));
    const starts = [hour(50), hour(51), hour(52)];
    const answers = await Promise.all(
      // Each in an order of its own: none may wait for another that waits for it.
      calls.map((call, index) =>
        offer(call, index % 2 ? [...starts].reverse() : starts, { mayShare: false }),
      ),
    );
    const got = answers.flatMap((answer) => Object.values(answer));
    expect(got.sort()).toEqual(starts);
  });

  test("go to another call when the hold is over or given back", async () => {
    const [one, other] = [await newCall(), await newCall()];
    const [first, second] = [hour(60), hour(61)];
    const alone = { mayShare: false };
    await offer(one, [first, second], alone);
    expect(await offer(other, [first], alone)).toEqual({});
    expect(await offer(other, [first], { ...alone, now: minutesLater(6) })).toEqual({ S1: first });
    await pool.query("select release_holds($1)", [one]);
    expect(await offer(other, [second], alone)).toEqual({ S2: second });
  });
});

describe("a tool call", () => {
  async function begin(callId: string, toolCallId: string) {
    const result = await pool.query<{ opened: { new: string[]; answered: object } }>(
      "select open_tool_calls($1, 1, $2) as opened",
      [
        {
          key: randomUUID(),
          type: "tool-calls",
          payload: {},
          call_id: callId,
          provider_call_id: await providerId(callId),
          requests: [{ id: toolCallId, name: "book_appointment", arguments: {} }],
        },
        NOW,
      ],
    );
    const { opened } = one(result);
    return { new: opened.new, answered: opened.answered };
  }
  async function providerId(callId: string): Promise<string> {
    return one(
      await pool.query<{ provider_call_id: string }>(
        "select provider_call_id from calls where id = $1",
        [callId],
      ),
    ).provider_call_id;
  }
  const finish = (callId: string, toolCallId: string, result: string) =>
    pool.query("select finish_tool_call($1, $2, $3, 5)", [callId, toolCallId, result]);

  test("delivered ten times at once is worked on once", async () => {
    const call = await newCall();
    const answers = await tenTimes(() => begin(call, "tool-1"));
    expect(answers.flatMap((answer) => answer.new)).toEqual(["tool-1"]);
  });

  test("delivered again gets the answer that was given first", async () => {
    const call = await newCall();
    await begin(call, "tool-1");
    expect(await begin(call, "tool-1")).toEqual({ new: [], answered: {} });
    await finish(call, "tool-1", "Booked.");
    await finish(call, "tool-1", "Something else.");
    expect(await begin(call, "tool-1")).toEqual({ new: [], answered: { "tool-1": "Booked." } });
    expect(await begin(call, "tool-2")).toEqual({ new: ["tool-2"], answered: {} });
    expect(await begin(await newCall(), "tool-1")).toMatchObject({ new: ["tool-1"] });
  });
});

describe("asking the calendar for a slot", () => {
  const SLOT = minutesLater(2880);

  const WALL = "2026-01-01T00:00:00Z";

  async function request(callId: string, start = SLOT, wallNow = WALL) {
    return one(
      await pool.query<{
        is_mine: boolean;
        is_locked: boolean;
        state: string | null;
        cal_booking_uid: string | null;
      }>(
        `select * from request_booking($1, 'book', $2, $2::timestamptz + interval '30 minutes', '', $3, $4,
           $4::timestamptz + interval '1 minute')`,
        [callId, start, NOW, wallNow],
      ),
    );
  }
  const finish = (callId: string, uid: string | null, start = SLOT) =>
    pool.query("select finish_booking_request($1, $2, $3, $4)", [callId, start, NOW, uid]);

  // Locks of one test would be met by the next.
  afterEach(() => pool.query("delete from booking_requests"));

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
    const booked = { is_mine: false, is_locked: false, state: "booked", cal_booking_uid: "uid-1" };
    expect(await tenTimes(() => request(call))).toEqual(Array(10).fill(booked));
  });

  test("is allowed to exactly one again after it failed", async () => {
    const call = await newCall();
    await request(call);
    await finish(call, null);
    const answers = await tenTimes(() => request(call));
    expect(answers.filter((answer) => answer.is_mine)).toHaveLength(1);
  });

  test("is separate for another slot", async () => {
    const call = await newCall();
    await request(call);
    expect(await request(call, minutesLater(3000))).toMatchObject({ is_mine: true });
  });

  test("is allowed to one call at a time for times that overlap, of ten at once", async () => {
    const calls = await Promise.all(Array.from({ length: 10 }, newCall));
    const answers = await Promise.all(
      calls.map((call, index) => request(call, minutesLater(2880 + index))),
    );
    expect(answers.filter((answer) => answer.is_mine)).toHaveLength(1);
    expect(answers.filter((answer) => answer.is_locked)).toHaveLength(9);
    const winner = answers.findIndex((answer) => answer.is_mine);
    await finish(calls[winner] ?? "", null, minutesLater(2880 + winner));
    expect(await request(calls[(winner + 1) % 10] ?? "")).toMatchObject({ is_mine: true });
  });

  test("is allowed to another call once the lock of one that died is over", async () => {
    await request(await newCall());
    const other = await newCall();
    expect(await request(other)).toMatchObject({ is_mine: false, is_locked: true });
    expect(await request(other, SLOT, "2026-01-01T00:01:01Z")).toMatchObject({ is_mine: true });
  });
});
