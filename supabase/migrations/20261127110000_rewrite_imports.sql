-- Imports of any size: what becomes of numbers that are known already, going on after an interruption, and undo. The mapping
-- of the columns is kept with the import, so that a chunk carries rows alone and the next file like it is read the same way.

create type public.import_duplicate_policy as enum ('skip', 'update_empty', 'overwrite');

alter table public.imports
  drop constraint imports_add_up,
  add column list_id uuid references public.lead_lists (id) on delete set null,
  add column duplicate_policy public.import_duplicate_policy not null default 'skip',
  add column columns jsonb not null default '[]' check (jsonb_typeof(columns) = 'array' and length(columns::text) <= 100000),
  add column header_signature text check (length(header_signature) between 1 and 100),
  add column file_signature text check (length(file_signature) between 1 and 100),
  add column updated_count integer not null default 0 check (updated_count >= 0),
  add column suppressed_count integer not null default 0 check (suppressed_count between 0 and total_rows),
  add column undone_by uuid references auth.users (id) on delete set null,
  add column undone_at timestamptz,
  add column is_undo_finished boolean not null default false,
  add column undo_cursor uuid,
  add column removed_count integer not null default 0 check (removed_count between 0 and created_count),
  add column restored_count integer not null default 0 check (restored_count >= 0),
  add column kept_count integer not null default 0 check (kept_count >= 0),
  add column kept_reasons jsonb not null default '{}' check (jsonb_typeof(kept_reasons) = 'object'),
  add constraint imports_add_up check (processed_rows = created_count + updated_count + skipped_count + refused_count),
  add constraint imports_undo_has_begun check (undone_at is not null or not is_undo_finished);
comment on column public.imports.columns is 'Header and meaning of each column of the file: [{header, target}].';
comment on column public.imports.header_signature is 'Files with the same headers have the same one: the newest import says what its columns mean.';
comment on column public.imports.file_signature is 'The same file with the same choices has the same one: a running import of it is gone on with.';
comment on column public.imports.suppressed_count is 'Of the created and updated rows, those whose number or address is on the do-not-call list.';
comment on column public.imports.undone_at is 'When undo began; business time.';
comment on column public.imports.undo_cursor is 'The last created lead that undo has come to.';
comment on column public.imports.kept_reasons is 'Why undo left leads as they are: how many by called, booked, noted, mailed, edited.';
create index imports_list_id_idx on public.imports (list_id);
create index imports_undone_by_idx on public.imports (undone_by);
create index imports_header_signature_idx on public.imports (team_id, header_signature, created_at desc);
create unique index imports_running_file_idx on public.imports (team_id, created_by, file_signature) where state = 'running';

create table public.import_changes (
  id uuid primary key default extensions.uuid_generate_v4(),
  team_id uuid not null references public.teams (id) on delete cascade,
  import_id uuid not null references public.imports (id) on delete cascade,
  lead_id uuid not null references public.leads (id) on delete cascade,
  row_number integer not null check (row_number >= 1),
  before jsonb not null,
  after jsonb not null,
  is_undone boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (import_id, row_number)
);
comment on table public.import_changes is
  'What a row of a file changed about a lead that was there already: the changed fields, before and after. Undo goes by it.';
create index import_changes_lead_id_idx on public.import_changes (lead_id);
create index import_changes_team_id_idx on public.import_changes (team_id);
create index import_changes_open_idx on public.import_changes (import_id, lead_id) where not is_undone;
create trigger import_changes_touch before update on public.import_changes for each row execute function private.touch_updated_at();
alter table public.import_changes enable row level security;
-- Only the functions that import and undo need it.
revoke all on public.import_changes from anon, authenticated;

drop function public.start_import(uuid, text, integer, public.consent_basis, text, text, timestamptz);
drop function public.import_lead_rows(uuid, jsonb, timestamptz);

create function public.start_import(p_team_id uuid, p_import jsonb, p_now timestamptz) returns public.imports
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
  insert into public.imports (team_id, file_name, total_rows, list_id, duplicate_policy, columns, header_signature, file_signature, created_by)
  values (p_team_id, v.file_name, v.total_rows, v.list_id, v.duplicate_policy, v.columns, v.header_signature, v.file_signature, (select auth.uid()))
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
comment on function public.start_import(uuid, jsonb, timestamptz) is
  'Opens an import and keeps who attested which basis, when, and the wording shown; a running import of the same file is returned instead. Definer rights (checked inside): neither the counters nor the link to the consent are for clients to write.';

