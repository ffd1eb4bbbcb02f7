-- A claim changes many leads at once: what every change of a lead pays for is kept small.

-- Zones are checked where they are written; a constraint would check them again with every change of the status.
alter table public.leads drop constraint leads_timezone_check, drop constraint leads_timezones_check;
alter table public.leads add constraint leads_timezones_count check (cardinality(timezones) <= 12);

create or replace function private.set_calling_profile() returns trigger
language plpgsql set search_path = '' as $$
begin
  -- Whoever writes one zone only means that this is the plausible one.
  if new.timezone is not null and not (new.timezone = any (new.timezones)) then
    new.timezones := case when cardinality(new.timezones) = 0 or tg_op = 'UPDATE' and old.timezones = new.timezones
      then array[new.timezone] else new.timezones || new.timezone end;
  elsif new.timezone is null and tg_op = 'UPDATE' and old.timezone is not null and old.timezones = new.timezones then
    new.timezones := '{}';
  end if;
  if not private.are_time_zones(new.timezones) then
    raise exception 'A time zone is named as Area/City, for example America/Chicago.'
      using errcode = 'check_violation', constraint = 'leads_timezones_check', table = 'leads', schema = 'public';
  end if;
  new.calling_profile := private.calling_profile(new.timezones, new.states);
  return new;
end $$;

create or replace function private.actor() returns public.actor_kind
language plpgsql stable set search_path = '' as $$
begin
  return case when auth.uid() is not null then 'user' else coalesce(nullif(current_setting('app.actor', true), ''), 'system') end;
end $$;

create or replace function private.act_as(p_actor public.actor_kind, p_now timestamptz) returns void
language plpgsql set search_path = '' as $$
begin
  perform set_config('app.actor', p_actor::text, true), set_config('app.now', p_now::text, true);
end $$;

create or replace function private.business_now() returns timestamptz
language plpgsql stable set search_path = '' as $$
begin
  return coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now());
end $$;

-- Inlined, it costs a fraction; it uses nothing but what pg_catalog has.
alter function private.is_email(text) reset search_path;

create or replace function private.record_lead_changes() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_actor public.actor_kind;
  v_user_id uuid;
  v_now timestamptz;
begin
  -- That a call began is told by the call itself.
  if not exists (select 1 from after_update n where n.status <> 'calling') then
    return null;
  end if;
  v_actor := private.actor();
  v_user_id := auth.uid();
  v_now := private.business_now();
  insert into public.activity (team_id, lead_id, actor, user_id, kind, detail, happened_at)
  select n.team_id, n.id, v_actor, v_user_id,
    case when o.status is distinct from n.status then 'lead.status_changed' else 'lead.edited' end,
    case when o.status is distinct from n.status
      then jsonb_build_object('from', o.status, 'to', n.status, 'review_reason', n.review_reason)
      else (
        select coalesce(jsonb_object_agg(c.key, jsonb_build_array(c.value, a.value)), '{}')
        from jsonb_each(private.editable_fields(o)) c
        join jsonb_each(private.editable_fields(n)) a on a.key = c.key and a.value is distinct from c.value
      )
    end,
    v_now
  from before_update o
  join after_update n on n.id = o.id
  where n.status <> 'calling'
    and (o.status is distinct from n.status or private.editable_fields(o) is distinct from private.editable_fields(n));
  return null;
end $$;

create or replace function private.check_calling_matches_open_call() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_lead_id uuid;
  v_is_calling boolean;
begin
  -- "offset 0" keeps the planner at the calls of the lead: the index of all open calls looks small to it and is not.
  if tg_table_name = 'leads' then
    v_lead_id := new.id;
    if new.status = 'calling' and exists (
      select 1 from (select c.state from public.calls c where c.lead_id = v_lead_id offset 0) c where c.state in ('claimed', 'placing', 'placed')
    ) then
      return null;
    end if;
  elsif tg_op = 'INSERT' then
    v_lead_id := new.lead_id;
    if new.state in ('claimed', 'placing', 'placed') and exists (
      select 1 from public.leads l where l.id = v_lead_id and l.status = 'calling'
    ) then
      return null;
    end if;
  elsif tg_op = 'DELETE' then
    v_lead_id := old.lead_id;
  else
    v_lead_id := new.lead_id;
  end if;
  -- Whatever was changed again later in the transaction is asked in full; so is what the short ways above leave open.
  select l.status = 'calling' into v_is_calling from public.leads l where l.id = v_lead_id;
  if found and v_is_calling <> exists (
    select 1 from (select c.state from public.calls c where c.lead_id = v_lead_id offset 0) c where c.state in ('claimed', 'placing', 'placed')
  ) then
    raise exception 'A lead is "calling" exactly while it has an open call (lead %).', v_lead_id using errcode = 'PT409';
  end if;
  return null;
end $$;

-- A call refers to its run without a foreign key: runs go only with their team, nobody asks for the calls of one, and
-- key and index would be written with every call. Its provider's id is unique once it has one.
alter table public.calls drop constraint calls_run_id_fkey;
-- squawk-ignore require-concurrent-index-deletion
drop index public.calls_run_id_idx;
alter table public.calls drop constraint calls_provider_call_id_key;
create unique index calls_provider_call_id_key on public.calls (provider_call_id) where provider_call_id is not null;

-- Words are looked for in a table of their own: a trigram index on the leads would be written with every call.
create table public.lead_search (
  id uuid primary key default extensions.uuid_generate_v4(),
  team_id uuid not null references public.teams (id) on delete cascade,
  lead_id uuid not null unique references public.leads (id) on delete cascade,
  text text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table public.lead_search is 'What leads are found by, in small letters. Kept by a trigger.';
create index lead_search_text_idx on public.lead_search using gin (text extensions.gin_trgm_ops);
create index lead_search_team_id_idx on public.lead_search (team_id);
alter table public.lead_search enable row level security;
revoke all on public.lead_search from anon, authenticated;
grant select on public.lead_search to authenticated;
create policy lead_search_select on public.lead_search for select to authenticated
  using (team_id = any ((select private.team_ids())::uuid[]));

insert into public.lead_search (lead_id, team_id, text) select l.id, l.team_id, l.search_text from public.leads l;
create trigger lead_search_touch before update on public.lead_search for each row execute function private.touch_updated_at();
-- squawk-ignore require-concurrent-index-deletion
drop index public.leads_search_text_idx;
-- squawk-ignore ban-drop-column
alter table public.leads drop column search_text;

create function private.search_text(p_company_name text, p_contact_name text, p_phone text, p_email text) returns text
language sql immutable as $$
  select lower(p_company_name || ' ' || coalesce(p_contact_name, '') || ' ' || p_phone || ' ' || p_email)
$$;

create function private.index_new_leads() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.lead_search (lead_id, team_id, text)
  select c.id, c.team_id, private.search_text(c.company_name, c.contact_name, c.phone, c.email) from changed c;
  return null;
end $$;
create trigger leads_index_new after insert on public.leads
  referencing new table as changed for each statement execute function private.index_new_leads();

create function private.index_changed_lead() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.lead_search s set text = private.search_text(new.company_name, new.contact_name, new.phone, new.email) where s.lead_id = new.id;
  return null;
end $$;
create trigger leads_index_changed after update of company_name, contact_name, phone, email on public.leads
  for each row when (
    (old.company_name, old.contact_name, old.phone, old.email) is distinct from (new.company_name, new.contact_name, new.phone, new.email)
  ) execute function private.index_changed_lead();
