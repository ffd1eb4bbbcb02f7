import type pg from "pg";
import { time } from "../harness";
import type { SeededTeams } from "./seed";
import { ALL_OPEN, type Hours, ONE_PERCENT_OPEN, slotAt } from "./slots";
import { type Latency, latency, runWith } from "./workers";

const LEASE = "2100-01-01T00:00:00Z";
const START = "select public.start_automation_run($1, 'cron', $2) as id";
const COMMIT = "select pg_logical_emit_message(true, 'bench', 'a few bytes')";
const CLAIM = "select lead_id from public.claim_due_leads($1, $2, $3)";

/** Claims of 5 of each team while everybody may be called. */
const OPEN_ROUNDS = 10;
/** Batches of 50 of each team: two rounds reach its limit of 100 concurrent calls. */
const ROUNDS_UNTIL_SETTLED = 2;
const SERIAL_ROUNDS = 2;
const PARALLEL_ROUNDS = 8;
const LIMIT = 100;

export interface Clients {
  /** What the application uses. */
  readonly service: pg.Pool;
  readonly admin: pg.Pool;
}

export interface OurFigures {
  /** The first claim of a team: the windows of the days ahead are worked out in it. */
  readonly first: Latency;
  readonly open: Latency;
  /** What the record of the run takes on top; the cron writes one a run. */
  readonly run: Latency;
  readonly closed: Latency;
  readonly large: Latency;
  readonly small: Latency;
  /** The least that a durable transaction takes on this disk. */
  readonly commit: Latency;
  readonly serialRate: number;
  readonly parallelRate: number;
  /** What eight workers got who claimed for one team at once. */
  readonly contended: number;
  readonly leads: number;
  readonly duplicates: number;
  /** Claims that got fewer leads than they asked for, though more were due. */
  readonly shortClaims: number;
}

interface Claim {
  readonly runMs: number;
  readonly claimMs: number;
  readonly leads: number;
}

/** Claims as the cron does, on the clock of the slots: each instant serves a team only once. */
export async function measureOurs(
  clients: Clients,
  teams: SeededTeams,
  leads: number,
): Promise<OurFigures> {
  const { others } = teams;
  await setBatch(clients.admin, 5);
  const first = await claimRounds(clients, others, [slotAt(ALL_OPEN, 0)]);
  const open = await claimRounds(clients, others, slots(ALL_OPEN, 1, OPEN_ROUNDS));
  // A team's hundredth that is inside its hours must last for the claims.
  const closedRounds = Math.max(1, Math.floor((6 * leads) / 1_000_000));
  const closed = await claimRounds(clients, others, slots(ONE_PERCENT_OPEN, 0, closedRounds));
  const sizes = await compareSizes(clients, teams, leads);
  await setBatch(clients.admin, 50);
  const serialSlots = slots(ALL_OPEN, ALL_OPEN.slots, SERIAL_ROUNDS);
  const serialRate = await measureRate(clients, others, serialSlots, 1);
  const parallelSlots = slots(ALL_OPEN, ALL_OPEN.slots + SERIAL_ROUNDS, PARALLEL_ROUNDS);
  const parallelRate = await measureRate(clients, others, parallelSlots, 8);
  const contended = await contend(clients, teams.large);
  return {
    first: latency(first.map((claim) => claim.claimMs)),
    open: latency(open.map((claim) => claim.claimMs)),
    run: latency(open.map((claim) => claim.runMs)),
    closed: latency(closed.map((claim) => claim.claimMs)),
    ...sizes,
    commit: latency(await time(200, () => clients.admin.query(COMMIT))),
    serialRate,
    parallelRate,
    contended,
    shortClaims: [...first, ...open].filter((claim) => claim.leads < 5).length,
    ...(await countClaimed(clients.admin)),
  };
}

async function startRun(service: pg.Pool, teamId: string, now: string): Promise<string> {
  const run = await service.query({ name: "start", text: START, values: [teamId, now] });
  return run.rows[0].id;
}

/** How many leads the run gets. */
async function claimFor(service: pg.Pool, runId: string, now: string): Promise<number> {
  const { rows } = await service.query({ name: "claim", text: CLAIM, values: [runId, now, LEASE] });
  return rows.length;
}