create type private.import_row as (
  n integer, same_as integer, refusal text, cells json, company_name text, contact_name text, phone text, phone_extension text,
  email text, street text, city text, state text, postal_code text, timezone text, timezone_source text, timezones text[],
  zone_note text, states text[], notes text, custom jsonb, known_place text, known_zone jsonb
);
comment on type private.import_row is
  'A judged row. same_as: the row of the chunk with the same number that carries the fields of both. known_zone holds the zone of the lead that is there once it is updated, as long as its place is known_place.';

create function private.place_key(p_lead public.leads) returns text
language sql stable set search_path = '' as $$
  select jsonb_build_array(p_lead.city, p_lead.state, p_lead.postal_code, p_lead.timezone, p_lead.timezone_source)::text
$$;

create function private.import_fields(p_lead public.leads) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'company_name', p_lead.company_name, 'contact_name', p_lead.contact_name, 'phone_extension', p_lead.phone_extension,
    'email', p_lead.email, 'street', p_lead.street, 'city', p_lead.city, 'state', p_lead.state, 'postal_code', p_lead.postal_code,
    'timezone', p_lead.timezone, 'timezone_source', p_lead.timezone_source, 'timezones', p_lead.timezones,
    'zone_note', p_lead.zone_note, 'states', p_lead.states, 'notes', p_lead.notes, 'custom', p_lead.custom, 'list_id', p_lead.list_id)
$$;

create function private.differing(p_these jsonb, p_those jsonb) returns jsonb
language sql immutable set search_path = '' as $$
  select coalesce(jsonb_object_agg(x.key, x.value), '{}') from jsonb_each(p_these) x where p_those -> x.key is distinct from x.value
$$;

create function private.create_imported(p_import public.imports, p_consent public.consents, p_rows private.import_row[]) returns text[]
language plpgsql set search_path = '' as $$
declare
  v_phones text[];
begin
  with created as (
    insert into public.leads (team_id, import_id, list_id, company_name, contact_name, phone, phone_extension, email, street,
      city, state, postal_code, timezone, timezone_source, timezones, zone_note, states, notes, custom, consent_id, consent_basis, created_at)
    select p_import.team_id, p_import.id, p_import.list_id, r.company_name, r.contact_name, r.phone, r.phone_extension, r.email, r.street,
      r.city, r.state, r.postal_code, r.timezone, r.timezone_source, coalesce(r.timezones, '{}'), r.zone_note,
      coalesce(r.states, '{}'), r.notes, coalesce(r.custom, '{}'), p_consent.id, p_consent.basis,
      -- The order of the file stays the order of the list and of the calls.
      now() + r.n * interval '1 microsecond'
    from unnest(p_rows) r where r.refusal is null and r.same_as is null
    on conflict (team_id, phone) do nothing
    returning phone
  )
  select coalesce(array_agg(c.phone), '{}') into v_phones from created c;
  return v_phones;
end $$;

create function private.imported_lead(p_lead public.leads, p_row private.import_row, p_import public.imports) returns public.leads
language plpgsql stable set search_path = '' as $$
declare
  l public.leads := p_lead;
  r private.import_row := p_row;
  v_stated boolean := r.timezone_source = 'column' and (l.timezone, l.timezone_source) is distinct from (r.timezone, r.timezone_source);
