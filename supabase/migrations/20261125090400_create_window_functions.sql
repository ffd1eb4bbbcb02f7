-- When the law and the team let the leads of a calling profile be called. Nothing here reads the clock or the settings:
-- both are arguments, so that the same rules answer for now, for a simulated future and for a policy not yet saved.

create type private.policy as (
  settings public.settings,
  rules public.team_calling_rules[],
  holidays date[]
);

create function private.policy_of(p_team_id uuid) returns private.policy
language sql stable set search_path = '' as $$
  select row(
    (select s from public.settings s where s.team_id = p_team_id),
    array(select r from public.team_calling_rules r where r.team_id = p_team_id),
    array(select h.day from public.team_holidays h where h.team_id = p_team_id)
  )::private.policy
$$;
comment on function private.policy_of(uuid) is 'Everything that a team decides about whom it calls when.';

create function private.state_rules(p_policy private.policy, p_states text[] default null) returns table (
  state text, weekday_start time, weekday_end time, saturday_start time, saturday_end time, sunday_start time,
  sunday_end time, allows_holidays boolean, max_attempts_24h integer, min_gap_minutes integer, is_allowed boolean
)
language sql stable set search_path = '' as $$
  select d.state,
    case when t.id is null then d.weekday_start else t.weekday_start end,
    case when t.id is null then d.weekday_end else t.weekday_end end,
    case when t.id is null then d.saturday_start else t.saturday_start end,
    case when t.id is null then d.saturday_end else t.saturday_end end,
    case when t.id is null then d.sunday_start else t.sunday_start end,
    case when t.id is null then d.sunday_end else t.sunday_end end,
    case when t.id is null then d.allows_holidays else t.allows_holidays end,
    case when t.id is null then d.max_attempts_24h else t.max_attempts_24h end,
    case when t.id is null then d.min_gap_minutes else t.min_gap_minutes end,
    case when t.id is null then not d.needs_registration else t.is_allowed end
  from public.calling_rules d
  left join unnest((p_policy).rules) t on t.state = d.state
  where p_states is null or d.state = any (p_states)
$$;
comment on function private.state_rules(private.policy, text[]) is 'The rules that hold for a team: its own row for a state, otherwise the default.';

create type private.profile_parts as (profile text, zones text[], states text[]);

create function private.profile_parts(p_profiles text[]) returns setof private.profile_parts
language sql immutable set search_path = '' as $$
  select distinct p, string_to_array(split_part(p, '|', 1), ','), array_remove(string_to_array(split_part(p, '|', 2), ','), '')
  from unnest(p_profiles) p
$$;

create function private.blocking_holidays(p_policy private.policy, p_from date, p_until date)
returns table (day date, scope text, name text)
language sql stable set search_path = '' as $$
  select h.day, h.scope, h.name from public.holidays h where h.day between p_from and p_until
  union all
  select t, 'team', 'a day that your team added' from unnest((p_policy).holidays) t where t between p_from and p_until
$$;

create function private.profile_days(p_policy private.policy, p_profiles text[], p_from date, p_until date)
returns table (profile text, zones text[], day date, start_time time, end_time time, holiday text)
language sql stable set search_path = '' as $$
  with parts as materialized (
    select * from private.profile_parts(p_profiles)
  ), rules as materialized (
    select * from private.state_rules(p_policy)
  ), blocked as materialized (
    select * from private.blocking_holidays(p_policy, p_from, p_until)
  ), days as materialized (
    select d::date as day, extract(isodow from d)::integer as weekday
    from generate_series(p_from::timestamp, p_until::timestamp, interval '1 day') d
  ), state_sets as materialized (
    select distinct p.states from parts p
  ), set_hours as materialized (
    -- No state known: the federal hours and holidays hold. A state without a row is one that nobody may be called in.
    select s.states, d.day,
      greatest(((p_policy).settings).calling_start, max(w.start_time)) as start_time,
      least(((p_policy).settings).calling_end, min(w.end_time)) as end_time,
      d.weekday = any (((p_policy).settings).calling_days) and bool_and(w.is_open) as is_open,
      case when bool_or(w.keeps_holidays) then array['US'] else '{}' end
        || coalesce(array_agg(w.state) filter (where w.keeps_holidays and w.state is not null), '{}') as holiday_scopes
    from state_sets s
    cross join days d
    cross join lateral (
      select named.state, not coalesce(r.allows_holidays, false) as keeps_holidays,
        case when named.state is null then time '08:00' when d.weekday = 6 then r.saturday_start when d.weekday = 7 then r.sunday_start else r.weekday_start end as start_time,
        case when named.state is null then time '21:00' when d.weekday = 6 then r.saturday_end when d.weekday = 7 then r.sunday_end else r.weekday_end end as end_time,
        named.state is null or (coalesce(r.is_allowed, false)
          and case d.weekday when 6 then r.saturday_start when 7 then r.sunday_start else r.weekday_start end is not null) as is_open
      from unnest(case when s.states = '{}' then array[null::text] else s.states end) as named (state)
      left join rules r on r.state = named.state
    ) w
    group by s.states, d.day, d.weekday
  ), set_days as materialized (
    select h.*, (
      select min(b.name) from blocked b where b.day = h.day and (b.scope = 'team' or b.scope = any (h.holiday_scopes))
    ) as holiday
    from set_hours h
  )
  select p.profile, p.zones, d.day,
    case when d.is_open and d.holiday is null and d.start_time < d.end_time then d.start_time end,
    case when d.is_open and d.holiday is null and d.start_time < d.end_time then d.end_time end,
    d.holiday
  from parts p join set_days d on d.states = p.states
