-- What staff do and look at. All run with the caller's own rights, so that row level security decides.

create function public.create_lead(p_team_id uuid, p_fields jsonb, p_now timestamptz) returns uuid
language plpgsql set search_path = '' as $$
declare
  v public.leads := jsonb_populate_record(null::public.leads, p_fields);
  v_id uuid;
begin
  perform private.act_as('user', p_now);
  insert into public.leads (team_id, company_name, contact_name, phone, phone_extension, email, street, city, state,
    postal_code, timezone, timezone_source, states, notes)
  values (p_team_id, v.company_name, v.contact_name, v.phone, v.phone_extension, v.email, v.street, v.city, v.state,
    v.postal_code, v.timezone, v.timezone_source, coalesce(v.states, '{}'), v.notes)
  returning id into v_id;
  return v_id;
end $$;

create function public.update_lead(p_lead_id uuid, p_fields jsonb, p_now timestamptz) returns boolean
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
    timezone = v.timezone, timezone_source = v.timezone_source, states = coalesce(v.states, '{}'),
    notes = v.notes
  where l.id = p_lead_id;
  return true;
end $$;
comment on function public.update_lead(uuid, jsonb, timestamptz) is 'Changes the fields that are named; a field named with null is cleared. False: no such lead for the caller.';

create function public.requeue_lead(p_lead_id uuid, p_now timestamptz) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_lead public.leads;
begin
  select l.* into v_lead from public.leads l where l.id = p_lead_id for update;
  if not found or not (v_lead.team_id = any (private.team_ids('{admin,member}'))) then
    raise exception 'This lead is gone.' using errcode = 'PT404';
  end if;
  if v_lead.status = 'calling' then
    raise exception 'This lead is being called right now: wait until the call has ended.' using errcode = 'PT409';
  end if;
  perform private.act_as('user', p_now);
  update public.leads l set status = 'pending', call_attempts = 0, review_reason = null, callback_at = null
  where l.id = p_lead_id;
end $$;
comment on function public.requeue_lead(uuid, timestamptz) is
  'Staff give a lead a new round of attempts; pauses and the limit per number still hold. Definer rights (checked inside): no client may write call_attempts.';

create function public.import_lead_rows(p_import_id uuid, p_rows jsonb, p_now timestamptz)
returns table (processed_rows integer, created_count integer, skipped_count integer, refused_count integer)
-- The planner takes the rows in hand for a hundred; nested loops over them are quadratic.
language plpgsql security definer set search_path = '' set enable_nestloop = off as $$
#variable_conflict use_column
declare
  v_import public.imports;
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
      city, state, postal_code, timezone, timezone_source, states, notes, custom, created_at)
    select v_import.team_id, p_import_id, i.company_name, i.contact_name, i.phone, i.phone_extension, i.email,
      i.street, i.city, i.state, i.postal_code, i.timezone, i.timezone_source, coalesce(i.states, '{}'), i.notes,
      coalesce(i.custom, '{}'),
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
comment on function public.import_lead_rows(uuid, jsonb, timestamptz) is
  'Takes the next rows ({row_number, refusal | lead, fields}); counts always add up. Definer rights (checked inside): it writes counters that no client may write.';

create function public.get_automation_overview(p_team_id uuid, p_now timestamptz) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'leads_by_status', (
      select coalesce(jsonb_object_agg(g.status, g.n), '{}')
      from (select l.status, count(*) as n from public.leads l where l.team_id = p_team_id group by l.status) g
    ),
    'in_review', (select count(*) from public.leads l where l.team_id = p_team_id and l.review_reason is not null),
    'attempts', (select count(*) from public.calls c where c.team_id = p_team_id and c.state in ('placed', 'ended')),
    'answered', (
      select count(*) from public.calls c where c.team_id = p_team_id
        and c.outcome in ('booked', 'opted_out', 'not_interested', 'callback', 'needs_review')
    ),
    'booked', (select count(*) from public.calls c where c.team_id = p_team_id and c.outcome = 'booked'),
    'cost_usd', (select coalesce(sum(c.cost_usd), 0) from public.calls c where c.team_id = p_team_id),
    'open_calls', (
      select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'lead_id', c.lead_id, 'company_name', c.company_name,
        'phone', c.phone, 'attempt', c.attempt, 'state', c.state, 'provider_status', c.provider_status,
        'claimed_at', c.claimed_at) order by c.claimed_at desc), '[]')
      from public.calls c where c.team_id = p_team_id and c.state in ('claimed', 'placing', 'placed')
    ),
    'last_runs', (
      select coalesce(jsonb_agg(to_jsonb(r) order by r.started_at desc), '[]')
      from (
        select a.id, a.trigger, a.state, a.started_at, a.finished_at, a.claimed_count, a.placed_count, a.settled_count, a.error
        from public.automation_runs a where a.team_id = p_team_id order by a.started_at desc limit 24
      ) r
    )
  )
$$;

grant execute on function
  public.create_lead(uuid, jsonb, timestamptz), public.update_lead(uuid, jsonb, timestamptz),
  public.requeue_lead(uuid, timestamptz), public.import_lead_rows(uuid, jsonb, timestamptz), public.get_automation_overview(uuid, timestamptz)
to authenticated, service_role;