begin
  if p_import.duplicate_policy = 'overwrite' then
    l.company_name := r.company_name; l.email := r.email;
    l.contact_name := coalesce(r.contact_name, l.contact_name); l.phone_extension := coalesce(r.phone_extension, l.phone_extension);
    l.street := coalesce(r.street, l.street); l.city := coalesce(r.city, l.city); l.state := coalesce(r.state, l.state);
    l.postal_code := coalesce(r.postal_code, l.postal_code); l.notes := coalesce(r.notes, l.notes);
    l.custom := l.custom || coalesce(r.custom, '{}'); l.list_id := coalesce(p_import.list_id, l.list_id);
  else
    l.contact_name := coalesce(l.contact_name, r.contact_name); l.phone_extension := coalesce(l.phone_extension, r.phone_extension);
    l.street := coalesce(l.street, r.street); l.city := coalesce(l.city, r.city); l.state := coalesce(l.state, r.state);
    l.postal_code := coalesce(l.postal_code, r.postal_code); l.notes := coalesce(l.notes, r.notes);
    l.custom := coalesce(r.custom, '{}') || l.custom; l.list_id := coalesce(l.list_id, p_import.list_id);
    v_stated := v_stated and coalesce(l.timezone_source, '') not in ('column', 'staff');
  end if;
  if not coalesce(v_stated, false) and (l.city, l.state, l.postal_code) is not distinct from (p_lead.city, p_lead.state, p_lead.postal_code) then
    return l;
  end if;
  if r.known_place = private.place_key(p_lead) then
    return jsonb_populate_record(l, r.known_zone);
  end if;
  -- Somebody changed the place at this very moment: called only when both may be.
  l.timezones := (select coalesce(array_agg(z order by z), '{}') from (select unnest(l.timezones) union select unnest(r.timezones) limit 12) x (z));
  l.states := (select coalesce(array_agg(s order by s), '{}') from (select unnest(l.states) union select unnest(r.states)) x (s));
  if l.timezone is null then
    l.timezone := r.timezone; l.timezone_source := r.timezone_source; l.zone_note := r.zone_note;
  end if;
  return l;
end $$;
comment on function private.imported_lead(public.leads, private.import_row, public.imports) is
  'The lead as the row makes it. Neither its number nor anything about its calls changes.';

create function private.update_imported(p_import public.imports, p_consent public.consents, p_rows private.import_row[], p_created text[]) returns text[]
language plpgsql set search_path = '' as $$
declare
  v_phones text[];
  v_ids uuid[];
begin
  v_phones := array(select r.phone from unnest(p_rows) r where r.refusal is null and r.same_as is null and r.phone not in (select unnest(p_created)));
  -- In the order of the ids, so that two changes of the same leads wait for each other instead of dying.
  v_ids := array(select l.id from public.leads l where l.team_id = p_import.team_id and l.phone = any (v_phones) order by l.id for no key update);
  v_phones := '{}';
  with old as materialized (
    select l.id, r.n, l as lead, private.imported_lead(l, r, p_import) as new
    from public.leads l join unnest(p_rows) r on r.phone = l.phone and r.refusal is null and r.same_as is null
    where l.id = any (v_ids) and l.status <> 'calling'
  ), changed as (
    update public.leads l set company_name = (o.new).company_name, contact_name = (o.new).contact_name,
      phone_extension = (o.new).phone_extension, email = (o.new).email, street = (o.new).street, city = (o.new).city,
      state = (o.new).state, postal_code = (o.new).postal_code, timezone = (o.new).timezone, timezone_source = (o.new).timezone_source,
      timezones = (o.new).timezones, zone_note = (o.new).zone_note, states = (o.new).states, notes = (o.new).notes,
      custom = (o.new).custom, list_id = (o.new).list_id,
      consent_id = coalesce(p_consent.id, l.consent_id), consent_basis = coalesce(p_consent.basis, l.consent_basis)
    from old o where l.id = o.id
    returning l.phone
  ), noted as (
    insert into public.import_changes (team_id, import_id, lead_id, row_number, before, after)
    select p_import.team_id, p_import.id, o.id, o.n, private.differing(b.fields, a.fields), private.differing(a.fields, b.fields)
    from old o, private.import_fields(o.lead) as b (fields), private.import_fields(o.new) as a (fields)
    where a.fields <> b.fields
  )
  select coalesce(array_agg(c.phone), '{}') into v_phones from changed c;
  return v_phones;
end $$;

create function private.count_suppressed(p_team_id uuid, p_rows private.import_row[], p_taken text[]) returns integer
language plpgsql stable set search_path = '' as $$
declare
  v_phones text[] := array(select r.phone from unnest(p_rows) r where r.refusal is null);
  v_emails text[] := array(select r.email from unnest(p_rows) r where r.refusal is null);
begin
  v_phones := array(select s.address from public.suppressions s where s.team_id = p_team_id and s.channel = 'phone' and s.address = any (v_phones));
  v_emails := array(select s.address from public.suppressions s where s.team_id = p_team_id and s.channel = 'email' and s.address = any (v_emails));
  return (
    select count(*) from unnest(p_rows) r
    where r.refusal is null and r.phone in (select unnest(p_taken)) and (r.phone in (select unnest(v_phones)) or r.email in (select unnest(v_emails)))
  );
