import { randomUUID } from "node:crypto";
import { createClient } from "@supabase/supabase-js";
import { SignJWT } from "jose";
import type pg from "pg";
import type { Db, ServiceContext } from "@/lib/context";
import type { Database } from "@/lib/database.types";
import { startTestSupabase, type TestSupabase } from "../../../local/database/test-database";
import { openPool, openTestDatabase } from "../../support/database";
import type { TeamRole } from "../../support/database-actors";

/** A database behind its REST server, with people of different roles as the application meets them. */
export interface DeskRig {
  readonly pool: pg.Pool;
  addTeam(name: string): Promise<string>;
  joinAs(role: TeamRole, teamId: string): Promise<ServiceContext>;
  stop(): Promise<void>;
}

/** Business time stands still at `now`. */
export async function startDeskRig(now: Date): Promise<DeskRig> {
  const database = await openTestDatabase();
  const pool = openPool(database);
  const supabase = await startTestSupabase(database);
  return {
    pool,
    stop: () => supabase.stop(),
    addTeam: async (name) => {
      const { rows } = await pool.query("insert into teams (name) values ($1) returning id", [
        name,
      ]);
      return String(rows[0].id);
    },
    joinAs: async (role, teamId) => {
      const userId = randomUUID();
      const email = `${userId}@team.example`;
      await pool.query("insert into auth.users (id, email) values ($1, $2)", [userId, email]);
      await pool.query(
        "insert into team_members (team_id, user_id, email, role) values ($1, $2, $3, $4)",
        [teamId, userId, email, role],
      );
      const db = await connectAs(supabase, userId, email);
      return { db, actor: { kind: "user", userId }, log: console, now: () => now };
    },
  };
}

async function connectAs(supabase: TestSupabase, userId: string, email: string): Promise<Db> {
  const token = await new SignJWT({ role: "authenticated", email })
    .setProtectedHeader({ alg: "HS256" })
    .setSubject(userId)
    .setAudience("authenticated")
    .setExpirationTime("10m")
    .sign(new TextEncoder().encode(supabase.jwtSecret));
  return createClient<Database>(supabase.url, supabase.publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false },
    accessToken: async () => token,
  });
}
