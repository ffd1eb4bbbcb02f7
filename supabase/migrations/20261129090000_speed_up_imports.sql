-- What a row of a large file costs: its lead is stored first and made searchable when nothing more is to be stored, its keys lie
-- side by side in the indexes, and what the import itself knows is not written once a lead.

-- Who created the leads, and when, is a matter of the import: the timeline tells it from there.
alter table public.imports add column begun_at timestamptz not null default now();
comment on column public.imports.begun_at is 'When it was begun and its leads were made; business time.';
update public.imports set begun_at = created_at;

create or replace function public.start_import(p_team_id uuid, p_import jsonb, p_now timestamptz) returns public.imports
language plpgsql security definer set search_path = '' as $$
declare
  v public.imports := jsonb_populate_record(null::public.imports, p_import);
  v_import public.imports;
  v_consent_id uuid;
begin
  if not (p_team_id = any (private.team_ids('{admin,member}'))) then
    raise exception 'Only members of the team may import.' using errcode = 'PT403';
  end if;
  if p_import ->> 'new_list_name' is not null then
    insert into public.lead_lists (team_id, name, created_by) values (p_team_id, p_import ->> 'new_list_name', (select auth.uid()))
    on conflict (team_id, lower(name)) do nothing;
    select x.id into v.list_id from public.lead_lists x where x.team_id = p_team_id and lower(x.name) = lower(p_import ->> 'new_list_name');
  elsif v.list_id is not null and not exists (select 1 from public.lead_lists x where x.id = v.list_id and x.team_id = p_team_id) then
    raise exception 'This list is gone. Choose another one.' using errcode = 'PT409';
  end if;
  insert into public.imports (team_id, file_name, total_rows, list_id, duplicate_policy, columns, header_signature, file_signature, created_by, begun_at)
  values (p_team_id, v.file_name, v.total_rows, v.list_id, v.duplicate_policy, v.columns, v.header_signature, v.file_signature, (select auth.uid()), p_now)
  on conflict (team_id, created_by, file_signature) where state = 'running' do nothing
  returning * into v_import;
  if not found then
    select i.* into strict v_import from public.imports i
    where i.team_id = p_team_id and i.created_by = (select auth.uid()) and i.file_signature = v.file_signature and i.state = 'running';
    return v_import;
  end if;
  -- Without a basis the leads come in all the same; they are not called until somebody attests one.
  if p_import ->> 'basis' is not null then
    insert into public.consents (team_id, import_id, basis, note, text_shown, attested_by, attested_at)
    values (p_team_id, v_import.id, (p_import ->> 'basis')::public.consent_basis, p_import ->> 'note', p_import ->> 'text_shown', (select auth.uid()), p_now)
    returning id into v_consent_id;
    update public.imports i set consent_id = v_consent_id where i.id = v_import.id returning * into v_import;
  end if;
  return v_import;
end $$;

create or replace function private.record_lead_creation() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_actor public.actor_kind := private.actor();
  v_user_id uuid := auth.uid();
  v_now timestamptz := private.business_now();
begin
  insert into public.activity (team_id, lead_id, actor, user_id, kind, happened_at)
  select n.team_id, n.id, v_actor, v_user_id, 'lead.created', v_now
  from created n where n.import_id is null;
  return null;
end $$;
delete from public.activity a where a.kind = 'lead.created' and a.detail ? 'import_id';

