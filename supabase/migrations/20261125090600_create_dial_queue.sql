-- The queue. Leads of one profile and one consent basis stand in one lane; its windows are worked out ahead, so that a
-- claim looks only at lanes that are open and in each only at the leads that come next, however many there are.

create table private.dial_lanes (
  team_id uuid not null references public.teams (id) on delete cascade,
  profile text collate "C" not null,
  consent_basis public.consent_basis not null,
  primary key (team_id, profile, consent_basis)
);

create table private.window_coverage (
  team_id uuid not null references public.teams (id) on delete cascade,
  profile text collate "C" not null,
  covered_from timestamptz not null,
  covered_until timestamptz not null,
  max_attempts_24h integer not null,
  min_gap_minutes integer not null,
  primary key (team_id, profile)
);
comment on table private.window_coverage is
  'For which time calling_windows holds the result of profile_windows; gone as soon as a rule, a holiday or a setting changes.';

create table private.calling_windows (
  team_id uuid not null,
  profile text collate "C" not null,
  opens_at timestamptz not null,
  closes_at timestamptz not null,
  primary key (team_id, profile, opens_at),
  foreign key (team_id, profile) references private.window_coverage (team_id, profile) on delete cascade
);
create index calling_windows_closes_at_idx on private.calling_windows (team_id, closes_at);

alter table private.dial_lanes enable row level security;
alter table private.window_coverage enable row level security;
alter table private.calling_windows enable row level security;
grant select, insert, update, delete on private.dial_lanes, private.window_coverage, private.calling_windows to service_role;

create function private.ready_at(p_lead public.leads, p_now timestamptz) returns timestamptz
language plpgsql stable set search_path = '' as $$
declare
  v_settings public.settings;
  v_coverage private.window_coverage;
  v_recent timestamptz[];
begin
  select s.* into strict v_settings from public.settings s where s.team_id = p_lead.team_id;
  if p_lead.call_attempts >= v_settings.max_attempts or private.is_suppressed(p_lead.team_id, p_lead.phone, p_lead.email) then
    return 'infinity';
  end if;
  select c.* into v_coverage from private.window_coverage c where c.team_id = p_lead.team_id and c.profile = p_lead.calling_profile;
  v_recent := private.recent_calls(p_lead.team_id, p_lead.phone, p_now);
  return greatest(
    private.pace_opens_at(p_lead.callback_at, p_lead.last_called_at, v_settings.retry_interval),
    private.number_limit_opens_at(v_recent, coalesce(v_coverage.max_attempts_24h, v_settings.max_attempts_per_number_24h)),
    private.gap_opens_at(v_recent, coalesce(v_coverage.min_gap_minutes, v_settings.min_gap_minutes), p_lead.callback_at));
end $$;

create index leads_queue_idx on public.leads (team_id, calling_profile, consent_basis, ready_at, created_at, id)
  where status = 'pending' and review_reason is null and callback_at is null and ready_at < 'infinity';
create index leads_callbacks_idx on public.leads (team_id, ready_at, created_at, id)
  where status = 'pending' and review_reason is null and callback_at is not null and ready_at < 'infinity';
create index leads_held_back_idx on public.leads (team_id) where status = 'pending' and ready_at > '-infinity';
-- squawk-ignore require-concurrent-index-deletion
drop index public.leads_due_idx;

create function private.register_lanes() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  -- In order, so that two writers never wait for each other.
  insert into private.dial_lanes (team_id, profile, consent_basis)
  select distinct c.team_id, c.calling_profile, c.consent_basis from changed c
  where c.status = 'pending' and c.calling_profile is not null and c.consent_basis is not null
    and not exists (
      select 1 from private.dial_lanes d
      where d.team_id = c.team_id and d.profile = c.calling_profile and d.consent_basis = c.consent_basis)
  order by 1, 2, 3
  on conflict do nothing;
  return null;
end $$;
create trigger leads_register_lanes_insert after insert on public.leads
  referencing new table as changed for each statement execute function private.register_lanes();
create trigger leads_register_lanes_update after update on public.leads
  referencing new table as changed for each statement execute function private.register_lanes();

create function private.set_ready_at() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  new.ready_at := private.ready_at(new, private.business_now());
  return new;
end $$;
create trigger leads_set_ready_at before update of status, call_attempts, last_called_at, callback_at, phone, email on public.leads
  for each row when (new.status = 'pending') execute function private.set_ready_at();

create trigger leads_set_ready_at_insert before insert on public.leads
  for each row when (new.last_called_at is not null or new.callback_at is not null) execute function private.set_ready_at();

