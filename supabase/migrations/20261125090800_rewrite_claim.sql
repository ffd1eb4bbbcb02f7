-- The claim on the queue, and what placing, losing and ending a call mean for gates, caps and pauses.

create function private.next_in_queue(
  p_team_id uuid, p_bases public.consent_basis[], p_now timestamptz, p_limit integer
) returns uuid[]
language plpgsql stable set search_path = '' as $$
declare
  -- Most lanes give few of the next leads: a few of each are looked at, more only where a lane may have been cut short.
  v_depth integer := least(p_limit, greatest(5, p_limit / 4));
  v_ids uuid[];
  v_is_cut boolean;
begin
  loop
    with lanes as materialized (
      select d.profile, d.consent_basis
      from private.dial_lanes d
      join private.calling_windows w on w.team_id = d.team_id and w.profile = d.profile
        -- No window is longer than the thirteen hours of the federal limit.
        and w.closes_at > p_now and w.closes_at <= p_now + interval '14 hours' and w.opens_at <= p_now
      where d.team_id = p_team_id and d.consent_basis = any (p_bases)
    ), heads as materialized (
      -- Callbacks are few: they are looked through for the whole team.
      (
        select l.id, 0 as rank, l.ready_at, l.created_at, l.calling_profile as profile, l.consent_basis
        from public.leads l
        where l.team_id = p_team_id and l.status = 'pending' and l.review_reason is null
          and l.callback_at is not null and l.ready_at < 'infinity' and l.ready_at <= p_now
          and exists (select 1 from lanes x where x.profile = l.calling_profile and x.consent_basis = l.consent_basis)
        order by l.ready_at, l.created_at, l.id limit p_limit
      ) union all
      select q.id, 1, q.ready_at, q.created_at, d.profile, d.consent_basis
      from lanes d
      cross join lateral (
        select l.id, l.ready_at, l.created_at from public.leads l
        where l.team_id = p_team_id and l.calling_profile = d.profile and l.consent_basis = d.consent_basis
          and l.status = 'pending' and l.review_reason is null and l.callback_at is null
          and l.ready_at < 'infinity' and l.ready_at <= p_now
        order by l.ready_at, l.created_at, l.id limit v_depth
      ) q
    ), nexts as materialized (
      select h.* from heads h order by h.rank, h.ready_at, h.created_at, h.id limit p_limit
    )
    select coalesce(array_agg(n.id order by n.rank, n.ready_at, n.created_at, n.id), '{}'),
      exists (select 1 from nexts x where x.rank = 1 group by x.profile, x.consent_basis having count(*) = v_depth)
    into v_ids, v_is_cut
    from nexts n;
    exit when not v_is_cut or v_depth >= p_limit;
    v_depth := least(p_limit, v_depth * 4);
  end loop;
  return v_ids;
end $$;
comment on function private.next_in_queue(uuid, public.consent_basis[], timestamptz, integer) is
  'The leads that come next: callbacks that people asked for, then new leads in the order of the list, then retries. Reads a few entries of each open lane, whatever the number of leads.';

create function private.claim_capacity(p_run public.automation_runs, p_settings public.settings, p_now timestamptz) returns integer
language plpgsql stable set search_path = '' as $$
begin
  return greatest(0, least(
    -- Runs of the same five minutes share one batch: a cron that is delivered twice must not call twice as many people.
    p_settings.max_calls_batch - (
      select count(*) from public.calls c
      where c.team_id = p_run.team_id and c.claimed_at >= to_timestamp(floor(extract(epoch from p_now) / 300) * 300)
        and c.state <> 'not_placed'
        and (select r.trigger from public.automation_runs r where r.id = c.run_id) = p_run.trigger
    ),
    p_settings.max_concurrent_calls - private.open_call_count(p_run.team_id),
    private.spend_capacity(p_settings, p_now)
  ))::integer;
end $$;

