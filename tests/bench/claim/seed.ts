import type pg from "pg";

export const TEAMS = 50;

/** The instant by which the seeded retries and callbacks are waiting or due. */
export const SEEDED_AT = "2026-12-07T20:00:00Z";

export interface SeededTeams {
  /** Half of all leads. */
  readonly large: string;
  /** A thousandth of all leads. */
  readonly small: string;
  /** The other teams, alike in size. */
  readonly others: readonly string[];
}

/** Leads in a thousand by state and zone, roughly as people live; several zones or states where an area code spans them. */
export const PROFILES = `
  America/New_York|NY 58, America/New_York|FL 58, America/New_York|PA 38, America/New_York|OH 35, America/New_York|GA 32,
  America/New_York|NC 31, America/Detroit|MI 29, America/New_York|NJ 27, America/New_York|VA 25, America/New_York|MA 20,
  America/New_York|MD 17, America/New_York|SC 15, America/New_York|CT 10, America/New_York|KY 7, America/New_York|TN 7,
  America/Indiana/Indianapolis|IN 15, America/New_York|ME 4, America/New_York|NH 4, America/New_York|RI 3,
  America/New_York|VT 2, America/New_York|WV 5, America/New_York|DE 3, America/New_York|DC 2,
  America/Chicago|TX 80, America/Chicago|IL 37, America/Chicago|TN 13, America/Chicago|MO 18, America/Chicago|WI 17,
  America/Chicago|MN 17, America/Chicago|AL 15, America/Chicago|LA 13, America/Chicago|KY 5, America/Chicago|OK 12,
  America/Chicago|IA 9, America/Chicago|AR 9, America/Chicago|MS 8, America/Chicago|KS 7, America/Chicago|NE 4,
  America/Chicago|SD 2, America/Chicago|ND 2, America/Chicago|FL 5, America/Chicago|IN 4,
  America/Denver|CO 17, America/Denver|UT 10, America/Denver|NM 6, America/Boise|ID 4, America/Denver|MT 3,
  America/Denver|WY 2, America/Phoenix|AZ 21, America/Denver|TX 3,
  America/Los_Angeles|CA 96, America/Los_Angeles|WA 23, America/Los_Angeles|OR 12, America/Los_Angeles|NV 9,
  America/Anchorage|AK 2, Pacific/Honolulu|HI 10,
  America/Chicago,America/New_York|TN 8, America/Chicago,America/New_York|FL 6, America/Chicago,America/New_York|KY 4,
  America/Chicago,America/Denver|NE 3, America/Chicago,America/Denver|SD 2, America/Chicago,America/Denver|ND 1,
  America/Boise,America/Los_Angeles|ID 3, America/Denver,America/Phoenix|AZ 2, America/New_York|DC,MD 6,
  America/New_York|NJ,NY 8, America/Chicago|KS,MO 6, America/New_York|NC,SC 3, America/Los_Angeles|OR,WA 3,
  America/Chicago,America/New_York|GA,TN 2, America/Chicago|IA,NE 2, America/New_York|MA,RI 2`;

/**
 * Fills the database with a national list in 50 teams: a 50th of the numbers suppressed, a fifth of the leads called
 * before. Triggers rest meanwhile, and the indexes are built afterwards: only the result matters here.
 */
export async function seedLeads(pool: pg.Pool, leads: number): Promise<SeededTeams> {
  const client = await pool.connect();
  try {
    const teams = await seedTeams(client);
    // Only the local stand-in for Realtime has it; its notifications would let one transaction commit at a time.
    await client.query("drop trigger notify_message on realtime.messages");
    await client.query("set session_replication_role = replica");
    await client.query(PROFILE_TABLE, [PROFILES]);
    await client.query(ALLOW_ALL_STATES);
    const indexes = await dropIndexes(client, ["public.leads", "public.calls"]);
    await client.query(LEADS, [teams, leads, SEEDED_AT]);
    await client.query(SUPPRESSIONS, [SEEDED_AT]);
    await client.query(CALLS);
    await client.query("set maintenance_work_mem = '512MB'");
    for (const index of indexes) await client.query(index);
    await client.query(LANES);
    await client.query("reset session_replication_role");
    await client.query("vacuum analyze");
    await client.query("checkpoint");
    const [large = "", small = "", ...others] = teams;
    return { large, small, others };
  } finally {
    client.release();
  }
}

async function seedTeams(client: pg.PoolClient): Promise<string[]> {
  const { rows } = await client.query(
    "insert into public.teams (name) select 'Team ' || n from generate_series(1, $1::int) n returning id",
    [TEAMS],
  );
  await client.query(
    "update public.settings set automation_enabled = true, max_calls_batch = 5, max_concurrent_calls = 100, daily_spend_cap_usd = 1000000",
  );
  return rows.map((row) => row.id);
}