$$;
comment on function private.profile_days(private.policy, text[], date, date) is
  'The hours, by the called party''s clock, in which all states of a profile and the team let somebody be called on a date; null: not at all.';

create function private.profile_windows(p_policy private.policy, p_profiles text[], p_from timestamptz, p_until timestamptz)
returns table (profile text, windows tstzmultirange)
language sql stable set search_path = '' as $$
  with zone_windows as (
    select d.profile, z.zone,
      coalesce(range_agg(tstzrange((d.day + d.start_time) at time zone z.zone, (d.day + d.end_time) at time zone z.zone))
        filter (where d.start_time is not null), '{}'::tstzmultirange) as windows
    from private.profile_days(p_policy, p_profiles,
      -- The local date is a day off from that of UTC at most.
      (p_from at time zone 'UTC')::date - 1, (p_until at time zone 'UTC')::date + 1) d
    cross join unnest(d.zones) as z (zone)
    group by d.profile, z.zone
  )
  select w.profile, range_intersect_agg(w.windows) * tstzmultirange(tstzrange(p_from, p_until))
  from zone_windows w group by w.profile
$$;
comment on function private.profile_windows(private.policy, text[], timestamptz, timestamptz) is
  'The instants between the two at which the leads of a profile may be called: inside the hours of each plausible zone, by the rules of each plausible state. IANA zones do the arithmetic, so both nights of a clock change are right.';

create type private.profile_state as (
  profile text,
  is_allowed boolean,
  is_open boolean,
  opens_at timestamptz,
  holiday text,
  max_attempts_24h integer,
  min_gap_minutes integer
);
comment on type private.profile_state is 'opens_at: -infinity while open, the next opening while closed, infinity when none comes.';

create function private.profile_limits(p_policy private.policy, p_profiles text[])
returns table (profile text, is_allowed boolean, max_attempts_24h integer, min_gap_minutes integer)
language sql stable set search_path = '' as $$
  select p.profile,
    cardinality(p.states) = count(r.state) and coalesce(bool_and(r.is_allowed), true),
    least(((p_policy).settings).max_attempts_per_number_24h, min(r.max_attempts_24h)),
    greatest(((p_policy).settings).min_gap_minutes, max(r.min_gap_minutes))
  from private.profile_parts(p_profiles) p
  left join private.state_rules(p_policy) r on r.state = any (p.states)
  group by p.profile, p.states
$$;
comment on function private.profile_limits(private.policy, text[]) is 'The strictest of the team''s limits and those of each plausible state.';

create function private.profile_states(p_policy private.policy, p_profiles text[], p_now timestamptz)
returns setof private.profile_state
language sql stable set search_path = '' as $$
  with holidays as materialized (
    select d.profile, min(d.holiday) as name
    from private.profile_days(p_policy, p_profiles, (p_now at time zone 'UTC')::date - 1, (p_now at time zone 'UTC')::date + 1) d
    cross join unnest(d.zones) z
    where d.holiday is not null and d.day = (p_now at time zone z)::date
    group by d.profile
  )
  select l.profile, l.is_allowed, w.windows @> p_now,
    case when w.windows @> p_now then '-infinity'::timestamptz
      else coalesce((select min(lower(r)) from unnest(w.windows) r where lower(r) > p_now), 'infinity') end,
    h.name, l.max_attempts_24h, l.min_gap_minutes
  from private.profile_limits(p_policy, p_profiles) l
  join private.profile_windows(p_policy, p_profiles, p_now, p_now + interval '35 days') w on w.profile = l.profile
  left join holidays h on h.profile = l.profile
$$;

grant usage on type private.policy, private.profile_parts, private.profile_state to authenticated, service_role;
grant execute on function
  private.policy_of(uuid), private.state_rules(private.policy, text[]), private.profile_parts(text[]),
  private.blocking_holidays(private.policy, date, date), private.profile_days(private.policy, text[], date, date),
  private.profile_windows(private.policy, text[], timestamptz, timestamptz),
  private.profile_limits(private.policy, text[]), private.profile_states(private.policy, text[], timestamptz)
to authenticated, service_role;
