import { randomUUID } from "node:crypto";
import { createClient } from "@supabase/supabase-js";
import { SignJWT } from "jose";
import type pg from "pg";
import ws from "ws";
import type { TestSupabase } from "../../../local/database/test-database";
import type { ServiceContext } from "../../../src/lib/context";
import type { Database } from "../../../src/lib/database.types";

/** A Tuesday in office hours. */
export const IMPORTED_AT = new Date("2026-12-08T16:00:00Z");

export interface BenchTeam {
  readonly teamId: string;
  readonly userId: string;
}

/** A team with one member and a do-not-call list. */
export async function addTeam(pool: pg.Pool, suppressed: readonly string[]): Promise<BenchTeam> {
  const { rows } = await pool.query(
    "insert into public.teams (name) values ('Bench') returning id",
  );
  const teamId = String(rows[0].id);
  const userId = randomUUID();
  const email = `${userId}@bench.example`;
  await pool.query("insert into auth.users (id, email) values ($1, $2)", [userId, email]);
  await pool.query(
    "insert into public.team_members (team_id, user_id, email, role) values ($1, $2, $3, 'member')",
    [teamId, userId, email],
  );
  await pool.query(
    `insert into public.suppressions (team_id, channel, address, reason, source, suppressed_at)
     select $1, 'phone', x, 'Asked not to be called', 'staff', $3 from unnest($2::text[]) x`,
    [teamId, suppressed, IMPORTED_AT],
  );
  return { teamId, userId };
}

/** The member as the application meets them: by REST, under row level security. */
export async function connect(supabase: TestSupabase, userId: string): Promise<ServiceContext> {
  const token = await new SignJWT({ role: "authenticated" })
    .setProtectedHeader({ alg: "HS256" })
    .setSubject(userId)
    .setAudience("authenticated")
    .setExpirationTime("1h")
    .sign(new TextEncoder().encode(supabase.jwtSecret));
  const db = createClient<Database>(supabase.url, supabase.publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false },
    accessToken: async () => token,
    realtime: { transport: ws as never },
  });
  const silent = () => {};
  const log = { debug: silent, info: silent, warn: silent, error: silent };
  return { db, actor: { kind: "user", userId }, log, now: () => IMPORTED_AT };
}
