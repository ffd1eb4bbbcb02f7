-- The forecast: the claim's rules run ahead on a virtual clock, in the steps of the cron. Leads that the rules cannot tell
-- apart go together as a cohort with a count, so that a long list costs no more than a short one.

create type private.forecast_assumptions as (
  answer_rate numeric, finish_rate numeric, cost_per_call_usd numeric, minutes_per_call numeric, sample integer
);
comment on type private.forecast_assumptions is
  'finish_rate: the share of calls after which the lead is not called again, whatever attempts are left. sample: the calls that they rest on.';

create function private.forecast_assumptions(p_settings public.settings, p_now timestamptz) returns private.forecast_assumptions
language sql stable set search_path = '' as $$
  with last_calls as (
    select c.outcome, c.cost_usd, c.duration_seconds from public.calls c
    where c.team_id = (p_settings).team_id and c.state = 'ended' and c.is_dialled and c.claimed_at <= p_now
      and c.outcome not in ('provider_error', 'cancelled')
    order by c.claimed_at desc limit 500
  ), measured as (
    select count(*)::integer as sample,
      avg((c.outcome in ('booked', 'opted_out', 'not_interested', 'callback', 'needs_review'))::integer) as answer_rate,
      avg((c.outcome in ('booked', 'opted_out', 'not_interested', 'needs_review', 'bad_number'))::integer) as finish_rate,
      avg(c.cost_usd) as cost_per_call_usd, avg(c.duration_seconds) / 60 as minutes_per_call
    from last_calls c
  )
  -- Until thirty calls have ended: three in ten are answered, two in ten settle the matter, $0.15 and a minute and a half each.
  select row(
    round(case when m.sample >= 30 then m.answer_rate else 0.3 end, 4),
    round(case when m.sample >= 30 then m.finish_rate else 0.2 end, 4),
    -- No call costs or lasts more than it reserves.
    round(least(coalesce(case when m.sample >= 30 then m.cost_per_call_usd end, 0.15), private.worst_case_usd(p_settings)), 4),
    round(least(coalesce(case when m.sample >= 30 then m.minutes_per_call end, 1.5), (p_settings).max_call_minutes), 2),
    m.sample)::private.forecast_assumptions
  from measured m
$$;
comment on function private.forecast_assumptions(public.settings, timestamptz) is
  'What the last calls of the team (up to 500) teach; stated defaults as long as they are fewer than thirty.';

create type private.forecast_class as (
  class integer, profiles text[], is_allowed boolean, max_attempts_24h integer, min_gap_minutes integer, windows tstzmultirange
);
comment on type private.forecast_class is 'Calling profiles whose windows and limits are the same all the time that is forecast.';

create function private.forecast_classes(p_policy private.policy, p_from timestamptz, p_until timestamptz)
returns setof private.forecast_class
language sql stable set search_path = '' as $$
  with profiles as materialized (
    select array_agg(distinct d.profile) as names from private.dial_lanes d where d.team_id = ((p_policy).settings).team_id
  )
  select (row_number() over (order by min(l.profile)))::integer, array_agg(l.profile order by l.profile), l.is_allowed,
    l.max_attempts_24h, l.min_gap_minutes, w.windows
  from profiles p
  cross join private.profile_limits(p_policy, p.names) l
  join private.profile_windows(p_policy, p.names, p_from, p_until) w on w.profile = l.profile
  group by l.is_allowed, l.max_attempts_24h, l.min_gap_minutes, w.windows
$$;

create function private.next_run_at(p_at timestamptz) returns timestamptz
language sql stable as $$
  select date_bin('5 minutes', p_at - interval '1 microsecond', 'epoch') + interval '5 minutes'
$$;
comment on function private.next_run_at(timestamptz) is 'The first run of the cron at or after an instant. No search_path, and stable as its operators are: it is to be inlined.';

create function private.forecast_slot(p_at timestamptz) returns bigint
language sql stable as $$
  select ceil(date_part('epoch', least(greatest(p_at, '1970-01-01Z'), '2100-01-01Z')) / 300)::bigint
$$;
comment on function private.forecast_slot(timestamptz) is
  'The first run of the cron at or after an instant: they are counted in five minutes. No search_path: it is to be inlined.';

