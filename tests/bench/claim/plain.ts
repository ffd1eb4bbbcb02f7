import type pg from "pg";
import { time } from "../harness";
import type { SeededTeams } from "./seed";
import { ALL_OPEN, ONE_PERCENT_OPEN, slotAt } from "./slots";
import { type Latency, latency, ratePerSecond } from "./workers";

const CLAIMS = 30;
const SECONDS = 4;

/**
 * `words`: the specification's query in its own words. `team`: for one team at a time, as its limits are per team.
 * `order`: for one team and in the order of its list.
 */
export type PlainKind = "words" | "team" | "order";

export interface PlainFigures {
  /** No gates: whom it takes may be asleep. */
  readonly open: Latency;
  /** With the hours computed for each row while a hundredth of the list is inside them. */
  readonly closed: Latency;
  readonly serialRate: number;
  readonly parallelRate: number;
}

interface Query {
  readonly kind: PlainKind;
  readonly hasHours: boolean;
}

/** How the query does on a new table as large as ours. */
export async function measurePlain(
  pool: pg.Pool,
  { others }: SeededTeams,
  kind: PlainKind,
): Promise<PlainFigures> {
  await seed(pool);
  const team = (index: number) => others[index % others.length] ?? "";
  const plain = { kind, hasHours: false };
  const gated = { kind, hasHours: true };
  const [day, night] = [slotAt(ALL_OPEN, 0), slotAt(ONE_PERCENT_OPEN, 0)];
  const open = await time(CLAIMS, (index) => claim(pool, plain, team(index), day, 5));
  const closed = await time(CLAIMS, (index) => claim(pool, gated, team(index), night, 5));
  let next = 0;
  const batch = () => claim(pool, plain, team(next++), day, 50);
  return {
    open: latency(open),
    closed: latency(closed),
    serialRate: await ratePerSecond(1, SECONDS, batch),
    parallelRate: await ratePerSecond(8, SECONDS, batch),
  };
}

/** A new table as large as ours with the columns and indexes that the specification names. */
async function seed(pool: pg.Pool): Promise<void> {
  await pool.query("drop table if exists public.plain_leads");
  await pool.query(
    `create table public.plain_leads as
     select id, team_id, company_name, phone, email, status, call_attempts, last_called_at, timezone, created_at, updated_at
     from public.leads`,
  );
  await pool.query("alter table public.plain_leads add primary key (id)");
  await pool.query("create index on public.plain_leads (status)");
  await pool.query("create index on public.plain_leads (last_called_at)");
  await pool.query("vacuum analyze public.plain_leads");
}

async function claim(
  pool: pg.Pool,
  query: Query,
  teamId: string,
  now: string,
  batch: number,
): Promise<number> {
  const values = query.kind === "words" ? [now, batch] : [now, batch, teamId];
  const name = `${query.kind} ${query.hasHours}`;
  const { rows } = await pool.query({ name, text: textOf(query), values });
  return rows.length;
}

function textOf({ kind, hasHours }: Query): string {
  return `
    update public.plain_leads set status = 'calling', call_attempts = call_attempts + 1, last_called_at = $1
    where id in (
      select id from public.plain_leads
      where status = 'pending' and (last_called_at is null or last_called_at < $1::timestamptz - interval '4 hours')
        and call_attempts < 3
        ${kind === "words" ? "" : "and team_id = $3"}
        ${hasHours ? "and extract(hour from $1::timestamptz at time zone timezone) between 10 and 16" : ""}
      ${kind === "order" ? "order by created_at, id" : ""}
      limit $2 for update skip locked
    ) returning id`;
}