create or replace function public.get_lead_timeline(
  p_lead_id uuid, p_before timestamptz default null, p_before_id uuid default null, p_limit integer default 40
) returns table (
  id uuid, kind text, happened_at timestamptz, actor public.actor_kind, is_mine boolean, user_email text,
  call_id uuid, appointment_id uuid, detail jsonb
)
language sql stable set search_path = '' as $$
  -- Each source gives as many as fit on the page: none of them is read to its end.
  with entries as (
    (select a.id, a.kind, a.happened_at, a.actor, a.user_id, a.call_id, a.appointment_id, a.detail
      from public.activity a
      -- The call itself tells how it ended.
      where a.lead_id = p_lead_id and a.kind <> 'call.ended'
        and (p_before is null or (a.happened_at, a.id) < (p_before, p_before_id))
      order by a.happened_at desc, a.id desc limit p_limit)
    union all
    (select i.id, 'lead.created', i.begun_at, 'user', i.created_by, null, null,
        jsonb_build_object('import_id', i.id, 'file_name', i.file_name)
      from public.leads l
      join public.imports i on i.id = l.import_id
      where l.id = p_lead_id and (p_before is null or (i.begun_at, i.id) < (p_before, p_before_id)))
    union all
    (select c.id, 'call', c.claimed_at, (case when r.trigger = 'manual' then 'user' else 'cron' end)::public.actor_kind,
        r.started_by, c.id, null, jsonb_build_object(
          'attempt', c.attempt, 'state', c.state, 'provider_status', c.provider_status, 'outcome', c.outcome,
          'outcome_reason', c.outcome_reason, 'ended_reason', c.ended_reason, 'duration_seconds', c.duration_seconds,
          'summary', left(c.summary, 600))
      from public.calls c
      left join public.automation_runs r on r.id = c.run_id
      where c.lead_id = p_lead_id and (p_before is null or (c.claimed_at, c.id) < (p_before, p_before_id))
      order by c.claimed_at desc, c.id desc limit p_limit)
    union all
    (select n.id, 'note', n.noted_at, 'user', n.author_id, null, null,
        jsonb_build_object('body', n.body)
      from public.lead_notes n
      where n.lead_id = p_lead_id and (p_before is null or (n.noted_at, n.id) < (p_before, p_before_id))
      order by n.noted_at desc, n.id desc limit p_limit)
    union all
    (select e.id, 'email.failed', e.next_attempt_at, 'system', null, e.call_id, e.appointment_id,
        jsonb_build_object('kind', e.kind, 'reason', e.last_error)
      from public.emails e
      where e.lead_id = p_lead_id and e.state = 'failed'
        and (p_before is null or (e.next_attempt_at, e.id) < (p_before, p_before_id))
      order by e.next_attempt_at desc, e.id desc limit p_limit)
    union all
    (select c.id, 'consent.attested', c.attested_at,
        (case when c.attested_by is null then 'system' else 'user' end)::public.actor_kind, c.attested_by, null, null,
        jsonb_build_object('basis', c.basis, 'note', c.note)
      from public.leads l
      join public.consents c on c.team_id = l.team_id
        and (c.lead_id = l.id or c.import_id = l.import_id or c.phone = l.phone)
      where l.id = p_lead_id and (p_before is null or (c.attested_at, c.id) < (p_before, p_before_id))
      order by c.attested_at desc, c.id desc limit p_limit)
    union all
    (select s.id, 'suppression.added', s.suppressed_at,
        (case when s.created_by is null then 'system' else 'user' end)::public.actor_kind, s.created_by, null, null,
        jsonb_build_object('channel', s.channel, 'reason', s.reason, 'source', s.source)
      -- Looked up by what is known of the lead: under row level security a join would go through the whole list.
      from public.leads l cross join lateral (
        select x.* from public.suppressions x
        where x.team_id = l.team_id and x.address = any (array[l.phone, lower(l.email)])
          and (p_before is null or (x.suppressed_at, x.id) < (p_before, p_before_id))
        order by x.suppressed_at desc, x.id desc limit p_limit
      ) s
      where l.id = p_lead_id)
  )
  select e.id, e.kind, e.happened_at, e.actor, coalesce(e.user_id = (select auth.uid()), false), m.email, e.call_id, e.appointment_id, e.detail
  from entries e
  left join public.team_members m on m.user_id = e.user_id
    and m.team_id = (select l.team_id from public.leads l where l.id = p_lead_id)
  order by e.happened_at desc, e.id desc
  limit p_limit
$$;

-- A key that begins with a time: rows that are made together lie together in every index that ends with it.
create function private.id_of_moment(p_at timestamptz) returns uuid
language sql volatile as $$
  select encode(set_bit(set_bit(
    overlay(uuid_send(gen_random_uuid()) placing substring(int8send((date_part('epoch', p_at) * 1000)::bigint) from 3) from 1 for 6),
    52, 1), 53, 1), 'hex')::uuid
$$;
comment on function private.id_of_moment(timestamptz) is
  'A UUID of version 7 (RFC 9562 §5.7). Without a search path of its own, so that it is inlined; it uses nothing but what pg_catalog has.';

