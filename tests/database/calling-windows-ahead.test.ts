import { beforeAll, describe, expect, test } from "vitest";
import { openPool, openTestDatabase } from "../support/database";
import {
  createLead,
  createTeam,
  insertRow,
  type Queryable,
  updateRow,
} from "../support/database-actors";
import { claim, minutesLater } from "../support/database-calls";
import { inRolledBackTransaction } from "../support/rolled-back";
import { allowEveryState, readCachedWindows, readEngineWindows } from "../support/window-policies";

const database = await openTestDatabase();
const pool = openPool(database, 2);

/** Friday 2026-10-30 at 14:00 in Chicago: the night on which clocks fall back lies ahead. */
const NOW = "2026-10-30T19:00:00Z";
const MINUTES_AHEAD = 9 * 24 * 60;

const PLACES: readonly (readonly [timezones: string[], states: string[]])[] = [
  [["America/Chicago"], ["AL"]],
  [["America/Chicago", "America/New_York"], ["FL"]],
  [
    ["America/Denver", "America/Phoenix"],
    ["AZ", "UT"],
  ],
  [["America/Boise", "America/Los_Angeles"], ["OR"]],
  [["Pacific/Honolulu"], ["HI"]],
  [["Pacific/Guam"], ["GU"]],
  [["America/New_York"], []],
];
const PROFILES = PLACES.map(([timezones, states]) => `${timezones.join(",")}|${states.join(",")}`);

let team: string;
beforeAll(async () => {
  team = await createTeam(pool);
  await allowEveryState(pool, team);
  // Hawaii asks for no registration: its default holds.
  await changeRule(pool, "delete from", "HI");
  await insertRow(pool, "team_holidays", { team_id: team, day: "2026-11-03", name: "Company day" });
  for (const [timezones, states] of PLACES) {
    await createLead(pool, team, { timezone: timezones[0], timezones, states });
  }
});

function cover(db: Queryable, now = NOW, teamId = team): Promise<unknown> {
  return db.query("select private.cover_windows($1, $2)", [teamId, now]);
}

/** Works the windows out as the claim does, and compares them with the rules as they stand. */
async function expectToFollowTheRules(
  db: Queryable,
  now = NOW,
  profiles: readonly string[] = PROFILES,
): Promise<void> {
  await cover(db, now);
  const span = [Date.parse(now), Date.parse(minutesLater(MINUTES_AHEAD, now))] as const;
  const expected = await readEngineWindows(db, team, profiles, span);
  expect(expected.size).toBeGreaterThan(0);
  expect(await readCachedWindows(db, team)).toEqual(expected);
}

describe("the windows that the claim looks up", () => {
  test("are those of the rules", () =>
    inRolledBackTransaction(pool, (client) => expectToFollowTheRules(client)));

  test("are kept while they last, and worked out again before they end", () =>
    inRolledBackTransaction(pool, async (client) => {
      await cover(client);
      const before = await readCachedWindows(client, team);
      await cover(client, minutesLater(MINUTES_AHEAD - 16, NOW));
      expect(await readCachedWindows(client, team)).toEqual(before);
      await expectToFollowTheRules(client, minutesLater(MINUTES_AHEAD - 15, NOW));
    }));

  test("are worked out again for a time before them", () =>
    inRolledBackTransaction(pool, async (client) => {
      await cover(client, minutesLater(60, NOW));
      await expectToFollowTheRules(client);
    }));

  test("are worked out for a profile that comes later", () =>
    inRolledBackTransaction(pool, async (client) => {
      await cover(client);
      await createLead(client, team, { timezone: "America/Denver", states: ["CO"] });
      await expectToFollowTheRules(client, NOW, [...PROFILES, "America/Denver|CO"]);
    }));
});

const RULE = {
  weekday_start: "11:00",
  weekday_end: "13:00",
  allows_holidays: true,
  is_allowed: true,
  reason: "Asked for by customers.",
};

type Change = (db: Queryable) => Promise<unknown>;

const changeSettings =
  (columns: Record<string, unknown>): Change =>
  (db) =>
    updateRow(db, "settings", "team_id", team, columns);

const CHANGES: readonly [string, Change][] = [
  ["of the team's days", changeSettings({ calling_days: [1, 2, 7] })],
  ["of the hour at which the team begins", changeSettings({ calling_start: "11:30" })],
  ["of the hour at which the team ends", changeSettings({ calling_end: "16:10" })],
  ["of a rule of the team", (db) => changeRule(db, "update", "AL", "set weekday_end = '15:45'")],
  ["that closes a state", (db) => changeRule(db, "update", "FL", "set is_allowed = false")],
  ["back to the default of a state", (db) => changeRule(db, "delete from", "AL")],
  [
    "to a rule of the team for a state that had none",
    (db) => insertRow(db, "team_calling_rules", { team_id: team, state: "HI", ...RULE }),
  ],
  [
    "to a holiday of the team",
    (db) => insertRow(db, "team_holidays", { team_id: team, day: "2026-11-04", name: "Fair" }),
  ],
  [
    "of the day of a holiday of the team",
    (db) => updateRow(db, "team_holidays", "team_id", team, { day: "2026-11-02" }),
  ],
  [
    "that removes a holiday of the team",
    (db) => db.query("delete from public.team_holidays where team_id = $1", [team]),
  ],
  ["of the law", (db) => updateRow(db, "calling_rules", "state", "HI", { weekday_start: "13:30" })],
  [
    "of the public holidays",
    (db) => insertRow(db, "holidays", { day: "2026-11-02", scope: "US", name: "Day of mourning" }),
  ],
];

describe("after a change", () => {
  test.each(CHANGES)("%s the windows are forgotten and follow it", (_, change) =>
    inRolledBackTransaction(pool, async (client) => {
      await cover(client);
      const before = await readCachedWindows(client, team);
      await change(client);
      expect(await readCachedWindows(client, team)).toEqual(new Map());
      await expectToFollowTheRules(client);
      expect(await readCachedWindows(client, team)).not.toEqual(before);
    }),
  );

  test("of a rule the very next claim keeps to it", async () => {
    const ours = await createTeam(pool);
    await createLead(pool, ours, { timezone: "America/Los_Angeles", states: ["CA"] });
    const claimAtNoon = () =>
      inRolledBackTransaction(pool, (client) => claim(client, ours, { now: NOW }));
    await cover(pool, NOW, ours);
    expect(await claimAtNoon()).toHaveLength(0);
    await insertRow(pool, "team_calling_rules", { team_id: ours, state: "CA", ...RULE });
    await cover(pool, NOW, ours);
    expect(await claimAtNoon()).toHaveLength(1);
    await updateRow(pool, "team_calling_rules", "team_id", ours, { weekday_end: "12:00" });
    expect(await claimAtNoon()).toHaveLength(0);
  });
});

function changeRule(
  db: Queryable,
  verb: "update" | "delete from",
  state: string,
  columns = "",
): Promise<unknown> {
  return db.query(
    `${verb} public.team_calling_rules ${columns} where team_id = $1 and state = $2`,
    [team, state],
  );
}
