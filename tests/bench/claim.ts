import pg from "pg";
import { createTestDatabase, startTestCluster } from "../../local/database/test-database";
import { type Bench, percentile, time } from "./harness";

const START = Date.parse("2026-03-03T16:00:00Z");
const WINDOW_MS = 300_000;
const LEASE = "2100-01-01T00:00:00Z";
const TEAMS = 10;
const BATCH = 5;
const CLAIMS = 200;

/** The specification's query with the same locking, as somebody would write it without the gates. */
const PLAIN = `
  update public.plain_leads set status = 'calling', call_attempts = call_attempts + 1, last_called_at = $2
  where id in (
    select id from public.plain_leads
    where team_id = $1 and status = 'pending' and call_attempts < 3
      and (last_called_at is null or last_called_at < $2::timestamptz - interval '4 hours')
    order by created_at limit ${BATCH} for update skip locked
  ) returning id`;

/** How long a claim takes with all gates on, beside the plain query on a table of the same size. */
export const claimBench: Bench = {
  about: "claims of 5 leads out of many; `npm run bench -- claim [leads, default 100000]`",
  async run([leads = "100000"]) {
    const cluster = await startTestCluster();
    try {
      const database = await createTestDatabase(cluster);
      const pool = new pg.Pool({ connectionString: database.adminUrl, max: 8 });
      // The server may close an idle connection while the pool is still ending it.
      pool.on("error", () => {});
      try {
        return await measure(pool, Number(leads));
      } finally {
        await pool.end();
      }
    } finally {
      await cluster.stop();
    }
  },
};

async function measure(pool: pg.Pool, leads: number) {
  const teams = await seed(pool, leads);
  const claimed = new Map<string, number>();
  const team = (index: number) => teams[index % TEAMS] ?? "";
  // Each round of teams is five minutes later: the batch limit holds per five minutes.
  const now = (index: number) =>
    new Date(START + Math.floor(index / TEAMS) * WINDOW_MS).toISOString();
  const ours = await time(CLAIMS, async (index) => {
    const run = await pool.query("select public.start_automation_run($1, 'cron', $2) as id", [
      team(index),
      now(index),
    ]);
    const rows = await pool.query("select lead_id from public.claim_due_leads($1, $2, $3)", [
      run.rows[0].id,
      now(index),
      LEASE,
    ]);
    for (const row of rows.rows) claimed.set(row.lead_id, (claimed.get(row.lead_id) ?? 0) + 1);
  });
  const plain = await time(CLAIMS, (index) => pool.query(PLAIN, [team(index), now(index)]));
  const duplicates = [...claimed.values()].filter((times) => times > 1).length;
  const ratio = percentile(ours, 0.5) / percentile(plain, 0.5);
  return {
    figures: [
      { name: "leads", value: leads, unit: "" },
      {
        name: "our claim of 5, with a run's record, p50",
        value: percentile(ours, 0.5),
        unit: "ms",
      },
      {
        name: "our claim of 5, with a run's record, p99",
        value: percentile(ours, 0.99),
        unit: "ms",
      },
      { name: "plain query, p50", value: percentile(plain, 0.5), unit: "ms" },
      { name: "plain query, p99", value: percentile(plain, 0.99), unit: "ms" },
      { name: "leads claimed", value: claimed.size, unit: "" },
    ],
    ratios: [{ name: "our claim / plain query, p50", value: ratio, unit: "×" }],
    goals: [
      { name: "no lead is claimed twice", isMet: duplicates === 0 },
      { name: "every claim got its leads", isMet: claimed.size === CLAIMS * BATCH },
    ],
  };
}

async function seed(pool: pg.Pool, leads: number): Promise<string[]> {
  const teams = await pool.query(
    "insert into public.teams (name) select 'Team ' || n from generate_series(1, $1::int) n returning id",
    [TEAMS],
  );
  const ids: string[] = teams.rows.map((row) => row.id);
  await pool.query(
    "update public.settings set automation_enabled = true, max_calls_batch = 5, max_concurrent_calls = 100",
  );
  await pool.query(
    `insert into public.leads (team_id, company_name, phone, email, timezone, timezone_source)
     select ($1::uuid[])[1 + n % ${TEAMS}], 'Company ' || n, '+1' || (2000000000 + n), 'lead' || n || '@hvac.example', 'America/Chicago', 'zip'
     from generate_series(1, $2::int) n`,
    [ids, leads],
  );
  await pool.query("create table public.plain_leads as select * from public.leads");
  await pool.query("create index on public.plain_leads (status)");
  await pool.query("create index on public.plain_leads (last_called_at)");
  await pool.query("analyze");
  return ids;
}