-- The same rule as before. A count within the pattern makes ten times the work of it.
create or replace function private.is_email(p_address text) returns boolean
language sql immutable as $$
  select p_address = lower(p_address)
    and length(p_address) <= 254
    and position('@' in p_address) <= 65
    and p_address ~ '^[^@\s,;<>"]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$'
$$;

-- Who brings the profile has it from calling_profile(); no client may write it.
drop trigger leads_set_calling_profile on public.leads;
create trigger leads_set_calling_profile before update of timezone, timezones, states on public.leads
  for each row execute function private.set_calling_profile();
create trigger leads_set_calling_profile_insert before insert on public.leads
  for each row when (new.calling_profile is null) execute function private.set_calling_profile();

create or replace function private.create_imported(p_import public.imports, p_consent public.consents, p_rows private.import_row[]) returns text[]
language plpgsql set search_path = '' as $$
declare
  v_phones text[];
  v_ids uuid[];
begin
  with fresh as materialized (
    select r.*, coalesce(r.timezone, '') as zone, coalesce(r.timezones, '{}') as zones, coalesce(r.states, '{}') as places,
      -- The order of the file stays the order of the list and of the calls.
      now() + r.n * interval '1 microsecond' as listed_at
    from unnest(p_rows) r where r.refusal is null and r.same_as is null
  ), known as materialized (
    -- A file has many leads and few places. What is not a time zone is left to the trigger, which says so.
    select k.zone, k.zones, k.places,
      case when (k.zone = '' or k.zone = any (k.zones)) and private.are_time_zones(k.zones)
        then private.calling_profile(k.zones, k.places) end as profile
    from (select distinct f.zone, f.zones, f.places from fresh f) k
  ), created as (
    insert into public.leads (id, team_id, import_id, list_id, company_name, contact_name, phone, phone_extension, email, street,
      city, state, postal_code, timezone, timezone_source, timezones, zone_note, states, notes, custom, consent_id, consent_basis,
      created_at, calling_profile)
    select private.id_of_moment(f.listed_at), p_import.team_id, p_import.id, p_import.list_id, f.company_name, f.contact_name, f.phone,
      f.phone_extension, f.email, f.street, f.city, f.state, f.postal_code, f.timezone, f.timezone_source, f.zones, f.zone_note,
      f.places, f.notes, coalesce(f.custom, '{}'), p_consent.id, p_consent.basis, f.listed_at, k.profile
    from fresh f join known k on k.zone = f.zone and k.zones = f.zones and k.places = f.places
    on conflict (team_id, phone) do nothing
    returning id, phone
  )
  select coalesce(array_agg(c.phone), '{}'), coalesce(array_agg(c.id), '{}') into v_phones, v_ids from created c;
  if cardinality(v_ids) > 0 then
    insert into private.unsearchable_leads (import_id, first_row, lead_ids) values (p_import.id, p_import.processed_rows + 1, v_ids);
  end if;
  return v_phones;
end $$;

