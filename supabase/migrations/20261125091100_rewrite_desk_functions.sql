-- Leads come with every plausible zone and state, and imports with the consent that was attested for them.

create function public.start_import(
  p_team_id uuid, p_file_name text, p_total_rows integer, p_basis public.consent_basis, p_note text, p_text_shown text,
  p_now timestamptz
) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  v_import_id uuid;
  v_consent_id uuid;
begin
  if not (p_team_id = any (private.team_ids('{admin,member}'))) then
    raise exception 'Only members of the team may import.' using errcode = 'PT403';
  end if;
  insert into public.imports (team_id, file_name, total_rows, created_by)
  values (p_team_id, p_file_name, p_total_rows, (select auth.uid())) returning id into v_import_id;
  -- Without a basis the leads come in all the same; they are not called until somebody attests one.
  if p_basis is not null then
    insert into public.consents (team_id, import_id, basis, note, text_shown, attested_by, attested_at)
    values (p_team_id, v_import_id, p_basis, p_note, p_text_shown, (select auth.uid()), p_now)
    returning id into v_consent_id;
    update public.imports i set consent_id = v_consent_id where i.id = v_import_id;
  end if;
  return v_import_id;
end $$;
comment on function public.start_import(uuid, text, integer, public.consent_basis, text, text, timestamptz) is
  'Opens an import and keeps who attested which basis, when, and the wording shown. Definer rights (checked inside): the link to the consent is not for clients to write.';

create or replace function public.create_lead(p_team_id uuid, p_fields jsonb, p_now timestamptz) returns uuid
language plpgsql set search_path = '' as $$
declare
  v public.leads := jsonb_populate_record(null::public.leads, p_fields);
  v_id uuid;
begin
  perform private.act_as('user', p_now);
  insert into public.leads (team_id, company_name, contact_name, phone, phone_extension, email, street, city, state,
    postal_code, timezone, timezone_source, timezones, zone_note, states, notes)
  values (p_team_id, v.company_name, v.contact_name, v.phone, v.phone_extension, v.email, v.street, v.city, v.state,
    v.postal_code, v.timezone, v.timezone_source, coalesce(v.timezones, '{}'), v.zone_note, coalesce(v.states, '{}'), v.notes)
  returning id into v_id;
  return v_id;
end $$;

create or replace function public.update_lead(p_lead_id uuid, p_fields jsonb, p_now timestamptz) returns boolean
language plpgsql set search_path = '' as $$
declare
  v_lead public.leads;
  v public.leads;
begin
  perform private.act_as('user', p_now);
  select l.* into v_lead from public.leads l where l.id = p_lead_id for update;
  if not found then
    return false;
  end if;
  v := jsonb_populate_record(v_lead, p_fields);
  update public.leads l set company_name = v.company_name, contact_name = v.contact_name, phone = v.phone,
    phone_extension = v.phone_extension, email = v.email, status = v.status, callback_at = v.callback_at,
    review_reason = v.review_reason, street = v.street, city = v.city, state = v.state, postal_code = v.postal_code,
    timezone = v.timezone, timezone_source = v.timezone_source, timezones = coalesce(v.timezones, '{}'),
    zone_note = v.zone_note, states = coalesce(v.states, '{}'),
    notes = v.notes
  where l.id = p_lead_id;
  return true;
end $$;


create or replace function public.import_lead_rows(p_import_id uuid, p_rows jsonb, p_now timestamptz)
returns table (processed_rows integer, created_count integer, skipped_count integer, refused_count integer)
-- The planner takes the rows in hand for a hundred; nested loops over them are quadratic.
language plpgsql security definer set search_path = '' set enable_nestloop = off as $$
#variable_conflict use_column
declare
  v_import public.imports;
  v_consent public.consents;
  v_created integer;
  v_skipped integer;
  v_refused integer;
  v_is_next boolean;