create function private.hold_suppressed_leads() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_held uuid[];
begin
  -- The lock waits for a removal that is under way: afterwards the entry is gone, and the lead is not held.
  v_held := array(
    select c.id from changed c join public.suppressions s on s.team_id = c.team_id and s.channel = 'phone' and s.address = c.phone
    for key share of s
  ) || array(
    select c.id from changed c join public.suppressions s on s.team_id = c.team_id and s.channel = 'email' and s.address = c.email
    for key share of s
  );
  if cardinality(v_held) > 0 then
    update public.leads l set ready_at = 'infinity' where l.id = any (v_held);
  end if;
  return null;
end $$;
create trigger leads_hold_suppressed after insert on public.leads
  referencing new table as changed for each statement execute function private.hold_suppressed_leads();

create function private.rekey_leads(p_team_id uuid, p_now timestamptz) returns void
language sql set search_path = '' as $$
  update public.leads l set ready_at = private.ready_at(l, p_now)
  where l.team_id = p_team_id and l.status = 'pending' and l.ready_at > '-infinity'
    and l.ready_at is distinct from private.ready_at(l, p_now)
$$;
comment on function private.rekey_leads(uuid, timestamptz) is
  'After a change of the pace: only leads that were called before, or are held, can be due at another time.';

create function private.forget_windows() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_team_id uuid := case when tg_op = 'DELETE' then old.team_id else new.team_id end;
begin
  -- The claim holds the same lock: no call is placed by a rule that has just been replaced.
  perform 1 from public.settings s where s.team_id = v_team_id for update;
  delete from private.window_coverage c where c.team_id = v_team_id;
  perform private.rekey_leads(v_team_id, private.business_now());
  return null;
end $$;
create trigger team_calling_rules_forget_windows after insert or update or delete on public.team_calling_rules
  for each row execute function private.forget_windows();
create trigger team_holidays_forget_windows after insert or update or delete on public.team_holidays
  for each row execute function private.forget_windows();
create trigger settings_forget_windows after update on public.settings
  for each row when (
    (old.calling_days, old.calling_start, old.calling_end, old.retry_interval, old.max_attempts,
      old.max_attempts_per_number_24h, old.min_gap_minutes)
    is distinct from
    (new.calling_days, new.calling_start, new.calling_end, new.retry_interval, new.max_attempts,
      new.max_attempts_per_number_24h, new.min_gap_minutes)
  ) execute function private.forget_windows();

create function private.forget_all_windows() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  delete from private.window_coverage c where true;
  return null;
end $$;
create trigger calling_rules_forget_windows after insert or update or delete on public.calling_rules
  for each statement execute function private.forget_all_windows();
create trigger holidays_forget_windows after insert or update or delete on public.holidays
  for each statement execute function private.forget_all_windows();

create function private.missing_windows(p_team_id uuid, p_now timestamptz) returns text[]
language plpgsql stable set search_path = '' as $$
begin
  return array(
    select distinct l.profile from private.dial_lanes l
    where l.team_id = p_team_id and not exists (
      select 1 from private.window_coverage c
      where c.team_id = l.team_id and c.profile = l.profile
        and c.covered_from <= p_now and c.covered_until > p_now + interval '15 minutes'));
end $$;

create function private.cover_windows(p_team_id uuid, p_now timestamptz) returns void
language plpgsql set search_path = '' as $$
declare
  v_missing text[] := private.missing_windows(p_team_id, p_now);
  v_policy private.policy;
begin
  if v_missing = '{}' then
    return;
  end if;
  v_policy := private.policy_of(p_team_id);
  delete from private.window_coverage c where c.team_id = p_team_id and c.profile = any (v_missing);
  insert into private.window_coverage (team_id, profile, covered_from, covered_until, max_attempts_24h, min_gap_minutes)
  select p_team_id, l.profile, p_now, p_now + interval '9 days', l.max_attempts_24h, l.min_gap_minutes
  from private.profile_limits(v_policy, v_missing) l;
  insert into private.calling_windows (team_id, profile, opens_at, closes_at)
  select p_team_id, w.profile, lower(r), upper(r)
  from private.profile_windows(v_policy, v_missing, p_now, p_now + interval '9 days') w
  cross join unnest(w.windows) r;
end $$;
comment on function private.cover_windows(uuid, timestamptz) is
  'Works out the windows of the team''s lanes for the days ahead where that is not done yet: the claim only looks them up.';

grant execute on function
  private.ready_at(public.leads, timestamptz), private.rekey_leads(uuid, timestamptz),
  private.missing_windows(uuid, timestamptz), private.cover_windows(uuid, timestamptz) to service_role;
