import { expect, test } from "vitest";
import { openPool, openTestDatabase } from "../support/database";
import { one } from "../support/database-actors";

const database = await openTestDatabase();
const pool = openPool(database, 10);

async function hit(key: string, limit: number, windowSeconds: number) {
  return one(
    await pool.query<{ is_allowed: boolean; retry_after_seconds: number }>(
      "select * from hit_request_limit($1, $2, $3)",
      [key, limit, windowSeconds],
    ),
  );
}

/** A window that does not end while the tests run. */
const LONG = [86_400, 50_000].find((length) => length - ((Date.now() / 1000) % length) > 60) ?? 0;

test("lets exactly the limit through, however many ask at once", async () => {
  const answers = await Promise.all(Array.from({ length: 40 }, () => hit("door", 15, LONG)));
  expect(answers.filter((answer) => answer.is_allowed)).toHaveLength(15);
  expect((await hit("door", 15, LONG)).is_allowed).toBe(false);
});

test("counts each key for itself", async () => {
  expect((await hit("one", 1, LONG)).is_allowed).toBe(true);
  expect((await hit("two", 1, LONG)).is_allowed).toBe(true);
  expect((await hit("one", 1, LONG)).is_allowed).toBe(false);
});

test("says how long to wait, at most a window and at least a second", async () => {
  for (const windowSeconds of [1, 60]) {
    const { retry_after_seconds: wait } = await hit("wait", 1, windowSeconds);
    expect(wait).toBeGreaterThanOrEqual(1);
    expect(wait).toBeLessThanOrEqual(windowSeconds);
  }
});

test("starts from nothing in the next window", async () => {
  await hit("window", 1, LONG);
  expect((await hit("window", 1, LONG)).is_allowed).toBe(false);
  const past =
    "update private.request_counts set window_start = window_start - $1::interval where key = 'window'";
  await pool.query(past, [`${LONG} seconds`]);
  expect((await hit("window", 1, LONG)).is_allowed).toBe(true);
});

test("forgets windows that are over for a day", async () => {
  await hit("old", 1, 1);
  await pool.query(
    "update private.request_counts set window_start = now() - interval '25 hours' where key = 'old'",
  );
  await hit("new", 1, LONG);
  const { rows } = await pool.query("select from private.request_counts where key = 'old'");
  expect(rows).toEqual([]);
});