create type private.forecast_cohort as (
  class integer, rank integer, slot bigint, place integer, attempts integer, recent timestamptz[], leads integer
);
comment on type private.forecast_cohort is
  'Leads that the rules cannot tell apart. rank, slot, place: their order in the queue. recent: when each was dialled in the last 24 hours, newest first.';

create function private.forecast_cohorts(p_policy private.policy, p_classes private.forecast_class[], p_now timestamptz)
returns setof private.forecast_cohort
language plpgsql stable set search_path = '' set work_mem = '64MB' as $$
declare
  v_settings public.settings := (p_policy).settings;
  v_first timestamptz := (select min(l.created_at) from public.leads l where l.team_id = v_settings.team_id);
  v_last timestamptz := (select max(l.created_at) from public.leads l where l.team_id = v_settings.team_id);
  -- A short list is followed lead by lead; a long one in 200 parts, each of which is as if it were shuffled.
  v_part interval := greatest((v_last - v_first) / 200, interval '1 microsecond');
  v_is_short boolean := 1000 >= (
    select count(*) from (select 1 from public.leads l where l.team_id = v_settings.team_id and l.status = 'pending' limit 1001) x);
begin
  return query
  with classes as materialized (
    select c.class, p.profile from unnest(p_classes) c cross join unnest(c.profiles) as p (profile)
  ), counted as materialized (
    select c.class, l.consent_basis, l.call_attempts, r.calls,
      -- To the run of the cron: no gate that is a number of hours can tell such leads apart.
      private.next_run_at(l.last_called_at) as called_at,
      private.next_run_at(l.callback_at) as callback_at,
      case when v_is_short then l.created_at
        when l.last_called_at is null and l.callback_at is null then date_bin(v_part, l.created_at, v_first) end as part,
      case when v_is_short then l.id end as id,
      count(*)::integer as leads
    from public.leads l
    join classes c on c.profile = l.calling_profile
    left join (
      select c.phone, array_agg(private.next_run_at(c.claimed_at) order by c.claimed_at desc) as calls
      from public.calls c
      where c.team_id = v_settings.team_id and c.claimed_at > p_now - interval '24 hours' and c.state <> 'not_placed' and c.is_dialled
      group by c.phone
    ) r on r.phone = l.phone
    -- As the claim does: the queue keeps whom nobody may call at infinity.
    where l.team_id = v_settings.team_id and l.status = 'pending' and l.review_reason is null and l.ready_at < 'infinity'
    group by 1, 2, 3, 4, 5, 6, 7, 8
  ), callable as materialized (
    select k.class, k.consent_basis, k.call_attempts, c.max_attempts_24h, c.min_gap_minutes
    from (select distinct x.class, x.consent_basis, x.call_attempts from counted x) k
    cross join lateral (select c.* from unnest(p_classes) c where c.class = k.class) c
    -- The gates that time does not open, asked once for all leads that they cannot tell apart.
    where private.latest((private.gate_times(
      jsonb_populate_record(null::public.leads, jsonb_build_object('status', 'pending', 'consent_basis', k.consent_basis,
        'call_attempts', k.call_attempts, 'calling_profile', c.profiles[1])),
      v_settings, row(c.profiles[1], c.is_allowed, true, '-infinity', null, c.max_attempts_24h, c.min_gap_minutes)::private.profile_state,
      false, null))[1:7]) = '-infinity'
  )
  select n.class, case when n.callback_at is null then 1 else 0 end, private.forecast_slot(greatest(
      private.pace_opens_at(n.callback_at, n.called_at, v_settings.retry_interval),
      private.number_limit_opens_at(n.calls, c.max_attempts_24h),
      private.gap_opens_at(n.calls, c.min_gap_minutes, n.callback_at))),
    dense_rank() over (order by n.part nulls first, n.id)::integer, n.call_attempts, coalesce(n.calls, '{}'), n.leads
  from counted n
  join callable c on c.class = n.class and c.consent_basis = n.consent_basis and c.call_attempts = n.call_attempts
  order by 1, 2, 3, 4, 5;
end $$;
comment on function private.forecast_cohorts(private.policy, private.forecast_class[], timestamptz) is
  'Everybody whom only time keeps from being called, in the order of the queue within each class.';

