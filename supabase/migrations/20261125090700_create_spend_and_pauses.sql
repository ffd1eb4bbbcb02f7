-- What holds a whole team, a number or everybody: the daily spend cap and trouble at the provider.

create table public.daily_spend (
  id uuid primary key default extensions.uuid_generate_v4(),
  team_id uuid not null references public.teams (id) on delete cascade,
  day date not null,
  reserved_usd numeric(12, 4) not null default 0 check (reserved_usd >= 0),
  spent_usd numeric(12, 4) not null default 0 check (spent_usd >= 0),
  call_count integer not null default 0 check (call_count >= 0),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (team_id, day)
);
comment on table public.daily_spend is
  'What calls of a day have cost (spent) and may still cost at most (reserved), kept by a trigger in the transaction that changes a call.';
create trigger daily_spend_touch before update on public.daily_spend for each row execute function private.touch_updated_at();
alter table public.daily_spend enable row level security;
revoke all on public.daily_spend from anon, authenticated;
grant select on public.daily_spend to authenticated;
create policy daily_spend_select on public.daily_spend for select to authenticated
  using (team_id = any ((select private.team_ids())::uuid[]));

create function private.call_reservation(p_call public.calls) returns numeric
language sql immutable as $$
  select case
    when (p_call).state = 'not_placed' then 0
    when (p_call).state = 'ended' and not (p_call).is_dialled then 0
    -- A talk that cost nothing is one whose report was made before the provider had added it up.
    when (p_call).state = 'ended' and ((p_call).cost_usd > 0 or (p_call).cost_usd = 0 and (p_call).started_at is null) then 0
    else (p_call).reserved_usd
  end
$$;
comment on function private.call_reservation(public.calls) is
  'What a call still holds of the cap. One that ended without a final cost holds all of it: the cap must not be exceeded by a cent.';

create function private.call_cost(p_call public.calls) returns numeric
language sql immutable as $$
  select case when (p_call).state = 'ended' then coalesce((p_call).cost_usd, 0) else 0 end
$$;

create function private.add_spend() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.daily_spend as d (team_id, day, reserved_usd, spent_usd, call_count)
  select n.team_id, n.spend_day, sum(private.call_reservation(n)), sum(private.call_cost(n)), count(*)
  from after_write n where n.spend_day is not null
  group by n.team_id, n.spend_day order by 1, 2
  on conflict (team_id, day) do update
    set reserved_usd = d.reserved_usd + excluded.reserved_usd, spent_usd = d.spent_usd + excluded.spent_usd,
      call_count = d.call_count + excluded.call_count;
  return null;
end $$;
create trigger calls_add_spend after insert on public.calls
  referencing new table as after_write for each statement execute function private.add_spend();

create function private.move_spend() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.daily_spend d
  set reserved_usd = d.reserved_usd + m.reserved, spent_usd = d.spent_usd + m.spent
  from (
    select n.team_id, n.spend_day,
      sum(private.call_reservation(n) - private.call_reservation(o)) as reserved,
      sum(private.call_cost(n) - private.call_cost(o)) as spent
    from after_write n join before_write o on o.id = n.id
    where n.spend_day is not null
      and (private.call_reservation(n), private.call_cost(n)) is distinct from (private.call_reservation(o), private.call_cost(o))
    group by n.team_id, n.spend_day
  ) m
  where d.team_id = m.team_id and d.day = m.spend_day;
  return null;
end $$;
create trigger calls_move_spend after update on public.calls
  referencing old table as before_write new table as after_write for each statement execute function private.move_spend();

create function private.worst_case_usd(p_settings public.settings) returns numeric
language sql immutable as $$
  select (p_settings).max_call_minutes * (p_settings).max_cost_per_minute_usd
$$;
comment on function private.worst_case_usd(public.settings) is
  'The most that one call can cost: the provider ends it after max_call_minutes.';

create function private.spend_day(p_settings public.settings, p_now timestamptz) returns date
language sql stable as $$
  select (p_now at time zone (p_settings).timezone)::date
$$;

create function private.affordable_calls(p_settings public.settings, p_held_usd numeric) returns integer
language plpgsql immutable set search_path = '' as $$
begin
  return case when p_settings.daily_spend_cap_usd is null then 1000000
    else greatest(0, floor((p_settings.daily_spend_cap_usd - p_held_usd) / private.worst_case_usd(p_settings)))::integer
  end;
end $$;
comment on function private.affordable_calls(public.settings, numeric) is
  'How many more calls the daily cap bears if each costs the most it can, when so much of it is spent or reserved.';

create function private.spend_capacity(p_settings public.settings, p_now timestamptz) returns integer
language plpgsql stable set search_path = '' as $$
begin
  return private.affordable_calls(p_settings, coalesce((
    select d.reserved_usd + d.spent_usd from public.daily_spend d
    where d.team_id = p_settings.team_id and d.day = private.spend_day(p_settings, p_now)
  ), 0));
end $$;

create type public.pause_scope as enum ('number', 'team', 'all');