create function private.judge_candidates(p_settings public.settings, p_ids uuid[], p_now timestamptz)
returns table (lead_id uuid, is_due boolean)
language plpgsql set search_path = '' as $$
begin
  return query
  with locked as materialized (
    select l from public.leads l where l.id = any (p_ids) for update skip locked
  ), facts as materialized (
    select k.l as lead,
      row(c.profile, true, w.is_open, case when w.is_open then timestamptz '-infinity' else timestamptz 'infinity' end, null,
        c.max_attempts_24h, c.min_gap_minutes)::private.profile_state as state,
      -- Looked up here and not by is_suppressed and recent_calls: a call of a function costs more than the look.
      exists (select 1 from public.suppressions s where s.team_id = (k.l).team_id and s.channel = 'phone' and s.address = (k.l).phone)
        or exists (select 1 from public.suppressions s where s.team_id = (k.l).team_id and s.channel = 'email' and s.address = (k.l).email)
        as is_suppressed,
      array(
        select x.claimed_at from public.calls x
        where x.team_id = (k.l).team_id and x.phone = (k.l).phone and x.claimed_at > p_now - interval '24 hours'
          and x.state <> 'not_placed' and x.is_dialled
        order by x.claimed_at desc
      ) as recent
    from locked k
    join private.window_coverage c on c.team_id = (k.l).team_id and c.profile = (k.l).calling_profile
    cross join lateral (
      select exists (
        select 1 from private.calling_windows x
        where x.team_id = c.team_id and x.profile = c.profile and x.opens_at <= p_now and x.closes_at > p_now
      ) as is_open
    ) w
  )
  select (f.lead).id, private.latest(private.gate_times(f.lead, p_settings, f.state, f.is_suppressed, f.recent)) <= p_now
  from facts f;
end $$;
comment on function private.judge_candidates(public.settings, uuid[], timestamptz) is
  'Locks what is not locked by others and asks the gates, with the windows that were worked out ahead.';

create function private.pick_due_leads(p_settings public.settings, p_capacity integer, p_now timestamptz) returns uuid[]
language plpgsql set search_path = '' as $$
declare
  v_picked uuid[] := '{}';
  v_passed_over uuid[] := '{}';
  v_candidates uuid[];
  v_due uuid[];
begin
  for v_round in 1 .. 12 loop
    v_candidates := private.next_in_queue(p_settings.team_id, p_settings.accepted_consent_bases, p_now,
      p_capacity + cardinality(v_passed_over) + case when v_round = 1 then 0 else 50 * v_round end);
    v_candidates := array(
      select c.id from unnest(v_candidates) with ordinality as c (id, n) where not (c.id = any (v_picked || v_passed_over)) order by c.n);
    exit when v_candidates = '{}';
    select coalesce(array_agg(c.id order by c.n) filter (where j.is_due), '{}'),
      v_passed_over || coalesce(array_agg(c.id) filter (where j.is_due is not true), '{}')
    into v_due, v_passed_over
    from unnest(v_candidates) with ordinality as c (id, n)
    left join private.judge_candidates(p_settings, v_candidates, p_now) j on j.lead_id = c.id;
    v_picked := (v_picked || v_due)[1:p_capacity];
    exit when cardinality(v_picked) = p_capacity;
  end loop;
  -- The queue thought that these were due: it learns when they are, so that nobody has to pass them over again.
  if v_passed_over <> '{}' then
    update public.leads l set ready_at = private.ready_at(l, p_now)
    where l.id in (select x.id from public.leads x where x.id = any (v_passed_over) for update skip locked)
      and l.status = 'pending' and l.ready_at < private.ready_at(l, p_now);
  end if;
  return v_picked;
end $$;

create function private.usable_numbers(p_now timestamptz) returns text[]
language plpgsql stable set search_path = '' as $$
begin
  return array(
    select n.phone_number_id from private.caller_numbers n
    where not exists (
      select 1 from public.provider_pauses p
      where p.ended_at is null and p.phone_number_id = n.phone_number_id and p.resume_at > p_now)
    order by n.position);
end $$;
comment on function private.usable_numbers(timestamptz) is 'Our numbers that are not paused, in the order in which calls take turns on them.';

drop function public.start_automation_run(uuid, public.run_trigger, timestamptz, uuid);
create function public.start_automation_run(
  p_team_id uuid, p_trigger public.run_trigger, p_now timestamptz, p_started_by uuid default null,
  p_phone_number_ids text[] default null
) returns uuid
language plpgsql set search_path = '' as $$
declare
  v_run_id uuid;
begin
  if p_phone_number_ids is not null and p_phone_number_ids is distinct from array(
    select n.phone_number_id from private.caller_numbers n order by n.position
  ) then
    delete from private.caller_numbers n where not (n.phone_number_id = any (p_phone_number_ids));
    insert into private.caller_numbers (phone_number_id, position)
    select u.id, u.n from unnest(p_phone_number_ids) with ordinality as u (id, n) order by u.id
    on conflict (phone_number_id) do update set position = excluded.position;
  end if;
  insert into public.automation_runs (team_id, trigger, started_by, started_at)
  values (p_team_id, p_trigger, p_started_by, p_now)
  returning id into v_run_id;
  return v_run_id;
end $$;

create function public.list_teams_with_work() returns setof uuid
language plpgsql stable set search_path = '' as $$
begin
  return query select s.team_id from public.settings s
  left join lateral (
    select r.started_at from public.automation_runs r where r.team_id = s.team_id order by r.started_at desc limit 1
  ) last_run on true
  where s.automation_enabled
    or exists (select 1 from public.calls c where c.team_id = s.team_id and c.state in ('claimed', 'placing', 'placed'))
  order by last_run.started_at nulls first, s.team_id;