async function claim(service: pg.Pool, teamId: string, now: string): Promise<Claim> {
  const startedAt = performance.now();
  const runId = await startRun(service, teamId, now);
  const claimedFrom = performance.now();
  const leads = await claimFor(service, runId, now);
  return {
    runMs: claimedFrom - startedAt,
    claimMs: performance.now() - claimedFrom,
    leads,
  };
}

/** One claim of each team at each instant, one after another. */
async function claimRounds(
  { service, admin }: Clients,
  teams: readonly string[],
  instants: readonly string[],
): Promise<Claim[]> {
  const claims: Claim[] = [];
  for (const now of instants) {
    for (const team of teams) claims.push(await claim(service, team, now));
  }
  await settle(admin);
  return claims;
}

/** The same claims for the small and for the large team, in turns. */
async function compareSizes(
  { service, admin }: Clients,
  { small, large }: SeededTeams,
  leads: number,
): Promise<{ readonly small: Latency; readonly large: Latency }> {
  const samples: { small: number[]; large: number[] } = { small: [], large: [] };
  // Half of what the small team has.
  const claims = Math.max(5, Math.min(100, Math.floor(leads / 10_000)));
  for (const [index, now] of slots(ALL_OPEN, 0, claims + 1).entries()) {
    const ofSmall = await claim(service, small, now);
    const ofLarge = await claim(service, large, now);
    await settle(admin);
    // The first one works out the windows.
    if (index === 0) continue;
    samples.small.push(ofSmall.claimMs);
    samples.large.push(ofLarge.claimMs);
  }
  return { small: latency(samples.small), large: latency(samples.large) };
}

/** Leads claimed in a second. Runs are recorded before and calls are ended after: neither is counted. */
async function measureRate(
  { service, admin }: Clients,
  teams: readonly string[],
  instants: readonly string[],
  workers: number,
): Promise<number> {
  let seconds = 0;
  let leads = 0;
  for (let round = 0; round < instants.length; round += ROUNDS_UNTIL_SETTLED) {
    const tasks: { readonly runId: string; readonly now: string }[] = [];
    for (const now of instants.slice(round, round + ROUNDS_UNTIL_SETTLED)) {
      for (const team of teams) tasks.push({ runId: await startRun(service, team, now), now });
    }
    seconds += await runWith(
      workers,
      (index) => index < tasks.length,
      async (index) => {
        const task = tasks[index];
        if (!task) return;
        // Not "leads += await …", which adds to what stood there before the wait.
        const claimed = await claimFor(service, task.runId, task.now);
        leads += claimed;
      },
    );
    await settle(admin);
  }
  return leads / seconds;
}

async function contend({ service, admin }: Clients, teamId: string): Promise<number> {
  await setBatch(admin, LIMIT);
  const now = slotAt(ALL_OPEN, ALL_OPEN.slots * 5);
  const claims = await Promise.all(Array.from({ length: 8 }, () => claim(service, teamId, now)));
  await settle(admin);
  return claims.reduce((sum, { leads }) => sum + leads, 0);
}

async function setBatch(admin: pg.Pool, size: number): Promise<void> {
  await admin.query("update public.settings set max_calls_batch = $1", [size]);
}

/** Ends the open calls unanswered, for good: whoever is claimed twice was claimed wrongly. Triggers rest meanwhile. */
async function settle(admin: pg.Pool): Promise<void> {
  const client = await admin.connect();
  try {
    await client.query("set session_replication_role = replica");
    await client.query(
      `with ended as (
         update public.calls set state = 'ended', outcome = 'no_answer', settled_at = now()
         where state = 'claimed' returning lead_id
       )
       update public.leads l set status = 'no_answer' from ended e where l.id = e.lead_id`,
    );
    await client.query("reset session_replication_role");
  } finally {
    client.release();
  }
}

async function countClaimed(
  admin: pg.Pool,
): Promise<{ readonly leads: number; readonly duplicates: number }> {
  const { rows } = await admin.query(
    `select coalesce(sum(n), 0)::int as leads, count(*) filter (where n > 1)::int as duplicates
     from (select count(*) as n from public.calls where run_id is not null group by lead_id) claimed`,
  );
  return rows[0];
}

function slots(hours: Hours, from: number, count: number): string[] {
  return Array.from({ length: count }, (_, index) => slotAt(hours, from + index));
}
