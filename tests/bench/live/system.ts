import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import pg from "pg";
import ws from "ws";
import { DEMO_LOGIN } from "../../../local/support/demo-login";
import { stopSignal } from "../../../local/support/stop-signal";
import type { ServiceContext } from "../../../src/lib/context";
import type { Database } from "../../../src/lib/database.types";
import { describeServer } from "../claim/cluster";
import { fictionalPhone } from "./import";

export interface LiveSystem {
  readonly appUrl: string;
  readonly pool: pg.Pool;
  readonly teamId: string;
  /** The leads of the first page of the table, and the attempts that each has now. */
  readonly shownLeads: readonly string[];
  readonly attempts: Map<string, number>;
  readonly server: string;
  /** A context of the demo's user, with a connection of its own. */
  signIn(): Promise<ServiceContext>;
}

const LEADS = 2000;
/** Fewer than a page shows, so that a change of the order moves none of them out of it. */
const SHOWN = 40;

/** The whole system from the production build, with a team of its own; stopped when `work` is done. */
export async function withLiveSystem<T>(
  { isBuilt }: { readonly isBuilt: boolean },
  work: (system: LiveSystem) => Promise<T>,
): Promise<T> {
  // Read when the stack is loaded: a developer's own data stays as it is.
  process.env.LOCAL_DATA_DIR = ".local/bench-live";
  const { startStack } = await import("../../../local/stack");
  const silent = () => undefined;
  const stack = await startStack({
    isFresh: true,
    rate: 1,
    appPort: 3140,
    app: isBuilt ? "built" : "prod",
    log: silent,
    appLog: silent,
    signal: stopSignal(),
  });
  const pool = new pg.Pool({ connectionString: stack.databaseUrl, max: 4 });
  // The server may close an idle connection while the pool is still ending it.
  pool.on("error", silent);
  try {
    const { teamId, shownLeads } = await seed(pool);
    const signIn = async (): Promise<ServiceContext> => {
      const db: SupabaseClient<Database> = createClient<Database>(
        stack.supabaseUrl,
        stack.secrets.publishableKey,
        { auth: { persistSession: false }, realtime: { transport: ws as never } },
      );
      const { data, error } = await db.auth.signInWithPassword(DEMO_LOGIN);
      if (error) throw error;
      return {
        db,
        actor: { kind: "user", userId: data.user.id },
        log: { debug: silent, info: silent, warn: silent, error: silent },
        now: stack.clock.now,
      };
    };
    return await work({
      appUrl: stack.appUrl,
      pool,
      teamId,
      shownLeads,
      attempts: new Map(),
      server: await describeServer(pool),
      signIn,
    });
  } finally {
    await pool.end();
    await stack.stop();
  }
}

async function seed(pool: pg.Pool) {
  const { rows: teams } = await pool.query<{ id: string }>("select id from teams limit 1");
  const teamId = teams[0]?.id ?? "";
  const phones = Array.from({ length: LEADS }, (_, index) => fictionalPhone(index));
  await pool.query(
    `insert into leads (team_id, company_name, phone, email, created_at)
     select $1, 'Company ' || n, phone, 'office' || n || '@company.example', now() - n * interval '1 minute'
     from unnest($2::text[]) with ordinality as p (phone, n)`,
    [teamId, phones],
  );
  await pool.query("analyze leads");
  const { rows } = await pool.query<{ id: string }>(
    "select id from leads where team_id = $1 order by created_at desc, id limit $2",
    [teamId, SHOWN],
  );
  return { teamId, shownLeads: rows.map(({ id }) => id) };
}