create function private.forecast_stretches(
  p_classes private.forecast_class[], p_start timestamptz, p_steps integer, p_max_attempts integer
) returns table (first_step integer, last_step integer, open_classes integer[], other_queues integer[])
language sql stable set search_path = '' as $$
  with windows as materialized (
    select c.class,
      greatest(0, ceil(extract(epoch from lower(w) - p_start) / 300))::integer as opens,
      least(p_steps, ceil(extract(epoch from upper(w) - p_start) / 300))::integer as closes
    from unnest(p_classes) c cross join unnest(c.windows) w
  ), edges as (
    select e.step, lead(e.step) over (order by e.step) as next
    from (select w.opens as step from windows w union select w.closes from windows w) e
  )
  select e.step, e.next - 1, array_agg(w.class order by w.class), (
    select array_agg(c + cardinality(p_classes) * a order by c, a)
    from unnest(array_agg(w.class)) c cross join generate_series(1, p_max_attempts) a)
  from edges e join windows w on w.opens <= e.step and w.closes >= e.next
  group by e.step, e.next order by e.step
$$;
comment on function private.forecast_stretches(private.forecast_class[], timestamptz, integer, integer) is
  'The steps in which anybody may be called, in stretches throughout which the same classes may, with the queues in which these stand.';

create function private.forecast_key(p_slot bigint, p_place integer) returns bigint
language sql immutable as $$
  select p_slot * 1024 + p_place
$$;
comment on function private.forecast_key(bigint, integer) is
  'The order within a rank of the queue; there are at most 1000 places. No search_path: it is to be inlined.';

create function private.simulate_calls(
  p_policy private.policy, p_assumptions private.forecast_assumptions, p_days integer, p_now timestamptz
) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  c_step constant interval := interval '5 minutes';
  v_settings public.settings := (p_policy).settings;
  v_start timestamptz := to_timestamp(ceil(extract(epoch from p_now) / 300) * 300);
  v_classes private.forecast_class[] := array(select c from private.forecast_classes(p_policy, v_start, v_start + p_days * 288 * c_step) c);
  v_stretch record;
  -- Cohorts stand in linked queues (0: nobody), each in its order: of every class one with the callbacks, one with the
  -- others at the start, and one for each number of attempts made since. In those, who was called first is due first.
  v_cohorts private.forecast_cohort[] := '{}';
  v_keys bigint[] := '{}';
  v_next integer[] := '{}';
  v_previous integer[] := '{}';
  v_width integer := cardinality(v_classes);
  v_heads integer[] := array_fill(0, array[v_width * (v_settings.max_attempts + 1)]);
  v_tails integer[] := v_heads;
  v_cohort private.forecast_cohort;
  v_class private.forecast_class;
  v_queues integer[];
  v_queue integer;
  v_tied integer[];
  v_i integer;
  v_n integer := 0;
  v_key bigint;
  -- What is called.
  v_calls integer[] := array_fill(0, array[p_days * 288]);
  v_room integer;
  v_share bigint;
  v_total bigint;
  v_seen bigint;
  v_given bigint;
  v_taken bigint;
  v_finished bigint;
  v_carry numeric := 0;
  v_left bigint := 0;
  v_finished_at timestamptz;
  -- What holds the team.
  v_at timestamptz;
  v_now_slot bigint;
  v_run public.automation_runs := jsonb_populate_record(null::public.automation_runs, jsonb_build_object('team_id', v_settings.team_id, 'trigger', 'cron'));
  v_probe_at timestamptz := (private.team_gate_times(v_settings, p_now))[2];
  v_is_paused boolean := v_probe_at > '-infinity';
  v_in_call_steps integer := greatest(ceil((p_assumptions).minutes_per_call / 5)::integer - 1, 0);
  v_open_since timestamptz[] := array(
    select c.claimed_at from public.calls c where c.team_id = v_settings.team_id and c.state in ('claimed', 'placing', 'placed'));
  v_still_open integer := 0;
  v_in_call integer := 0;
  v_excess numeric := private.worst_case_usd(v_settings) - (p_assumptions).cost_per_call_usd;
  v_day date;
  v_held numeric;
  v_today integer;