begin
  select i.* into v_import from public.imports i where i.id = p_import_id for update;
  if not found or not (v_import.team_id = any (private.team_ids('{admin,member}'))) then
    raise exception 'No such import.' using errcode = 'PT404';
  end if;
  if v_import.state <> 'running' then
    raise exception 'This import is already %.', v_import.state using errcode = 'PT409';
  end if;
  select c.* into v_consent from public.consents c where c.id = v_import.consent_id;
  perform private.act_as('user', p_now);

  -- Rows that an earlier delivery of this chunk brought are already in: resuming makes no doubles.
  select max(r.row_number) = v_import.processed_rows + count(*) and count(distinct r.row_number) = count(*) into v_is_next
  from jsonb_to_recordset(p_rows) as r (row_number integer) where r.row_number > v_import.processed_rows;
  if not v_is_next then
    raise exception 'The rows must go on at row % without a gap.', v_import.processed_rows + 1 using errcode = 'PT409';
  end if;

  with import_chunk as materialized (
    select r.row_number, r.refusal, r.fields, r.lead
    from jsonb_to_recordset(p_rows) as r (row_number integer, refusal text, fields jsonb, lead jsonb)
    where r.row_number > v_import.processed_rows
  ), incoming as (
    select distinct on (l.phone) c.row_number, l.*
    from import_chunk c, jsonb_populate_record(null::public.leads, c.lead) l
    where c.refusal is null
    order by l.phone, c.row_number
  ), created as (
    insert into public.leads (team_id, import_id, company_name, contact_name, phone, phone_extension, email, street,
      city, state, postal_code, timezone, timezone_source, timezones, zone_note, states, notes, custom, consent_id,
      consent_basis, created_at)
    select v_import.team_id, p_import_id, i.company_name, i.contact_name, i.phone, i.phone_extension, i.email,
      i.street, i.city, i.state, i.postal_code, i.timezone, i.timezone_source, coalesce(i.timezones, '{}'), i.zone_note,
      coalesce(i.states, '{}'), i.notes, coalesce(i.custom, '{}'), v_consent.id, v_consent.basis,
      -- The order of the file stays the order of the list and of the calls.
      now() + i.row_number * interval '1 microsecond'
    from incoming i order by i.row_number
    on conflict (team_id, phone) do nothing
    returning phone
  ), kept as (
    select i.row_number from incoming i join created on created.phone = i.phone
  ), written as (
    insert into public.import_refusals (team_id, import_id, row_number, is_duplicate, reason, fields)
    select v_import.team_id, p_import_id, c.row_number, c.refusal is null,
      coalesce(c.refusal, 'This phone number is already in the list or earlier in the file.'), c.fields
    from import_chunk c where c.row_number not in (select k.row_number from kept k)
    returning is_duplicate
  )
  select (select count(*) from kept), count(*) filter (where w.is_duplicate), count(*) filter (where not w.is_duplicate)
  into v_created, v_skipped, v_refused from written w;

  return query
  update public.imports i set
    processed_rows = i.processed_rows + v_created + v_skipped + v_refused,
    created_count = i.created_count + v_created,
    skipped_count = i.skipped_count + v_skipped,
    refused_count = i.refused_count + v_refused,
    state = case when i.processed_rows + v_created + v_skipped + v_refused = i.total_rows then 'finished' else i.state end
  where i.id = p_import_id
  returning i.processed_rows, i.created_count, i.skipped_count, i.refused_count;
end $$;

create function public.attest_consent(
  p_team_id uuid, p_lead_ids uuid[], p_basis public.consent_basis, p_note text, p_text_shown text, p_now timestamptz
) returns integer
language plpgsql set search_path = '' as $$
declare
  v_count integer;
begin
  perform private.act_as('user', p_now);
  insert into public.consents (team_id, lead_id, phone, basis, note, text_shown, attested_by, attested_at)
  select p_team_id, l.id, l.phone, p_basis, p_note, p_text_shown, (select auth.uid()), p_now
  from public.leads l where l.team_id = p_team_id and l.id = any (p_lead_ids);
  get diagnostics v_count = row_count;
  return v_count;
end $$;
comment on function public.attest_consent(uuid, uuid[], public.consent_basis, text, text, timestamptz) is
  'One record a lead, under the caller''s rights; a trigger puts the basis on the lead. Says for how many leads.';

grant execute on function
  public.start_import(uuid, text, integer, public.consent_basis, text, text, timestamptz),
  public.attest_consent(uuid, uuid[], public.consent_basis, text, text, timestamptz) to authenticated, service_role;
revoke insert on public.imports from authenticated;
drop policy imports_insert on public.imports;