end $$;

create function public.import_lead_rows(p_import_id uuid, p_first_row integer, p_rows json, p_now timestamptz) returns public.imports
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
begin
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
  perform private.act_as('user', p_now), set_config('app.is_importing', 'on', true);
  select c.* into v_consent from public.consents c where c.id = v_import.consent_id;
  v_headers := array(select x ->> 'header' from jsonb_array_elements(v_import.columns) x);
  v_rows := array(select r from json_populate_recordset(null::private.import_row, p_rows) r);
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
    state = case when i.processed_rows + cardinality(v_rows) = i.total_rows then 'finished' else i.state end
  where i.id = p_import_id
  returning * into v_import;
  return v_import;
end $$;
comment on function public.import_lead_rows(uuid, integer, json, timestamptz) is
  'Takes the next rows; counts always add up. When they are not the next, nothing is taken and the progress says so. Definer rights (checked inside): it writes counters that no client may write.';

create function public.list_import_places(p_import_id uuid, p_phones text[])
returns table (phone text, place text, city text, state text, postal_code text, timezone text, timezone_source text)
language plpgsql stable set search_path = '' as $$
begin
  return query
  select l.phone, private.place_key(l), l.city, l.state, l.postal_code, l.timezone, l.timezone_source
  from public.imports i join public.leads l on l.team_id = i.team_id and l.phone = any (p_phones)
  where i.id = p_import_id;
end $$;
comment on function public.list_import_places(uuid, text[]) is 'Where the leads are that have one of the numbers already, under the caller''s rights.';

create function private.reason_to_keep(p_lead public.leads, p_import_id uuid) returns text
language sql stable set search_path = '' as $$
  select case
    when p_lead.status = 'calling' or p_lead.call_attempts > 0 or p_lead.last_called_at is not null
      or exists (select 1 from public.calls c where c.lead_id = p_lead.id) then 'called'
    when exists (select 1 from public.appointments a where a.lead_id = p_lead.id) then 'booked'
    when exists (select 1 from public.lead_notes n where n.lead_id = p_lead.id) then 'noted'
    when exists (select 1 from public.emails e where e.lead_id = p_lead.id) then 'mailed'
    -- What later rows of the same file changed was told in the transaction that took them.
    when exists (
      select 1 from public.activity a where a.lead_id = p_lead.id and a.kind <> 'lead.created' and not exists (
        select 1 from public.import_changes c where c.lead_id = p_lead.id and c.import_id = p_import_id and c.created_at = a.created_at)
    ) or exists (
      select 1 from public.import_changes c where c.lead_id = p_lead.id and c.import_id <> p_import_id and not c.is_undone
    ) then 'edited'
  end
$$;

create function private.remove_imported(p_import public.imports, p_ids uuid[]) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_kept jsonb;
begin
  perform 1 from public.leads l where l.id = any (p_ids) order by l.id for update;
  with judged as materialized (
    select l.id, private.reason_to_keep(l, p_import.id) as reason from public.leads l where l.id = any (p_ids)
  ), gone as (
    delete from public.leads l using judged j where l.id = j.id and j.reason is null
  )
  select coalesce(jsonb_object_agg(g.reason, g.n), '{}') into v_kept
  from (select coalesce(j.reason, 'removed') as reason, count(*) as n from judged j group by 1) g;
  return v_kept;
end $$;

create function private.restorable(p_lead public.leads, p_before jsonb, p_after jsonb) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_object_agg(b.key, b.value), '{}')
  from private.import_fields(p_lead) as now (fields), jsonb_each(p_before) b
  where p_after -> b.key = now.fields -> b.key
    -- A zone goes with the place that it was read from: all of it is as the import left it, or the zone stays.
    and (b.key not in ('timezone', 'timezone_source', 'timezones', 'states', 'zone_note') or not exists (
      select 1 from jsonb_each(p_after) a
      where a.key in ('city', 'state', 'postal_code', 'timezone', 'timezone_source', 'timezones', 'states', 'zone_note') and a.value <> now.fields -> a.key
    ))
$$;

create function private.restore_imported(p_import public.imports, p_ids uuid[]) returns integer
language plpgsql set search_path = '' as $$
declare
  v_count integer;