create or replace function public.import_lead_rows(p_import_id uuid, p_first_row integer, p_rows json, p_now timestamptz) returns public.imports
-- The planner takes the rows in hand for a hundred; nested loops over them are quadratic.
language plpgsql security definer set search_path = '' set enable_nestloop = off as $$
declare
  v_import public.imports;
  v_consent public.consents;
  v_rows private.import_row[];
  v_headers text[];
  v_created text[];
  v_updated text[] := '{}';
  v_skipped integer;
  v_refused integer;
  v_suppressed integer;
  v_is_last boolean;
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('storing:' || p_import_id, 0));
  -- Read while the chunk before is still being stored.
  v_rows := array(select r from json_populate_recordset(null::private.import_row, p_rows) r);
  -- The chunk before may not even have come: looking again costs less than sending these rows again.
  for v_look in 1 .. 200 loop
    exit when not exists (
      select 1 from public.imports i where i.id = p_import_id and i.state = 'running' and i.processed_rows + 1 < p_first_row);
    perform pg_sleep(0.01);
  end loop;
  select i.* into v_import from public.imports i where i.id = p_import_id for update;
  if not found or not (v_import.team_id = any (private.team_ids('{admin,member}'))) then
    raise exception 'No such import.' using errcode = 'PT404';
  end if;
  -- Rows that an earlier delivery brought are in already, and later ones wait for their turn: the caller sees by the progress.
  if p_first_row <> v_import.processed_rows + 1 or v_import.state <> 'running' then
    if v_import.processed_rows < p_first_row and v_import.state <> 'running' then
      raise exception 'This import is already %.', v_import.state using errcode = 'PT409';
    end if;
    return v_import;
  end if;
  -- One chunk a team at a time: two imports of the same numbers wait for each other instead of dying.
  perform pg_advisory_xact_lock(hashtextextended('import:' || v_import.team_id, 0));
  v_is_last := v_import.processed_rows + cardinality(v_rows) = v_import.total_rows
    and not exists (select 1 from private.unsearchable_leads u where u.import_id = p_import_id);
  perform private.act_as('user', p_now), set_config('app.is_importing', 'on', true);
  select c.* into v_consent from public.consents c where c.id = v_import.consent_id;
  v_headers := array(select x ->> 'header' from jsonb_array_elements(v_import.columns) x);
  if (select count(*) filter (where r.n <> p_first_row + r.position - 1) > 0
      or count(r.phone) filter (where r.refusal is null and r.same_as is null) <> count(distinct r.phone) filter (where r.refusal is null and r.same_as is null)
    from unnest(v_rows) with ordinality r (n, same_as, refusal, cells, company_name, contact_name, phone, phone_extension, email, street,
      city, state, postal_code, timezone, timezone_source, timezones, zone_note, states, notes, custom, known_place, known_zone, position)) then
    raise exception 'Rows follow each other without a gap, and one row a number carries its fields.' using errcode = 'PT409';
  end if;

  v_created := private.create_imported(v_import, v_consent, v_rows);
  if v_import.duplicate_policy <> 'skip' then
    v_updated := private.update_imported(v_import, v_consent, v_rows, v_created);
  end if;
  v_suppressed := private.count_suppressed(v_import.team_id, v_rows, v_created || v_updated);
  with written as (
    insert into public.import_refusals (team_id, import_id, row_number, is_duplicate, reason, fields)
    select v_import.team_id, p_import_id, r.n, r.refusal is null,
      case when r.refusal is not null then r.refusal
        when v_import.duplicate_policy <> 'skip' then 'This lead is being called right now: nothing about it was changed.'
        else 'This phone number is already in the list or earlier in the file.' end,
      jsonb_object(v_headers, array(select json_array_elements_text(r.cells)))
    from unnest(v_rows) r
    where r.refusal is not null
      or r.phone not in (select unnest(v_updated)) and (r.phone not in (select unnest(v_created)) or r.same_as is not null and v_import.duplicate_policy = 'skip')
    returning is_duplicate
  )
  select count(*) filter (where w.is_duplicate), count(*) filter (where not w.is_duplicate) into v_skipped, v_refused from written w;

  update public.imports i set
    processed_rows = i.processed_rows + cardinality(v_rows),
    created_count = i.created_count + cardinality(v_created),
    updated_count = i.updated_count + cardinality(v_rows) - cardinality(v_created) - v_skipped - v_refused,
    skipped_count = i.skipped_count + v_skipped,
    refused_count = i.refused_count + v_refused,
    suppressed_count = i.suppressed_count + v_suppressed,
    -- Where earlier chunks are not searchable yet, it is not finished yet.
    state = case when v_is_last then 'finished' else i.state end
  where i.id = p_import_id
  returning * into v_import;
  return v_import;
end $$;

create table private.unsearchable_leads (
  import_id uuid not null references public.imports (id) on delete cascade,
  first_row integer not null,
  lead_ids uuid[] not null,
  stored_at timestamptz not null default now(),
  primary key (import_id, first_row)
);
comment on table private.unsearchable_leads is
  'Leads of an import that are not in lead_search yet, a chunk a row. Once it is finished there are none.';
alter table private.unsearchable_leads enable row level security;
grant select, insert, update, delete on private.unsearchable_leads to service_role;

create or replace function private.index_new_leads() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if current_setting('app.is_importing', true) = 'on' then
    return null;
  end if;
  insert into public.lead_search (lead_id, team_id, text, company_name, contact_name, email, city, state, timezone, list_id, import_id, listed_at)
  select c.id, c.team_id, private.search_text(c.company_name, c.contact_name, c.phone, c.email),
    c.company_name, c.contact_name, c.email, c.city, c.state, c.timezone, c.list_id, c.import_id, c.created_at
  from changed c;
  return null;