create table public.provider_pauses (
  id uuid primary key default extensions.uuid_generate_v4(),
  scope public.pause_scope not null,
  team_id uuid references public.teams (id) on delete cascade,
  phone_number_id text,
  trouble public.provider_trouble not null,
  reason text not null check (length(reason) between 1 and 500),
  occurrences integer not null default 1 check (occurrences >= 1),
  started_at timestamptz not null,
  resume_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid references auth.users (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint provider_pauses_scope_has_target check (
    (scope = 'team') = (team_id is not null) and (scope = 'number') = (phone_number_id is not null))
);
comment on table public.provider_pauses is
  'Trouble at the provider that is not a lead''s fault: what it stops, since when, and when the next single call may find out whether it is over.';
comment on column public.provider_pauses.resume_at is 'From then on one call at a time is let through as a probe; infinity: only a person ends it.';
comment on column public.provider_pauses.occurrences is 'How often it was met; the pauses between probes grow with it.';
create unique index provider_pauses_one_active_idx on public.provider_pauses
  (scope, coalesce(team_id::text, ''), coalesce(phone_number_id, '')) where ended_at is null;
create index provider_pauses_team_id_idx on public.provider_pauses (team_id);
create index provider_pauses_ended_by_idx on public.provider_pauses (ended_by);
create trigger provider_pauses_touch before update on public.provider_pauses for each row execute function private.touch_updated_at();
alter table public.provider_pauses enable row level security;
revoke all on public.provider_pauses from anon, authenticated;
grant select on public.provider_pauses to authenticated;
create policy provider_pauses_select on public.provider_pauses for select to authenticated
  using (case when team_id is null then cardinality((select private.team_ids())::uuid[]) > 0
    else team_id = any ((select private.team_ids())::uuid[]) end);

create table private.caller_numbers (
  phone_number_id text primary key,
  position integer not null
);
comment on table private.caller_numbers is 'The numbers of the deployment, as the latest run was configured.';
alter table private.caller_numbers enable row level security;
grant select, insert, update, delete on private.caller_numbers to service_role;

create function private.pause_minutes(p_trouble public.provider_trouble, p_occurrences integer) returns integer
language sql immutable set search_path = '' as $$
  select least(d.longest, d.first * (2 ^ least(p_occurrences - 1, 10))::integer)
  from (values
    ('concurrency_limit'::public.provider_trouble, 1, 15), ('rate_limited', 1, 15), ('outage', 1, 30),
    ('out_of_credits', 15, 240), ('bad_key', 5, 60), ('misconfigured', 5, 60), ('number_daily_limit', 60, 60), ('cost_overrun', 60, 60)
  ) as d (trouble, first, longest)
  where d.trouble = p_trouble
$$;

create function public.report_provider_trouble(
  p_team_id uuid, p_phone_number_id text, p_trouble public.provider_trouble, p_reason text, p_now timestamptz,
  p_retry_after_seconds integer default null
) returns uuid
language plpgsql set search_path = '' as $$
declare
  v_scope public.pause_scope := case p_trouble when 'number_daily_limit' then 'number' when 'cost_overrun' then 'team' else 'all' end;
  v_pause public.provider_pauses;
  v_count integer;
  v_resume_at timestamptz;
begin
  if v_scope = 'number' and p_phone_number_id is null then
    v_scope := 'all';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('provider_pauses', 0));
  select p.* into v_pause from public.provider_pauses p
  where p.ended_at is null and p.scope = v_scope
    and p.team_id is not distinct from case when v_scope = 'team' then p_team_id end
    and p.phone_number_id is not distinct from case when v_scope = 'number' then p_phone_number_id end;
  -- Calls that were under way when it began say the same again: that is one occurrence.
  if v_pause.id is not null and v_pause.trouble = p_trouble and v_pause.resume_at > p_now + interval '30 seconds'
    and v_pause.started_at > p_now - interval '1 minute' then
    return v_pause.id;
  end if;
  v_count := case when v_pause.trouble = p_trouble then v_pause.occurrences + 1 else 1 end;
  v_resume_at := case p_trouble
    -- The provider counts its days in UTC.
    when 'number_daily_limit' then ((p_now at time zone 'UTC')::date + 1)::timestamp at time zone 'UTC'
    when 'cost_overrun' then 'infinity'
    else p_now + greatest(private.pause_minutes(p_trouble, v_count) * interval '1 minute',
      least(coalesce(p_retry_after_seconds, 0), 3600) * interval '1 second')
  end;
  if v_pause.id is not null then
    update public.provider_pauses p set trouble = p_trouble, reason = left(p_reason, 500), occurrences = v_count,
      resume_at = v_resume_at
    where p.id = v_pause.id;
    return v_pause.id;
  end if;
  insert into public.provider_pauses (scope, team_id, phone_number_id, trouble, reason, started_at, resume_at)
  values (v_scope, case when v_scope = 'team' then p_team_id end, case when v_scope = 'number' then p_phone_number_id end,
    p_trouble, left(p_reason, 500), p_now, v_resume_at)
  returning * into v_pause;
  return v_pause.id;
