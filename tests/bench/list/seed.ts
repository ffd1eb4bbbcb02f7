import type pg from "pg";
import { ALLOW_ALL_STATES, dropIndexes, PROFILE_TABLE, PROFILES } from "../claim/seed";

/** A Monday at 15:00 in New York and at noon in California: some places are open, others are not yet. */
export const LISTED_AT = "2026-12-07T20:00:00Z";

const TABLES = ["public.leads", "public.calls", "public.lead_search", "public.appointments"];

export interface SeededList {
  readonly teamId: string;
  readonly memberId: string;
  readonly listId: string;
  readonly importId: string;
}

/**
 * One team with so many leads as a CRM exports them, and a tenth as many in other teams. Triggers rest meanwhile, and the
 * indexes are built afterwards: only the result matters here.
 */
export async function seedList(pool: pg.Pool, leads: number): Promise<SeededList> {
  const client = await pool.connect();
  try {
    const seeded = await seedTeam(client);
    await client.query("set session_replication_role = replica");
    await client.query(PROFILE_TABLE, [PROFILES]);
    await client.query(ALLOW_ALL_STATES);
    await client.query(PEOPLE_TABLE);
    const indexes = await dropIndexes(client, TABLES);
    const fill = (teamId: string, from: number, count: number) =>
      client.query(LEADS, [teamId, from, count, LISTED_AT, seeded.listId, seeded.importId]);
    await fill(seeded.teamId, 0, leads);
    await fill(seeded.otherId, leads, Math.ceil(leads / 10));
    for (const statement of [SEARCH, SUPPRESSIONS, CALLS, APPOINTMENTS, LANES]) {
      await client.query(statement);
    }
    await client.query("set maintenance_work_mem = '512MB'");
    for (const index of indexes) await client.query(index);
    await client.query("reset session_replication_role");
    await client.query("vacuum analyze");
    await client.query("checkpoint");
    return seeded;
  } finally {
    client.release();
  }
}

async function seedTeam(client: pg.PoolClient): Promise<SeededList & { readonly otherId: string }> {
  const one = async (sql: string, values: unknown[] = []) =>
    String((await client.query(sql, values)).rows[0].id);
  const teamId = await one("insert into public.teams (name) values ('Large') returning id");
  const otherId = await one("insert into public.teams (name) values ('Other') returning id");
  const memberId = await one(
    "insert into auth.users (id, email) values (gen_random_uuid(), 'member@bench.example') returning id",
  );
  await client.query(
    "insert into public.team_members (team_id, user_id, email, role) values ($1, $2, 'member@bench.example', 'member')",
    [teamId, memberId],
  );
  const listId = await one(
    "insert into public.lead_lists (team_id, name) values ($1, 'Spring fair') returning id",
    [teamId],
  );
  const importId = await one(
    "insert into public.imports (team_id, file_name, total_rows) values ($1, 'fair.csv', 100000) returning id",
    [teamId],
  );
  return { teamId, memberId, listId, importId, otherId };
}

const PEOPLE_TABLE = `
  create temporary table bench_words as
  select
    string_to_array('Aaron Alice Andre Anna Ben Carla Carlos Chris Dana Dave Diana Ed Ella Eric Faith Frank Gina Greg Hank Helen Ian Iris Jack Jane Jim Joe Julia Karen Kevin Laura Leo Lisa Luis Maria Mark Mia Mike Nina Oscar Pam Paul Peter Rita Rob Rosa Sam Sara Steve Tina Tom Vera Will', ' ') as firsts,
    string_to_array('Abbott Adams Alvarez Baker Barnes Bennett Brooks Castro Chavez Clark Cole Cruz Davis Diaz Ellis Evans Fisher Flores Foster Garcia Gomez Grant Green Hall Harris Hayes Hill Howard Hughes Jackson Jenkins Johnson Jones Kelly King Lee Lewis Long Lopez Martin Mason Miller Moore Morgan Murphy Nelson Ortiz Owens Parker Perez Perry Price Reed Rivera Rogers Ross Scott Shaw Smith Stone Torres Turner Walker Ward Watson West White Wilson Wood Wright Young', ' ') as lasts,
    string_to_array('Northside Comfort Premier Elite Summit Valley Coastal Reliable Precision Superior Lakeside Metro Allied Royal Patriot Golden Evergreen Polar Arctic Sunrise Pioneer Liberty Heritage Cardinal Falcon Granite Harbor Ironwood Juniper Keystone Magnolia Nobel Orchard Pinnacle Quality Redwood Sterling Titan United Vanguard Westside Yellowstone Zenith', ' ') as names,
    string_to_array('Heating & Air|Heating and Cooling|Mechanical|HVAC|HVAC Services|Air Conditioning|Refrigeration|Climate Control|Cooling & Heating|Comfort Systems|Sheet Metal|Plumbing & Heating', '|') as kinds`;

/**
 * Of a hundred leads: 60 wait to be called first, 20 were called and wait again (some with a callback), 8 have used up their
 * attempts, 5 are scheduled, 5 not interested, 2 wait for a person. Cities are many, a tenth has no contact, 1 in 50 no consent.
 */