begin
  for v_cohort in select * from private.forecast_cohorts(p_policy, v_classes, p_now) loop
    v_n := v_n + 1;
    v_queue := v_cohort.class + v_width * v_cohort.rank;
    v_cohorts[v_n] := v_cohort;
    v_keys[v_n] := private.forecast_key(v_cohort.slot, v_cohort.place);
    v_next[v_n] := 0;
    v_previous[v_n] := v_tails[v_queue];
    if v_tails[v_queue] = 0 then v_heads[v_queue] := v_n; else v_next[v_tails[v_queue]] := v_n; end if;
    v_tails[v_queue] := v_n;
    v_left := v_left + v_cohort.leads;
  end loop;

  for v_stretch in select * from private.forecast_stretches(v_classes, v_start, p_days * 288, v_settings.max_attempts) loop
    for v_step in v_stretch.first_step .. v_stretch.last_step loop
      exit when v_left = 0;
      v_at := v_start + v_step * c_step;
      continue when v_is_paused and v_at < v_probe_at;

      -- Batch, concurrency and cap, as in claim_capacity. A call holds its worst case until it has ended.
      if v_open_since <> '{}' then
        v_still_open := (select count(*) from unnest(v_open_since) s where s + (p_assumptions).minutes_per_call * interval '1 minute' > v_at);
      end if;
      if v_in_call_steps > 0 then
        v_in_call := coalesce((select sum(c) from unnest(v_calls[greatest(v_step - v_in_call_steps + 1, 1):v_step]) c), 0);
      end if;
      v_room := least(v_settings.max_calls_batch, v_settings.max_concurrent_calls - v_still_open - v_in_call);
      if v_settings.daily_spend_cap_usd is not null then
        if v_day is distinct from private.spend_day(v_settings, v_at) then
          v_day := private.spend_day(v_settings, v_at);
          v_today := 0;
          v_held := coalesce((
            select d.reserved_usd + d.spent_usd from public.daily_spend d where d.team_id = v_settings.team_id and d.day = v_day), 0);
        end if;
        v_room := least(v_room, private.affordable_calls(v_settings, v_held
          + v_today * (p_assumptions).cost_per_call_usd + least(v_in_call, v_today) * v_excess
          - case when v_held > 0 then cardinality(v_open_since) - v_still_open else 0 end * v_excess));
      end if;
      if v_at = p_now then
        v_room := least(v_room, private.claim_capacity(v_run, v_settings, p_now));
      end if;
      -- After a pause a single call finds out whether the trouble is over.
      v_room := least(v_room, case when v_is_paused then 1 end);

      v_now_slot := private.forecast_slot(v_at);
      for v_rank in 0 .. 1 loop
        v_queues := case v_rank when 0 then v_stretch.open_classes else v_stretch.other_queues end;
        while v_room > 0 loop
          -- Who comes first; those that the queue does not tell apart share what room there is.
          v_key := private.forecast_key(v_now_slot, 1023);
          v_tied := '{}';
          foreach v_queue in array v_queues loop
            if v_keys[v_heads[v_queue]] < v_key then
              v_key := v_keys[v_heads[v_queue]];
              v_tied := array[v_queue];
              v_total := (v_cohorts[v_heads[v_queue]]).leads;
            elsif v_keys[v_heads[v_queue]] = v_key then
              v_tied := v_tied || v_queue;
              v_total := v_total + (v_cohorts[v_heads[v_queue]]).leads;
            end if;
          end loop;
          exit when v_tied = '{}';
          v_share := least(v_room, v_total);
          v_room := v_room - v_share;
          v_calls[v_step + 1] := v_calls[v_step + 1] + v_share;
          v_today := v_today + v_share;
          v_is_paused := false;
          v_seen := 0;
          v_given := 0;
          foreach v_queue in array v_tied loop
            v_i := v_heads[v_queue];
            v_cohort := v_cohorts[v_i];
            v_seen := v_seen + v_cohort.leads;
            v_taken := v_share * v_seen / v_total - v_given;
            v_given := v_given + v_taken;
            continue when v_taken = 0;
            if v_taken < v_cohort.leads then
              v_cohorts[v_i].leads := v_cohort.leads - v_taken;
            else
              v_heads[v_queue] := v_next[v_i];
              if v_next[v_i] = 0 then v_tails[v_queue] := 0; else v_previous[v_next[v_i]] := 0; end if;
            end if;

            -- Fractions of leads that are finished are carried on until they make a whole one.
            v_carry := v_carry + v_taken * (p_assumptions).finish_rate;
            v_finished := floor(v_carry);
            v_carry := v_carry - v_finished;
            v_cohort.attempts := v_cohort.attempts + 1;
            if v_cohort.attempts >= v_settings.max_attempts then
              v_finished := v_taken;
            end if;
            v_left := v_left - v_finished;
            v_finished_at := v_at;
            continue when v_taken = v_finished;

            -- The others come back when the pace and the limits per number let them.
            v_class := v_classes[v_cohort.class];
            v_cohort.recent := (v_at || v_cohort.recent)[1:v_class.max_attempts_24h];
            v_cohort.leads := v_taken - v_finished;
            v_cohort.slot := private.forecast_slot(greatest(
              private.pace_opens_at(null, v_at, v_settings.retry_interval),
              private.number_limit_opens_at(v_cohort.recent, v_class.max_attempts_24h),
              private.gap_opens_at(v_cohort.recent, v_class.min_gap_minutes, null)));
            v_n := v_n + 1;
            v_queue := v_cohort.class + v_width * (v_cohort.attempts + 1);
            v_cohorts[v_n] := v_cohort;
            v_keys[v_n] := private.forecast_key(v_cohort.slot, v_cohort.place);
            v_i := v_tails[v_queue];
            while v_keys[v_i] > v_keys[v_n] loop
              v_i := v_previous[v_i];
            end loop;
            v_previous[v_n] := v_i;
            if v_i = 0 then
              v_next[v_n] := v_heads[v_queue];
              v_heads[v_queue] := v_n;
            else
              v_next[v_n] := v_next[v_i];
              v_next[v_i] := v_n;
            end if;
            if v_next[v_n] = 0 then v_tails[v_queue] := v_n; else v_previous[v_next[v_n]] := v_n; end if;
          end loop;
        end loop;
      end loop;
    end loop;
  end loop;

  return (
    select jsonb_build_object(
      'hours', (
        select coalesce(jsonb_agg(jsonb_build_object('at', h.at, 'calls', h.calls) order by h.at), '[]') from (
          select date_trunc('hour', v_start + (c.n - 1) * c_step, 'UTC') as at, sum(c.calls) as calls
          from unnest(v_calls) with ordinality as c (calls, n) where c.calls > 0 group by 1) h
      ),
      'finished_at', case when v_left = 0 then v_finished_at end,
      'calls', sum(c), 'spend_usd', round(sum(c) * (p_assumptions).cost_per_call_usd, 2), 'leads_left', v_left,
      'is_hypothetical', not v_settings.automation_enabled, 'assumptions', to_jsonb(p_assumptions))
    from unnest(v_calls) c
  );