end $$;

-- It may change before it was made searchable at all.
create or replace function private.index_changed_lead() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.lead_search as s
    (lead_id, team_id, text, company_name, contact_name, email, city, state, timezone, list_id, import_id, listed_at)
  values (new.id, new.team_id, private.search_text(new.company_name, new.contact_name, new.phone, new.email),
    new.company_name, new.contact_name, new.email, new.city, new.state, new.timezone, new.list_id, new.import_id, new.created_at)
  on conflict (lead_id) do update set text = excluded.text, company_name = excluded.company_name, contact_name = excluded.contact_name,
    email = excluded.email, city = excluded.city, state = excluded.state, timezone = excluded.timezone, list_id = excluded.list_id,
    import_id = excluded.import_id, listed_at = excluded.listed_at;
  return null;
end $$;

create function private.make_searchable(p_ids uuid[]) returns void
-- While a table grows as fast as now, the planner thinks it small and reads it whole for every chunk.
language plpgsql set search_path = '' set enable_seqscan = off as $$
begin
  -- As everybody who changes several: in the order of their ids. Whoever changes or deletes one is waited for.
  perform 1 from public.leads l where l.id = any (p_ids) order by l.id for no key update;
  insert into public.lead_search (id, lead_id, team_id, text, company_name, contact_name, email, city, state, timezone, list_id, import_id, listed_at)
  select l.id, l.id, l.team_id, private.search_text(l.company_name, l.contact_name, l.phone, l.email),
    l.company_name, l.contact_name, l.email, l.city, l.state, l.timezone, l.list_id, l.import_id, l.created_at
  from public.leads l where l.id = any (p_ids)
  order by l.id
  -- Who has changed one has brought its entry in already.
  on conflict (lead_id) do nothing;
end $$;

create function private.make_all_searchable(p_import_id uuid) returns void
language plpgsql set search_path = '' as $$
declare
  v_ids uuid[];
begin
  -- Waits for whoever is at some of them.
  for v_ids in delete from private.unsearchable_leads u where u.import_id = p_import_id returning u.lead_ids
  loop
    perform private.make_searchable(v_ids);
  end loop;
end $$;

create function private.finish_search() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.make_all_searchable(new.id);
  return null;
end $$;
create trigger imports_finish_search after update of state on public.imports
  for each row when (old.state = 'running' and new.state = 'finished') execute function private.finish_search();

create function private.make_next_searchable(p_import_id uuid) returns void
language plpgsql set search_path = '' as $$
declare
  v_ids uuid[];
begin
  delete from private.unsearchable_leads u where (u.import_id, u.first_row) in (
    select x.import_id, x.first_row from private.unsearchable_leads x where x.import_id = p_import_id
    order by x.first_row limit 1 for update skip locked)
  returning u.lead_ids into v_ids;
  perform private.make_searchable(v_ids);
end $$;

create function public.make_imported_searchable(p_import_id uuid) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  v_import public.imports;
  v_key bigint := hashtextextended('storing:' || p_import_id, 0);
begin
  select i.* into v_import from public.imports i where i.id = p_import_id and i.team_id = any (private.team_ids('{admin,member}'));
  if not found then
    raise exception 'No such import.' using errcode = 'PT404';
  end if;
  if v_import.state = 'running' and v_import.processed_rows < v_import.total_rows then
    -- Rows that are being stored come first. Only looked at: holding the lock would keep the next ones out.
    if not pg_try_advisory_lock(v_key) then
      return null;
    end if;
    perform pg_advisory_unlock(v_key);
  end if;
  perform private.make_next_searchable(p_import_id);
  update public.imports i set state = 'finished'
  where i.id = p_import_id and i.state = 'running' and i.processed_rows = i.total_rows
    and not exists (select 1 from private.unsearchable_leads u where u.import_id = i.id);
  return (select count(*) from private.unsearchable_leads u where u.import_id = p_import_id);
end $$;
comment on function public.make_imported_searchable(uuid) is
  'Brings what the next chunk has stored into the list and its search, ends the import with the last one, and says how many chunks still wait; null while rows are being stored. Definer rights (checked inside): nobody writes lead_search.';

create function public.make_abandoned_searchable(p_stored_before timestamptz, p_limit integer) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  v_ids uuid[];
  v_count integer := 0;