end $$;
comment on function public.report_provider_trouble(uuid, text, public.provider_trouble, text, timestamptz, integer) is
  'Pauses exactly what the trouble concerns: a number, a team or everybody. Met again it pauses longer, up to a limit.';

create function private.end_pauses_proven_over(p_call public.calls, p_troubles public.provider_trouble[], p_now timestamptz) returns void
language plpgsql set search_path = '' as $$
begin
  update public.provider_pauses p set ended_at = p_now
  where p.ended_at is null and p.trouble = any (p_troubles)
    -- A call that was claimed before the trouble began proves nothing about it.
    and p.started_at < p_call.claimed_at
    and (p.scope = 'all' or p.team_id = p_call.team_id or p.phone_number_id = p_call.phone_number_id);
end $$;

create function public.end_provider_pause(p_pause_id uuid, p_now timestamptz) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  v_pause public.provider_pauses;
begin
  select p.* into v_pause from public.provider_pauses p where p.id = p_pause_id for update;
  if (select auth.uid()) is not null and not exists (
    select 1 from unnest(private.team_ids('{admin}')) t where v_pause.team_id is null or t = v_pause.team_id
  ) then
    raise exception 'Only an admin of the team may resume.' using errcode = 'PT403';
  end if;
  if v_pause.id is null or v_pause.ended_at is not null then
    return false;
  end if;
  update public.provider_pauses p set ended_at = p_now, ended_by = (select auth.uid()) where p.id = p_pause_id;
  return true;
end $$;
comment on function public.end_provider_pause(uuid, timestamptz) is
  'A person says that the trouble is over. Definer rights (checked inside). False: it had ended already.';

create function private.holding_pauses(p_team_id uuid) returns setof public.provider_pauses
language plpgsql stable security definer set search_path = '' as $$
begin
  return query
  select p.* from public.provider_pauses p
  where p.ended_at is null and (p.scope = 'all' or p.team_id = p_team_id)
  union all
  -- A paused number holds a team only when no other is left; the first that may be tried again decides.
  (
    select p.* from public.provider_pauses p join private.caller_numbers n on n.phone_number_id = p.phone_number_id
    where p.ended_at is null and p.scope = 'number' and not exists (
      select 1 from private.caller_numbers other
      where not exists (
        select 1 from public.provider_pauses x where x.ended_at is null and x.phone_number_id = other.phone_number_id))
    order by p.resume_at limit 1
  );
end $$;
comment on function private.holding_pauses(uuid) is 'The pauses that keep a team from calling. Definer rights: the deployment''s numbers are not for clients.';

create function public.list_due_probes(p_team_id uuid, p_now timestamptz)
returns setof public.provider_trouble
language plpgsql stable set search_path = '' as $$
begin
  return query select distinct h.trouble from private.holding_pauses(p_team_id) h where h.resume_at <= p_now order by 1;
end $$;
comment on function public.list_due_probes(uuid, timestamptz) is 'The trouble that may be over: one call at most finds out.';

create function private.open_call_count(p_team_id uuid) returns integer
language plpgsql stable set search_path = '' as $$
begin
  return (select count(*) from public.calls c where c.team_id = p_team_id and c.state in ('claimed', 'placing', 'placed'));
end $$;

create function private.team_gate_times(p_settings public.settings, p_now timestamptz) returns timestamptz[]
language sql stable set search_path = '' as $$
  select array[
    case when (p_settings).automation_enabled then '-infinity' else 'infinity' end,
    coalesce((select max(p.resume_at) from private.holding_pauses((p_settings).team_id) p), '-infinity'),
    case when private.spend_capacity(p_settings, p_now) > 0 then '-infinity'
      when (p_settings).daily_spend_cap_usd < private.worst_case_usd(p_settings) then 'infinity'
      else (private.spend_day(p_settings, p_now) + 1)::timestamp at time zone (p_settings).timezone end,
    -- Nobody knows when a running call ends.
    case when private.open_call_count((p_settings).team_id) < (p_settings).max_concurrent_calls then '-infinity' end
  ]::timestamptz[]
$$;
comment on function private.team_gate_times(public.settings, timestamptz) is
  'The gates of the whole team, continuing gate_times: automation, provider, spend, concurrency (null: closed until a call ends).';

grant execute on function
  private.call_reservation(public.calls), private.call_cost(public.calls), private.worst_case_usd(public.settings),
  private.spend_day(public.settings, timestamptz), private.affordable_calls(public.settings, numeric), private.spend_capacity(public.settings, timestamptz),
  private.holding_pauses(uuid), private.open_call_count(uuid), private.team_gate_times(public.settings, timestamptz)
to authenticated, service_role;
grant execute on function
  private.pause_minutes(public.provider_trouble, integer),
  private.end_pauses_proven_over(public.calls, public.provider_trouble[], timestamptz),
  public.report_provider_trouble(uuid, text, public.provider_trouble, text, timestamptz, integer),
  public.list_due_probes(uuid, timestamptz) to service_role;
grant execute on function public.end_provider_pause(uuid, timestamptz) to authenticated, service_role;