/** Gives the statements that make the dropped indexes again. */
export async function dropIndexes(
  client: pg.PoolClient,
  tables: readonly string[],
): Promise<string[]> {
  const { rows } = await client.query(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
     where i.indrelid = any ($1::regclass[])
       and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid)`,
    [tables],
  );
  for (const row of rows) await client.query(`drop index ${row.name}`);
  return rows.map((row) => row.definition);
}

/** A row for each lead in about a thousand, numbered. */
export const PROFILE_TABLE = `
  create temporary table bench_profiles as
  with parts as (
    select (regexp_match(entry, '^(\\S+)\\|(\\S+) (\\d+)$')) as m
    from regexp_split_to_table(btrim($1, E' \\n'), ',\\s+') entry
  ), profiles as (
    select string_to_array(m[1], ',') as timezones, string_to_array(m[2], ',') as states, m[3]::int as weight from parts
  )
  select row_number() over (order by md5(p.timezones::text || p.states::text || n)) - 1 as slot, p.timezones, p.states,
    private.calling_profile(p.timezones, p.states) as profile
  from profiles p cross join generate_series(1, p.weight) n`;

/** Every team has confirmed its registrations; hours and limits stay those of the law. */
export const ALLOW_ALL_STATES = `
  insert into public.team_calling_rules (team_id, state, weekday_start, weekday_end, saturday_start, saturday_end,
    sunday_start, sunday_end, allows_holidays, max_attempts_24h, min_gap_minutes, is_allowed, reason)
  select t.id, r.state, r.weekday_start, r.weekday_end, r.saturday_start, r.saturday_end, r.sunday_start, r.sunday_end,
    r.allows_holidays, r.max_attempts_24h, r.min_gap_minutes, true, 'registered'
  from public.calling_rules r cross join public.teams t where r.needs_registration`;

/**
 * In the order of the list, states mixed. Of a hundred leads: 5 have used up their attempts, 2 are scheduled, 2 not interested, 6 are due for a retry, 3 wait
 * for one, 1 is due for a callback, 1 waits for one, 80 are new.
 */
const LEADS = `
  insert into public.leads (team_id, company_name, phone, email, status, call_attempts, last_called_at, callback_at,
    timezone, timezone_source, timezones, states, state, calling_profile, consent_basis, ready_at, created_at)
  select ($1::uuid[])[case when h.team < 500 then 1 when h.team < 501 then 2 else 3 + h.other end],
    'Company ' || h.n, '+1' || (2000000000 + h.n), 'lead' || h.n || '@hvac.example', s.status, s.attempts, s.called_at,
    s.callback_at, p.timezones[1], 'area_code', p.timezones, p.states, p.states[1], p.profile, 'written',
    coalesce(s.callback_at, s.called_at + interval '4 hours', '-infinity'), timestamptz '2026-11-01' + h.n * interval '1 second'
  from (
    select n, (hashint4(n) & 65535) * 1000 >> 16 as team, (hashint4(n) >> 20 & 2047) % ${TEAMS - 2} as other,
      (hashint4(n + 1000000000) & 65535) * (select count(*) from bench_profiles) >> 16 as slot,
      (hashint4(n + 2000000000) & 65535) * 100 >> 16 as fate
    from generate_series(1, $2::int) n
  ) h
  join bench_profiles p on p.slot = h.slot
  cross join lateral (
    select
      (case when h.fate < 5 then 'no_answer' when h.fate < 7 then 'scheduled' when h.fate < 9 then 'not_interested' else 'pending' end)::public.lead_status as status,
      case when h.fate < 5 then 3 when h.fate < 20 then 1 else 0 end as attempts,
      $3::timestamptz - case when h.fate < 15 then interval '3 days' when h.fate < 18 then interval '1 hour' when h.fate < 20 then interval '2 days' end as called_at,
      $3::timestamptz + case when h.fate = 18 then interval '-1 hour' when h.fate = 19 then interval '10 days' end as callback_at
  ) s
  order by h.n`;

const SUPPRESSIONS = `
  with suppressed as (
    update public.leads l set ready_at = 'infinity'
    where hashtext(l.phone) % 50 = 0 and l.status = 'pending' returning l.team_id, l.phone
  )
  insert into public.suppressions (team_id, channel, address, reason, source, suppressed_at)
  select team_id, 'phone', phone, 'asked not to be called', 'call', $1 from suppressed`;

const CALLS = `
  insert into public.calls (team_id, lead_id, company_name, phone, attempt, state, outcome, claimed_at, ended_at, settled_at, spend_day)
  select team_id, id, company_name, phone, call_attempts, 'ended', 'no_answer', last_called_at, last_called_at, last_called_at, last_called_at::date
  from public.leads where last_called_at is not null`;

const LANES = `
  insert into private.dial_lanes (team_id, profile, consent_basis)
  select distinct team_id, calling_profile, consent_basis from public.leads where status = 'pending'`;
