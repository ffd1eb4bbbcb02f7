import { randomBytes } from "node:crypto";
import type pg from "pg";
import { describe, expect, test } from "vitest";
import { openPool, openTestDatabase } from "../support/database";
import {
  addMember,
  asAnon,
  asService,
  asUser,
  createTeam,
  createUser,
  failureCode,
  one,
} from "../support/database-actors";
import { read } from "../support/database-calls";

const database = await openTestDatabase();
const pool = openPool(database, 10);

const createFirst = (db: pg.Pool, userId: string) =>
  asUser(db, userId, async (client) => {
    const result = await client.query<{ id: string }>("select create_first_team(' Acme ') as id");
    return one(result).id;
  });

describe("the first team", () => {
  test("is made by exactly one of ten first users, who becomes its admin", async () => {
    const empty = openPool(await openTestDatabase(), 10);
    const users = await Promise.all(Array.from({ length: 10 }, () => createUser(empty)));
    const answers = await Promise.all(users.map((user) => failureCode(createFirst(empty, user))));
    expect(answers.filter((answer) => answer === "none")).toHaveLength(1);
    expect(answers.filter((answer) => answer === "PT403")).toHaveLength(9);
    const { rows } = await empty.query(
      "select t.name, m.user_id, m.role from teams t join team_members m on m.team_id = t.id",
    );
    expect(rows).toEqual([
      { name: "Acme", user_id: users[answers.indexOf("none")], role: "admin" },
    ]);
    expect((await empty.query("select automation_enabled from settings")).rows).toEqual([
      { automation_enabled: false },
    ]);
  });

  test("is not made without a session", async () => {
    const call = (client: pg.PoolClient) => client.query("select create_first_team('Acme')");
    expect(await failureCode(asAnon(pool, call))).toBe("42501");
    expect(await failureCode(asService(pool, call))).toBe("42501");
  });
});

describe("an invitation", () => {
  const newToken = () => randomBytes(24).toString("hex");

  async function invite(email: string, role = "member") {
    const team = await createTeam(pool);
    const admin = await addMember(pool, team, "admin");
    const token = newToken();
    const id = await asUser(pool, admin, async (client) => {
      const result = await client.query<{ id: string }>(
        "select invite_to_team($1, $2, $3, $4) as id",
        [team, email, role, token],
      );
      return one(result).id;
    });
    return { team, admin, token, id };
  }
  const accept = (userId: string, token: string) =>
    asUser(pool, userId, (client) => client.query("select accept_invitation($1)", [token]));
  const rolesIn = async (team: string, userId: string) =>
    (
      await pool.query("select role from team_members where team_id = $1 and user_id = $2", [
        team,
        userId,
      ])
    ).rows;

  test("brings exactly the invited address in, with the role, once", async () => {
    const user = await createUser(pool, "guest@staff.example");
    const { team, token, id } = await invite(" Guest@Staff.example ", "viewer");
    const answers = await Promise.all([1, 2, 3].map(() => failureCode(accept(user, token))));
    expect(answers.toSorted()).toEqual(["PT410", "PT410", "none"]);
    expect(await rolesIn(team, user)).toEqual([{ role: "viewer" }]);
    expect(await failureCode(accept(user, token))).toBe("PT410");
    expect((await read(pool, "team_invitations", id)).token_hash).not.toContain(token);
  });

  test("is refused to another address, and stays valid for the right one", async () => {
    const [right, wrong] = [await createUser(pool, "right@staff.example"), await createUser(pool)];
    const { team, token } = await invite("right@staff.example");
    expect(await failureCode(accept(wrong, token))).toBe("PT410");
    expect(await failureCode(accept(right, newToken()))).toBe("PT410");
    expect(await rolesIn(team, wrong)).toEqual([]);
    expect(await failureCode(accept(right, token))).toBe("none");
  });

  test("expires after seven days", async () => {
    const user = await createUser(pool, "late@staff.example");
    const { token, id } = await invite("late@staff.example");
    const { expires_at: expiresAt } = await read<{ expires_at: Date }>(
      pool,
      "team_invitations",
      id,
    );
    expect(Math.round((expiresAt.getTime() - Date.now()) / 3_600_000)).toBe(7 * 24);
    await pool.query("update team_invitations set expires_at = now() where id = $1", [id]);
    expect(await failureCode(accept(user, token))).toBe("PT410");
  });

  test("can be withdrawn by an admin", async () => {
    const user = await createUser(pool, "withdrawn@staff.example");
    const { admin, token, id } = await invite("withdrawn@staff.example");
    await asUser(pool, admin, (client) =>
      client.query("delete from team_invitations where id = $1", [id]),
    );
    expect(await failureCode(accept(user, token))).toBe("PT410");
  });

  test("is made by admins only, with a token that cannot be guessed", async () => {
    const team = await createTeam(pool);
    const inviteAs = async (role: "admin" | "member" | "viewer", token: string) => {
      const user = await addMember(pool, team, role);
      return failureCode(
        asUser(pool, user, (client) =>
          client.query("select invite_to_team($1, 'a@staff.example', 'admin', $2)", [team, token]),
        ),
      );
    };
    expect(await inviteAs("member", newToken())).toBe("PT403");
    expect(await inviteAs("viewer", newToken())).toBe("PT403");
    expect(await inviteAs("admin", "short")).toBe("PT400");
  });
});

describe("the last admin", () => {
  const leave = (userId: string) =>
    asUser(pool, userId, (client) =>
      client.query("delete from team_members where user_id = $1", [userId]),
    );
  const stepDown = (userId: string) =>
    asUser(pool, userId, (client) =>
      client.query("update team_members set role = 'member' where user_id = $1", [userId]),
    );

  test("can neither leave nor step down", async () => {
    const team = await createTeam(pool);
    const admin = await addMember(pool, team, "admin");
    await addMember(pool, team, "member");
    expect(await failureCode(leave(admin))).toBe("PT409");
    expect(await failureCode(stepDown(admin))).toBe("PT409");
  });

  test("remains when two admins go at the same time", async () => {
    for (const [first, second] of [
      [leave, leave],
      [leave, stepDown],
      [stepDown, stepDown],
    ] as const) {
      const team = await createTeam(pool);
      const [a, b] = [await addMember(pool, team, "admin"), await addMember(pool, team, "admin")];
      const answers = await Promise.all([failureCode(first(a)), failureCode(second(b))]);
      expect(answers.toSorted()).toEqual(["PT409", "none"]);
    }
  });

  test("goes with the team", async () => {
    const team = await createTeam(pool);
    const admin = await addMember(pool, team, "admin");
    await pool.query("delete from teams where id = $1", [team]);
    const { rows } = await pool.query("select from team_members where user_id = $1", [admin]);
    expect(rows).toEqual([]);
  });
});