begin
  for v_ids in
    delete from private.unsearchable_leads u where (u.import_id, u.first_row) in (
      select x.import_id, x.first_row from private.unsearchable_leads x where x.stored_at < p_stored_before
      order by x.stored_at limit p_limit for update skip locked)
    returning u.lead_ids
  loop
    perform private.make_searchable(v_ids);
    v_count := v_count + cardinality(v_ids);
  end loop;
  update public.imports i set state = 'finished'
  where i.state = 'running' and i.processed_rows = i.total_rows and i.updated_at < p_stored_before
    and not exists (select 1 from private.unsearchable_leads u where u.import_id = i.id);
  return v_count;
end $$;
comment on function public.make_abandoned_searchable(timestamptz, integer) is
  'The same for imports whose sender has gone away in the middle: the time is the database''s own, the limit counts chunks. Gives the number of leads.';
grant execute on function public.make_imported_searchable(uuid) to authenticated, service_role;
grant execute on function public.make_abandoned_searchable(timestamptz, integer) to service_role;

create or replace function public.undo_import(p_import_id uuid, p_limit integer, p_now timestamptz) returns public.imports
language plpgsql security definer set search_path = '' as $$
declare
  v_import public.imports;
  v_ids uuid[];
  v_kept jsonb;
  v_restored integer;
  v_limit integer := least(greatest(p_limit, 1), 5000);
begin
  select i.* into v_import from public.imports i where i.id = p_import_id for update;
  if not found or not (v_import.team_id = any (private.team_ids('{admin,member}'))) then
    raise exception 'No such import.' using errcode = 'PT404';
  end if;
  if v_import.is_undo_finished then
    return v_import;
  end if;
  perform private.act_as('user', p_now), set_config('app.is_importing', 'on', true);
  update public.imports i set undone_at = coalesce(i.undone_at, p_now), undone_by = coalesce(i.undone_by, (select auth.uid())),
    state = case when i.state = 'running' then 'cancelled' else i.state end
  where i.id = p_import_id and i.undone_at is null;
  -- It goes by the search.
  if exists (select 1 from private.unsearchable_leads u where u.import_id = p_import_id) then
    perform private.make_next_searchable(p_import_id);
    return v_import;
  end if;
  v_ids := array(
    select s.lead_id from public.lead_search s
    where s.import_id = p_import_id and s.lead_id > coalesce(v_import.undo_cursor, '00000000-0000-0000-0000-000000000000')
    order by s.lead_id limit v_limit);
  if cardinality(v_ids) > 0 then
    v_kept := private.remove_imported(v_import, v_ids);
    update public.imports i set undo_cursor = v_ids[cardinality(v_ids)],
      removed_count = i.removed_count + coalesce((v_kept ->> 'removed')::integer, 0),
      kept_count = i.kept_count + coalesce((select sum(k.value::integer) from jsonb_each_text(v_kept - 'removed') k), 0),
      kept_reasons = i.kept_reasons || coalesce((
        select jsonb_object_agg(k.key, k.value::integer + coalesce((i.kept_reasons ->> k.key)::integer, 0)) from jsonb_each_text(v_kept - 'removed') k), '{}')
    where i.id = p_import_id returning * into v_import;
    return v_import;
  end if;
  v_ids := array(
    select c.lead_id from public.import_changes c where c.import_id = p_import_id and not c.is_undone group by c.lead_id
    order by c.lead_id limit v_limit);
  v_restored := private.restore_imported(v_import, v_ids);
  update public.imports i set restored_count = i.restored_count + v_restored, is_undo_finished = cardinality(v_ids) < v_limit
  where i.id = p_import_id returning * into v_import;
  return v_import;
end $$;
create or replace function private.release_list() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  -- A chunk that is being stored is waited for: its leads are to lose the list, too.
  perform 1 from public.imports i where i.list_id = old.id for update;
  perform private.make_all_searchable(u.import_id) from private.unsearchable_leads u
  join public.imports i on i.id = u.import_id where i.list_id = old.id group by u.import_id;
  update public.leads l set list_id = null
  where l.list_id = old.id and l.id in (select s.lead_id from public.lead_search s where s.list_id = old.id);
  return old;
end $$;

-- The lead goes with its team, and this with the lead: checking both keys of every row is double work.
alter table public.lead_search drop constraint lead_search_team_id_fkey;