end $$;
comment on function public.list_teams_with_work() is 'Whoever has waited longest comes first: a team with a million leads does not starve one with ten.';

drop function public.claim_due_leads(uuid, timestamptz, timestamptz);
create function public.claim_due_leads(p_run_id uuid, p_now timestamptz, p_lease_until timestamptz)
returns table (
  call_id uuid, lead_id uuid, team_id uuid, attempt integer, phone text, company_name text, contact_name text,
  email text, timezone text, city text, state text, custom jsonb, phone_number_id text, max_duration_seconds integer
)
language plpgsql set search_path = '' as $$
#variable_conflict use_column
declare
  v_run public.automation_runs;
  v_settings public.settings;
  v_capacity integer;
  v_probes uuid[];
  v_picked uuid[];
  v_numbers text[];
  v_calls_before integer;
  v_worst_case numeric;
  v_day date;
begin
  select r.* into strict v_run from public.automation_runs r where r.id = p_run_id;
  -- The lock makes the batch, concurrency and spend limits exact; runs of one team queue here for a few milliseconds.
  select s.* into strict v_settings from public.settings s where s.team_id = v_run.team_id for update;
  perform private.act_as(case v_run.trigger when 'cron' then 'cron' else 'user' end::public.actor_kind, p_now);
  if not v_settings.automation_enabled then
    return;
  end if;
  v_capacity := private.claim_capacity(v_run, v_settings, p_now);
  if v_capacity = 0 then
    return;
  end if;

  v_probes := array(select h.id from private.holding_pauses(v_run.team_id) h);
  if v_probes <> '{}' then
    -- Whoever gets the lock first sends the one call that finds out whether the trouble is over.
    perform 1 from public.provider_pauses p where p.id = any (v_probes) order by p.id for update;
    if exists (select 1 from private.holding_pauses(v_run.team_id) h where h.resume_at > p_now) then
      return;
    end if;
    v_capacity := 1;
  end if;

  perform private.cover_windows(v_run.team_id, p_now);
  v_picked := private.pick_due_leads(v_settings, v_capacity, p_now);
  if v_picked = '{}' then
    return;
  end if;
  if v_probes <> '{}' then
    update public.provider_pauses p set resume_at = p_now + private.pause_minutes(p.trouble, p.occurrences) * interval '1 minute'
    where p.id = any (v_probes);
  end if;
  v_numbers := private.usable_numbers(p_now);
  v_worst_case := private.worst_case_usd(v_settings);
  v_day := private.spend_day(v_settings, p_now);
  v_calls_before := coalesce((select d.call_count from public.daily_spend d where d.team_id = v_run.team_id and d.day = v_day), 0);

  return query
  with before as materialized (
    select l.id, l.last_called_at, l.callback_at, n.place
    from unnest(v_picked) with ordinality as n (id, place) join public.leads l on l.id = n.id
  ), claimed as (
    update public.leads l
    set status = 'calling', call_attempts = l.call_attempts + 1, last_called_at = p_now, callback_at = null
    from before b where l.id = b.id
    returning l.id, l.team_id, l.call_attempts, l.phone, l.company_name, l.contact_name, l.email, l.timezone, l.city, l.state,
      l.custom, l.consent_id, b.last_called_at as previous_last_called_at, b.callback_at as previous_callback_at, b.place
  ), written as (
    insert into public.calls (team_id, lead_id, run_id, company_name, phone, attempt, claimed_at, lease_until,
      previous_last_called_at, previous_callback_at, consent_id, phone_number_id, reserved_usd, spend_day)
    select c.team_id, c.id, p_run_id, c.company_name, c.phone, c.call_attempts, p_now, p_lease_until,
      c.previous_last_called_at, c.previous_callback_at, c.consent_id,
      v_numbers[1 + (v_calls_before + c.place::integer) % greatest(cardinality(v_numbers), 1)], v_worst_case, v_day
    from claimed c
    returning id, lead_id, phone_number_id
  )
  select w.id, c.id, c.team_id, c.call_attempts, c.phone, c.company_name, c.contact_name, c.email, c.timezone,
    c.city, c.state, c.custom, w.phone_number_id, v_settings.max_call_minutes * 60
  from written w join claimed c on c.id = w.lead_id
  order by c.place;
end $$;
comment on function public.claim_due_leads(uuid, timestamptz, timestamptz) is
  'Claims the leads that are due for the team of the run, within its batch, concurrency and spend limits. p_lease_until is real time.';