const LEADS = `
  insert into public.leads (team_id, company_name, contact_name, phone, email, status, call_attempts, last_called_at, callback_at,
    review_reason, last_outcome, street, city, postal_code, timezone, timezone_source, timezones, states, state, calling_profile,
    consent_basis, ready_at, list_id, import_id, created_at, updated_at)
  select $1, w.names[1 + h.a % cardinality(w.names)] || ' ' || w.lasts[1 + h.b % cardinality(w.lasts)] || ' ' || w.kinds[1 + h.c % cardinality(w.kinds)],
    case when h.d % 10 > 0 then w.firsts[1 + h.d % cardinality(w.firsts)] || ' ' || w.lasts[1 + h.e % cardinality(w.lasts)] end,
    '+1' || (2000000000 + (h.n * 6364136223846::bigint) % 7999999993), lower(w.firsts[1 + h.d % cardinality(w.firsts)]) || h.n || '@' || lower(w.names[1 + h.a % cardinality(w.names)]) || '.example',
    s.status::public.lead_status, s.attempts, s.called_at, s.callback_at, s.review, s.outcome::public.call_outcome,
    (h.b % 9000) || ' Main Street', w.lasts[1 + h.e % cardinality(w.lasts)] || (array['ville', ' City', 'ton', ' Springs', ' Park'])[1 + h.c % 5],
    lpad((h.a % 99999)::text, 5, '0'), p.timezones[1], 'zip', p.timezones, p.states, p.states[1],
    case when h.b % 200 > 0 then p.profile end, case when h.c % 50 > 0 then 'written'::public.consent_basis end,
    coalesce(s.callback_at, s.called_at + interval '4 hours', '-infinity'),
    case when h.n % 20 = 0 then $5::uuid end, case when h.n % 10 = 3 then $6::uuid end,
    timestamptz '2026-10-01' + h.n * interval '3 seconds',
    greatest(timestamptz '2026-10-01' + h.n * interval '3 seconds', coalesce(s.called_at, '-infinity'))
  from (
    select n, hashint4(n) & 2147483647 as a, hashint4(n + 1000000000) & 2147483647 as b, hashint4(n + 1100000000) & 2147483647 as c,
      hashint4(n + 1200000000) & 2147483647 as d, hashint4(n + 1300000000) & 2147483647 as e,
      (hashint4(n + 1400000000) & 65535) * (select count(*) from bench_profiles) >> 16 as slot,
      (hashint4(n + 1500000000) & 65535) * 100 >> 16 as fate, (hashint4(n + 1600000000) & 65535) as minute
    from generate_series($2::int + 1, $2::int + $3::int) n
  ) h
  cross join bench_words w
  join bench_profiles p on p.slot = h.slot
  cross join lateral (
    select
      case when h.fate < 8 then 'no_answer' when h.fate < 13 then 'scheduled' when h.fate < 18 then 'not_interested' else 'pending' end as status,
      case when h.fate < 8 then 3 when h.fate < 18 then 1 + h.minute % 2 when h.fate < 40 then 1 + h.minute % 2 else 0 end as attempts,
      case when h.fate < 40 then $4::timestamptz - (h.minute % 40000) * interval '1 minute' end as called_at,
      case when h.fate in (38, 39) then $4::timestamptz + (h.minute % 20000 - 5000) * interval '1 minute' end as callback_at,
      case when h.fate in (36, 37) then 'The call ended unclear.' end as review,
      case when h.fate < 8 then (array['no_answer', 'voicemail', 'busy'])[1 + h.minute % 3] when h.fate < 13 then 'booked'
        when h.fate < 18 then 'not_interested' when h.fate in (36, 37) then 'needs_review' when h.fate in (38, 39) then 'callback'
        when h.fate < 40 then (array['no_answer', 'voicemail', 'busy', 'voicemail'])[1 + h.minute % 4] end as outcome
  ) s
  order by h.n`;

const SEARCH = `
  insert into public.lead_search (team_id, lead_id, text, company_name, contact_name, email, city, state, timezone, list_id, import_id, listed_at)
  select team_id, id, private.search_text(company_name, contact_name, phone, email), company_name, contact_name, email, city, state,
    timezone, list_id, import_id, created_at from public.leads`;

const SUPPRESSIONS = `
  with suppressed as (
    update public.leads l set ready_at = 'infinity'
    where hashtext(l.phone) % 100 = 0 and l.status = 'pending' returning l.team_id, l.phone
  )
  insert into public.suppressions (team_id, channel, address, reason, source, suppressed_at)
  select team_id, 'phone', phone, 'asked not to be called', 'call', '2026-12-01' from suppressed`;

const CALLS = `
  insert into public.calls (team_id, lead_id, company_name, phone, attempt, state, outcome, claimed_at, ended_at, settled_at, spend_day)
  select team_id, id, company_name, phone, call_attempts, 'ended', coalesce(last_outcome, 'no_answer'), last_called_at, last_called_at, last_called_at, last_called_at::date
  from public.leads where last_called_at is not null`;

const APPOINTMENTS = `
  insert into public.appointments (team_id, lead_id, cal_booking_uid, start_time, end_time, status, last_event_at)
  select team_id, id, 'bench-' || id, last_called_at + interval '3 days', last_called_at + interval '3 days 30 minutes', 'accepted', last_called_at
  from public.leads where status = 'scheduled'`;

const LANES = `
  insert into private.dial_lanes (team_id, profile, consent_basis)
  select distinct team_id, calling_profile, consent_basis from public.leads
  where status = 'pending' and calling_profile is not null and consent_basis is not null`;