end $$;
comment on function private.simulate_calls(private.policy, private.forecast_assumptions, integer, timestamptz) is
  'Runs the claim''s rules ahead, every five minutes in which somebody may be called. Expected numbers, always whole, the same each time.';

create function public.forecast_calls(p_team_id uuid, p_days integer, p_now timestamptz) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  v_policy private.policy := private.policy_of(p_team_id);
begin
  if p_days is null or p_days not between 1 and 14 then
    raise exception 'A forecast covers 1 to 14 days.' using errcode = 'PT400';
  end if;
  if ((v_policy).settings).team_id is null then
    return null;
  end if;
  return private.simulate_calls(v_policy, private.forecast_assumptions((v_policy).settings, p_now), p_days, p_now);
end $$;
comment on function public.forecast_calls(uuid, integer, timestamptz) is
  'Calls per hour (hours without any are left out), the run that makes the last call, and the spend, if the team goes on as its last calls went. With automation off: as if it were switched on now. Null: no such team for the caller.';

grant usage on type private.forecast_assumptions, private.forecast_class, private.forecast_cohort to authenticated, service_role;
grant execute on function
  private.claim_capacity(public.automation_runs, public.settings, timestamptz),
  private.forecast_assumptions(public.settings, timestamptz),
  private.forecast_classes(private.policy, timestamptz, timestamptz),
  private.next_run_at(timestamptz), private.forecast_slot(timestamptz), private.forecast_key(bigint, integer),
  private.forecast_cohorts(private.policy, private.forecast_class[], timestamptz),
  private.forecast_stretches(private.forecast_class[], timestamptz, integer, integer),
  private.simulate_calls(private.policy, private.forecast_assumptions, integer, timestamptz),
  public.forecast_calls(uuid, integer, timestamptz)
to authenticated, service_role;
