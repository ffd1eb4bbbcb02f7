import { randomUUID } from "node:crypto";
import postgres from "postgres";
import type { Claims } from "./claims";

/** Carries the answer out of a transaction that must not be kept. */
class Verdict extends Error {
  override readonly name = "Verdict";

  constructor(readonly isAllowed: boolean) {
    super();
  }
}

/**
 * May these claims listen to the topic? Asked the way hosted Realtime asks: a row of that topic is inserted, the select
 * policies of realtime.messages decide whether the role sees it, and nothing is kept.
 */
export function canRead(sql: postgres.Sql, claims: Claims, topic: string): Promise<boolean> {
  return decide(sql, async (tx) => {
    const id = randomUUID();
    await tx`insert into realtime.messages (id, topic, extension) values (${id}, ${topic}, 'broadcast')`;
    await assume(tx, claims, topic);
    return isAllowed(async () => {
      const rows = await tx`select from realtime.messages where id = ${id}`;
      return rows.length > 0;
    });
  });
}

/** May these claims send to the topic? The insert policies decide. */
export function canWrite(sql: postgres.Sql, claims: Claims, topic: string): Promise<boolean> {
  return decide(sql, async (tx) => {
    await assume(tx, claims, topic);
    return isAllowed(async () => {
      await tx`insert into realtime.messages (topic, extension) values (${topic}, 'broadcast')`;
      return true;
    });
  });
}

async function decide(
  sql: postgres.Sql,
  ask: (tx: postgres.TransactionSql) => Promise<boolean>,
): Promise<boolean> {
  try {
    return await sql.begin(async (tx) => {
      throw new Verdict(await ask(tx));
    });
  } catch (error) {
    if (error instanceof Verdict) return error.isAllowed;
    throw error;
  }
}

/** A policy that raises, for example by casting a topic that is no uuid, denies. */
async function isAllowed(ask: () => Promise<boolean>): Promise<boolean> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof postgres.PostgresError) return false;
    throw error;
  }
}

async function assume(tx: postgres.TransactionSql, claims: Claims, topic: string): Promise<void> {
  await tx`
    select
      set_config('role', ${claims.role}, true),
      set_config('realtime.topic', ${topic}, true),
      set_config('request.jwt.claims', ${JSON.stringify(claims.all)}, true),
      set_config('request.jwt.claim.sub', ${claims.sub ?? ""}, true),
      set_config('request.jwt.claim.role', ${claims.role}, true)
  `;
}