create or replace function public.start_placing_call(p_call_id uuid, p_lease_until timestamptz) returns boolean
language plpgsql set search_path = '' as $$
declare
  v_call public.calls;
begin
  select c.* into v_call from public.calls c where c.id = p_call_id and c.state = 'claimed' for update;
  if not found then
    return false;
  end if;
  -- An entry that was written while the claim was: neither of the two saw the other.
  if private.is_suppressed(v_call.team_id, v_call.phone, (select l.email from public.leads l where l.id = v_call.lead_id)) then
    perform public.release_call(p_call_id, 'The number or address was put on the do-not-call list.', v_call.claimed_at);
    return false;
  end if;
  update public.calls c set state = 'placing', lease_until = p_lease_until where c.id = p_call_id;
  return true;
end $$;
comment on function public.start_placing_call(uuid, timestamptz) is
  'True for exactly one caller: only that one may ask the provider. After this the answer is ambiguous until it is known. False, too, for somebody who was suppressed since the claim.';

create or replace function public.attach_provider_call(
  p_call_id uuid, p_provider_call_id text, p_now timestamptz, p_assistant_id text default null,
  p_assistant_version text default null, p_listen_url text default null, p_control_url text default null
) returns boolean
language plpgsql set search_path = '' as $$
declare
  v_call public.calls;
begin
  select c.* into v_call from public.calls c where c.id = p_call_id for update;
  if not found or coalesce(v_call.provider_call_id, p_provider_call_id) <> p_provider_call_id then
    return false;
  end if;
  update public.calls c set
    provider_call_id = p_provider_call_id,
    state = case when c.state in ('claimed', 'placing') then 'placed' else c.state end,
    placed_at = coalesce(c.placed_at, p_now),
    assistant_id = coalesce(p_assistant_id, c.assistant_id),
    assistant_version = coalesce(p_assistant_version, c.assistant_version),
    monitor_listen_url = coalesce(p_listen_url, c.monitor_listen_url),
    monitor_control_url = coalesce(p_control_url, c.monitor_control_url)
  where c.id = p_call_id;
  -- The provider takes calls again. Whether they come about, the reports will say.
  if v_call.state in ('claimed', 'placing') then
    perform private.end_pauses_proven_over(v_call, '{concurrency_limit,rate_limited,outage,number_daily_limit}', p_now);
  end if;
  return true;
end $$;

create index calls_without_cost_idx on public.calls (team_id, settled_at)
  where state = 'ended' and is_dialled and reserved_usd > 0 and (cost_usd is null or cost_usd = 0 and started_at is not null);

create function public.list_overdue_calls(
  p_team_id uuid, p_wall_now timestamptz, p_placed_before timestamptz, p_ended_before timestamptz, p_limit integer
) returns table (id uuid, state public.call_state, provider_call_id text, claimed_at timestamptz)
language plpgsql stable set search_path = '' as $$
begin
  return query select c.id, c.state, c.provider_call_id, c.claimed_at
  from public.calls c
  where c.team_id = p_team_id and (
    (c.state in ('claimed', 'placing') and c.lease_until < p_wall_now)
    or (c.state = 'placed' and c.placed_at < p_placed_before)
    or (c.state = 'placed' and c.provider_status = 'ended' and c.placed_at < p_ended_before)
    -- Settled before the provider had added up its cost: what it has reserved is held until that is known.
    or (c.state = 'ended' and c.is_dialled and c.reserved_usd > 0 and (c.cost_usd is null or c.cost_usd = 0 and c.started_at is not null)
      and c.settled_at between p_placed_before - interval '1 day' and p_placed_before)
  )
  order by c.claimed_at, c.id
  limit p_limit;
end $$;
comment on function public.list_overdue_calls(uuid, timestamptz, timestamptz, timestamptz, integer) is
  'Calls that a crash, a lost answer or a lost webhook left open. p_wall_now is real time, as leases are.';

grant execute on function
  private.next_in_queue(uuid, public.consent_basis[], timestamptz, integer),
  private.claim_capacity(public.automation_runs, public.settings, timestamptz),
  private.judge_candidates(public.settings, uuid[], timestamptz),
  private.pick_due_leads(public.settings, integer, timestamptz),
  private.usable_numbers(timestamptz),
  public.start_automation_run(uuid, public.run_trigger, timestamptz, uuid, text[]),
  public.list_teams_with_work(),
  public.claim_due_leads(uuid, timestamptz, timestamptz),
  public.list_overdue_calls(uuid, timestamptz, timestamptz, timestamptz, integer) to service_role;

drop function private.is_lead_due(public.leads, public.settings, timestamptz);
drop function private.is_inside_calling_hours(public.settings, text, timestamptz);