begin
  perform 1 from public.leads l where l.id = any (p_ids) order by l.id for no key update;
  with told as (
    update public.import_changes c set is_undone = true
    where c.import_id = p_import.id and c.lead_id = any (p_ids) and not c.is_undone
    returning c.lead_id, c.row_number, c.before, c.after
  ), merged as materialized (
    -- Of several rows about one lead, the first knows what was before, the last what the file made of it.
    select t.lead_id, jsonb_object_agg(b.key, b.value order by t.row_number desc) as before,
      jsonb_object_agg(b.key, t.after -> b.key order by t.row_number) as after
    from told t, jsonb_each(t.before) b group by t.lead_id
  ), back as materialized (
    select l.id, x.patch, jsonb_populate_record(l, x.patch) as lead
    from public.leads l join merged m on m.lead_id = l.id, private.restorable(l, m.before, m.after) as x (patch)
    -- Created by the same file, it was kept as a whole.
    where l.status <> 'calling' and l.import_id is distinct from p_import.id and x.patch <> '{}'
  ), changed as (
    update public.leads l set company_name = (b.lead).company_name, contact_name = (b.lead).contact_name,
      phone_extension = (b.lead).phone_extension, email = (b.lead).email, street = (b.lead).street, city = (b.lead).city,
      state = (b.lead).state, postal_code = (b.lead).postal_code, timezone = (b.lead).timezone, timezone_source = (b.lead).timezone_source,
      timezones = (b.lead).timezones, zone_note = (b.lead).zone_note, states = (b.lead).states, notes = (b.lead).notes,
      custom = (b.lead).custom,
      list_id = (select x.id from public.lead_lists x where x.id = (b.lead).list_id)
    from back b where l.id = b.id
    returning l.id
  )
  select count(*) into v_count from changed;
  return v_count;
end $$;

create function public.undo_import(p_import_id uuid, p_limit integer, p_now timestamptz) returns public.imports
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
comment on function public.undo_import(uuid, integer, timestamptz) is
  'Takes back the next batch of an import, beginning with stopping it: created leads go unless they were called, booked, noted, mailed or edited since; updated ones get back what still holds what the file wrote. Definer rights (checked inside).';

grant execute on function
  public.start_import(uuid, jsonb, timestamptz), public.import_lead_rows(uuid, integer, json, timestamptz),
  public.list_import_places(uuid, text[]), public.undo_import(uuid, integer, timestamptz)
to authenticated, service_role;
grant execute on function private.place_key(public.leads) to authenticated, service_role;

-- An import pays for this once a row. Most leads are in one of few zones and one state.
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
  if not (new.timezones <@ '{America/New_York,America/Chicago,America/Denver,America/Phoenix,America/Los_Angeles}')
    and not private.are_time_zones(new.timezones)
  then
    raise exception 'A time zone is named as Area/City, for example America/Chicago.'
      using errcode = 'check_violation', constraint = 'leads_timezones_check', table = 'leads', schema = 'public';
  end if;
  new.calling_profile := case
    when cardinality(new.timezones) = 1 and cardinality(new.states) = 1 then coalesce(new.timezones[1] || '|' || new.states[1], private.calling_profile(new.timezones, new.states))
    else private.calling_profile(new.timezones, new.states)
  end;
  return new;
end $$;

-- A lead that was just made has no call: only one that claims to be in a call is asked about it.
drop trigger leads_calling_matches_open_call on public.leads;
create constraint trigger leads_calling_matches_open_call after update of status on public.leads
  deferrable initially deferred for each row execute function private.check_calling_matches_open_call();
create constraint trigger leads_new_matches_open_call after insert on public.leads
  deferrable initially deferred for each row when (new.status = 'calling') execute function private.check_calling_matches_open_call();

create or replace function private.record_lead_creation() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_actor public.actor_kind := private.actor();
  v_user_id uuid := auth.uid();
  v_now timestamptz := private.business_now();
begin
  insert into public.activity (team_id, lead_id, actor, user_id, kind, detail, happened_at)
  select n.team_id, n.id, v_actor, v_user_id, 'lead.created',
    case when n.import_id is null then '{}'::jsonb else jsonb_build_object('import_id', n.import_id) end, v_now
  from created n;
  return null;
end $$;
