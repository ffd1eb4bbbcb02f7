-- What is done to a selection of leads at once: the selection is taken down when it begins, worked through in batches that each
-- are one transaction, and undone the same way. Undo gives a lead back only what nobody has changed since.

create function private.owned_lead_action(p_action_id uuid) returns public.lead_actions
language plpgsql set search_path = '' as $$
declare
  v_action public.lead_actions;
begin
  select a.* into v_action from public.lead_actions a where a.id = p_action_id for update;
  if not found or not (v_action.team_id = any (private.team_ids('{admin,member}'))) then
    raise exception 'This change is no longer on record.' using errcode = 'PT404';
  end if;
  return v_action;
end $$;

create function public.start_lead_action(
  p_team_id uuid, p_kind public.lead_action_kind, p_detail jsonb, p_selection jsonb, p_now timestamptz
) returns public.lead_actions
language plpgsql security definer set search_path = '' as $$
declare
  v_action public.lead_actions;
  v_count integer;
begin
  if not (p_team_id = any (private.team_ids('{admin,member}'))) then
    raise exception 'Only members of the team may change leads.' using errcode = 'PT403';
  end if;
  if p_kind = 'assign_list' and p_detail ->> 'list_id' is not null and not exists (
    select 1 from public.lead_lists x where x.id = (p_detail ->> 'list_id')::uuid and x.team_id = p_team_id
  ) then
    raise exception 'This list is gone. Choose another one.' using errcode = 'PT409';
  end if;
  insert into public.lead_actions (team_id, kind, detail, created_by, started_at)
  values (p_team_id, p_kind, p_detail, (select auth.uid()), p_now) returning * into v_action;
  if p_selection ->> 'kind' = 'ids' then
    insert into public.lead_action_items (team_id, action_id, lead_id)
    select p_team_id, v_action.id, l.id from public.leads l
    where l.team_id = p_team_id and l.id in (select x::uuid from jsonb_array_elements_text(p_selection -> 'leadIds') x);
  else
    insert into public.lead_action_items (team_id, action_id, lead_id)
    select p_team_id, v_action.id, s.lead_id
    from private.select_lead_ids(p_team_id, p_selection -> 'filters', p_now) as s (lead_id)
    where s.lead_id not in (select x::uuid from jsonb_array_elements_text(p_selection -> 'except') x);
  end if;
  get diagnostics v_count = row_count;
  update public.lead_actions a set total_count = v_count, state = case when v_count = 0 then 'finished' else a.state end
  where a.id = v_action.id returning * into v_action;
  return v_action;
end $$;
comment on function public.start_lead_action(uuid, public.lead_action_kind, jsonb, jsonb, timestamptz) is
  'Takes down which leads the action is about ({kind: "ids", leadIds} or {kind: "all", filters, except}). Definer rights (role checked inside): items are written by these functions alone.';

-- Each of the following works through one batch, whose leads are locked, and tells per changed lead what it was and is.

create function private.set_lead_statuses(p_action public.lead_actions, p_ids uuid[])
returns table (lead_id uuid, before jsonb, after jsonb)
language plpgsql set search_path = '' as $$
declare
  v_is_requeue boolean := p_action.kind = 'requeue';
  v_status public.lead_status := case when p_action.kind = 'requeue' then 'pending' else (p_action.detail ->> 'status')::public.lead_status end;
begin
  return query
  with old as materialized (
    select l.id, l.status, l.call_attempts, l.review_reason, l.callback_at from public.leads l
    where l.id = any (p_ids) and l.status <> 'calling'
      and (l.status <> v_status or l.review_reason is not null or v_is_requeue and (l.call_attempts > 0 or l.callback_at is not null))
      -- What the table's own rule refuses is passed over.
      and (v_status <> 'no_answer' or l.status = 'no_answer' or l.status = 'pending' and l.call_attempts > 0)
  ), changed as (
    update public.leads l set status = v_status, review_reason = null,
      call_attempts = case when v_is_requeue then 0 else l.call_attempts end,
      callback_at = case when v_is_requeue or v_status <> 'pending' then null else l.callback_at end
    from old where l.id = old.id
    returning l.id, l.status, l.call_attempts, l.review_reason, l.callback_at
  )
  select o.id,
    jsonb_build_object('status', o.status, 'call_attempts', o.call_attempts, 'review_reason', o.review_reason, 'callback_at', o.callback_at),
    jsonb_build_object('status', n.status, 'call_attempts', n.call_attempts, 'review_reason', n.review_reason, 'callback_at', n.callback_at)
  from old o join changed n on n.id = o.id;
end $$;

create function private.assign_leads(p_action public.lead_actions, p_ids uuid[], p_now timestamptz)
returns table (lead_id uuid, before jsonb, after jsonb)
language plpgsql set search_path = '' as $$
#variable_conflict use_column
declare
  v_list public.lead_lists;
begin
  select x.* into v_list from public.lead_lists x
  where x.id = (p_action.detail ->> 'list_id')::uuid and x.team_id = p_action.team_id for key share;
  if v_list.id is null and p_action.detail ->> 'list_id' is not null then
    raise exception 'This list was deleted meanwhile.' using errcode = 'PT409';
  end if;
  return query
  with old as materialized (
    select l.id, l.list_id from public.leads l where l.id = any (p_ids) and l.list_id is distinct from v_list.id
  ), changed as (
    update public.leads l set list_id = v_list.id from old where l.id = old.id returning l.id
  ), told as (
    insert into public.activity (team_id, lead_id, actor, user_id, kind, detail, happened_at)
    select p_action.team_id, o.id, 'user', (select auth.uid()), 'lead.list_changed',
      jsonb_build_object('from', x.name, 'to', v_list.name), p_now
    from old o left join public.lead_lists x on x.id = o.list_id
    returning activity.lead_id
  )
  select o.id, jsonb_build_object('list_id', o.list_id), jsonb_build_object('list_id', v_list.id)
  from old o join changed c on c.id = o.id join told t on t.lead_id = o.id;
end $$;

create function private.suppress_leads(p_action public.lead_actions, p_ids uuid[], p_now timestamptz)
returns table (lead_id uuid, before jsonb, after jsonb)
language plpgsql set search_path = '' as $$
#variable_conflict use_column
begin
  return query
  with entries as materialized (
    select distinct on (a.channel, a.address) l.id as lead_id, a.channel, a.address
    from public.leads l
    cross join lateral (values ('phone'::public.suppression_channel, l.phone), ('email', l.email)) as a (channel, address)
    where l.id = any (p_ids)
    order by a.channel, a.address, l.id
  ), added as (
    insert into public.suppressions (team_id, channel, address, reason, source, created_by, suppressed_at)
    select p_action.team_id, e.channel, e.address, p_action.detail ->> 'reason', 'staff', (select auth.uid()), p_now from entries e
    on conflict (team_id, channel, address) do nothing
    returning suppressions.id, suppressions.channel, suppressions.address
  )
  select e.lead_id, '{}'::jsonb, jsonb_build_object('suppressions', jsonb_agg(a.id order by a.channel))
  from added a join entries e on e.channel = a.channel and e.address = a.address
  group by e.lead_id;
end $$;

create function private.attest_leads(p_action public.lead_actions, p_ids uuid[], p_now timestamptz)
returns table (lead_id uuid, before jsonb, after jsonb)
language sql set search_path = '' as $$
  insert into public.consents (team_id, lead_id, phone, basis, note, text_shown, attested_by, attested_at)
  select p_action.team_id, l.id, l.phone, (p_action.detail ->> 'basis')::public.consent_basis, p_action.detail ->> 'note',
    p_action.detail ->> 'text_shown', (select auth.uid()), p_now
  from public.leads l where l.id = any (p_ids) order by l.id
  returning consents.lead_id, '{}'::jsonb, jsonb_build_object('consent', consents.id)
$$;

create function private.lead_snapshot(p_lead public.leads) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'lead', to_jsonb(p_lead),
    'calls', array(select c.id from public.calls c where c.lead_id = p_lead.id),
    'appointments', array(select a.id from public.appointments a where a.lead_id = p_lead.id),
    'emails', array(select e.id from public.emails e where e.lead_id = p_lead.id),
    'consents', array(select c.id from public.consents c where c.lead_id = p_lead.id),
    'notes', (select coalesce(jsonb_agg(to_jsonb(n)), '[]') from public.lead_notes n where n.lead_id = p_lead.id),
    'activity', (select coalesce(jsonb_agg(to_jsonb(a)), '[]') from public.activity a where a.lead_id = p_lead.id))
$$;
comment on function private.lead_snapshot(public.leads) is
  'A lead with all that goes with it (notes, timeline) and the ids of what stays without it (calls, appointments, mails, consents): enough to put it back.';

create function private.delete_leads(p_ids uuid[]) returns table (lead_id uuid, before jsonb, after jsonb)
language plpgsql set search_path = '' as $$
#variable_conflict use_column
begin
  return query
  with old as materialized (
    select l.id, private.lead_snapshot(l) as snapshot from public.leads l where l.id = any (p_ids) and l.status <> 'calling'
  ), gone as (
    delete from public.leads l using old where l.id = old.id returning l.id
  )
  select o.id, o.snapshot, '{}'::jsonb from old o join gone g on g.id = o.id;
end $$;

create function private.work_lead_action(p_action public.lead_actions, p_ids uuid[], p_now timestamptz)
returns table (lead_id uuid, before jsonb, after jsonb)
language plpgsql set search_path = '' as $$
begin
  case p_action.kind
    when 'assign_list' then return query select * from private.assign_leads(p_action, p_ids, p_now);
    when 'suppress' then return query select * from private.suppress_leads(p_action, p_ids, p_now);
    when 'attest' then return query select * from private.attest_leads(p_action, p_ids, p_now);
    when 'delete' then return query select * from private.delete_leads(p_ids);
    else return query select * from private.set_lead_statuses(p_action, p_ids);
  end case;
end $$;

create function public.continue_lead_action(p_action_id uuid, p_limit integer, p_now timestamptz) returns public.lead_actions
language plpgsql security definer set search_path = '' as $$
declare
  v_action public.lead_actions := private.owned_lead_action(p_action_id);
  v_ids uuid[];
  v_changed integer;
begin
  if v_action.state <> 'running' then
    return v_action;
  end if;
  perform private.act_as('user', p_now);
  v_ids := array(
    select i.lead_id from public.lead_action_items i where i.action_id = p_action_id and not i.is_done
    order by i.lead_id limit least(greatest(p_limit, 1), 5000));
  -- In the order of the ids, so that two actions on the same leads wait for each other instead of dying.
  perform 1 from public.leads l where l.id = any (v_ids) order by l.id for no key update;
  with batch as materialized (
    select w.lead_id, w.before, w.after from private.work_lead_action(v_action, v_ids, p_now) w
  ), told as (
    update public.lead_action_items i set is_done = true, before = b.before, after = b.after
    from unnest(v_ids) x (lead_id) left join batch b on b.lead_id = x.lead_id
    where i.action_id = p_action_id and i.lead_id = x.lead_id
    returning i.after
  )
  select count(t.after) into v_changed from told t;
  update public.lead_actions a set
    done_count = a.done_count + cardinality(v_ids),
    changed_count = a.changed_count + v_changed,
    state = case when a.done_count + cardinality(v_ids) = a.total_count then 'finished' else a.state end
  where a.id = p_action_id returning * into v_action;
  return v_action;
end $$;
comment on function public.continue_lead_action(uuid, integer, timestamptz) is
  'Works through the next batch. Leads that are in a call, gone, or as they should be already are passed over. Definer rights (role checked inside).';

create function public.cancel_lead_action(p_action_id uuid) returns public.lead_actions
language plpgsql security definer set search_path = '' as $$
declare
  v_action public.lead_actions := private.owned_lead_action(p_action_id);
begin
  if v_action.state = 'running' then
    update public.lead_actions a set state = 'cancelled' where a.id = p_action_id returning * into v_action;
    delete from public.lead_action_items i where i.action_id = p_action_id and not i.is_done;
  end if;
  return v_action;
end $$;

create function private.restore_statuses(p_action_id uuid, p_ids uuid[]) returns uuid[]
language plpgsql set search_path = '' as $$
declare
  v_restored uuid[];
begin
  with unchanged as materialized (
    select l.id, i.before from public.leads l
    join public.lead_action_items i on i.action_id = p_action_id and i.lead_id = l.id
    where l.id = any (p_ids)
      and (l.status, l.call_attempts) = ((i.after ->> 'status')::public.lead_status, (i.after ->> 'call_attempts')::integer)
      and l.review_reason is not distinct from i.after ->> 'review_reason'
      and l.callback_at is not distinct from (i.after ->> 'callback_at')::timestamptz
  ), back as (
    -- A lead whose calls ended unanswered comes back by way of the queue: no other way leads there.
    update public.leads l set
      status = case when u.before ->> 'status' = 'no_answer' and l.status = 'not_interested' then 'pending'
        else (u.before ->> 'status')::public.lead_status end,
      call_attempts = (u.before ->> 'call_attempts')::integer,
      review_reason = u.before ->> 'review_reason',
      callback_at = (u.before ->> 'callback_at')::timestamptz
    from unchanged u where l.id = u.id
    returning l.id
  )
  select coalesce(array_agg(b.id), '{}') into v_restored from back b;
  update public.leads l set status = 'no_answer'
  from public.lead_action_items i
  where l.id = any (v_restored) and i.action_id = p_action_id and i.lead_id = l.id
    and i.before ->> 'status' = 'no_answer' and l.status <> 'no_answer';
  return v_restored;
end $$;

create function private.restore_lists(p_action_id uuid, p_ids uuid[], p_now timestamptz) returns uuid[]
language plpgsql set search_path = '' as $$
#variable_conflict use_column
declare
  v_restored uuid[];
begin
  with back as (
    update public.leads l set list_id = (i.before ->> 'list_id')::uuid
    from public.lead_action_items i
    where l.id = any (p_ids) and i.action_id = p_action_id and i.lead_id = l.id
      and l.list_id is not distinct from (i.after ->> 'list_id')::uuid
      and (i.before ->> 'list_id' is null or exists (select 1 from public.lead_lists x where x.id = (i.before ->> 'list_id')::uuid))
    returning l.id, l.team_id, l.list_id, (i.after ->> 'list_id')::uuid as left_id
  ), told as (
    insert into public.activity (team_id, lead_id, actor, user_id, kind, detail, happened_at)
    select b.team_id, b.id, 'user', (select auth.uid()), 'lead.list_changed',
      jsonb_build_object('from', f.name, 'to', t.name), p_now
    from back b left join public.lead_lists f on f.id = b.left_id left join public.lead_lists t on t.id = b.list_id
    returning lead_id
  )
  select coalesce(array_agg(t.lead_id), '{}') into v_restored from told t;
  return v_restored;
end $$;

create function private.restore_suppressions(p_action public.lead_actions, p_ids uuid[]) returns uuid[]
language plpgsql set search_path = '' as $$
declare
  v_restored uuid[];
begin
  if not (p_action.team_id = any (private.team_ids('{admin}'))) then
    raise exception 'Only an admin may take entries off the do-not-call list.' using errcode = 'PT403';
  end if;
  with removed as (
    delete from public.suppressions s using public.lead_action_items i
    where i.action_id = p_action.id and i.lead_id = any (p_ids)
      and s.team_id = p_action.team_id and s.id in (select x::uuid from jsonb_array_elements_text(i.after -> 'suppressions') x)
    returning i.lead_id
  )
  select coalesce(array_agg(distinct r.lead_id), '{}') into v_restored from removed r;
  return v_restored;
end $$;

create function private.restore_lead_rows(p_snapshots jsonb[], p_now timestamptz) returns uuid[]
language plpgsql set search_path = '' as $$
#variable_conflict use_column
declare
  v_restored uuid[];
begin
  with snapshots as materialized (
    select (jsonb_populate_record(null::public.leads, s -> 'lead')).* from unnest(p_snapshots) s
  ), back as (
    insert into public.leads (id, team_id, company_name, contact_name, phone, phone_extension, email, status, call_attempts,
      last_called_at, callback_at, review_reason, street, city, state, postal_code, timezone, timezone_source, timezones, zone_note,
      states, notes, custom, import_id, list_id, last_outcome, consent_id, consent_basis, created_at)
    select s.id, s.team_id, s.company_name, s.contact_name, s.phone, s.phone_extension, s.email, s.status, s.call_attempts,
      s.last_called_at, s.callback_at, s.review_reason, s.street, s.city, s.state, s.postal_code, s.timezone, s.timezone_source, s.timezones, s.zone_note,
      s.states, s.notes, s.custom,
      (select i.id from public.imports i where i.id = s.import_id), (select x.id from public.lead_lists x where x.id = s.list_id),
      s.last_outcome, coalesce(c.id, s.consent_id), coalesce(c.basis, s.consent_basis), s.created_at
    from snapshots s
    left join lateral (
      -- Somebody may have attested for the number while the lead was away.
      select c.id, c.basis from public.consents c where c.team_id = s.team_id and c.phone = s.phone
      order by c.attested_at desc, c.created_at desc limit 1
    ) c on true
    order by s.phone
    on conflict do nothing
    returning id, team_id
  ), told as (
    insert into public.activity (team_id, lead_id, actor, user_id, kind, happened_at)
    select b.team_id, b.id, 'user', (select auth.uid()), 'lead.restored', p_now from back b
    returning lead_id
  )
  select coalesce(array_agg(t.lead_id), '{}') into v_restored from told t;
  return v_restored;
end $$;

create function private.restore_leads(p_action_id uuid, p_ids uuid[], p_now timestamptz) returns uuid[]
language plpgsql set search_path = '' as $$
declare
  v_snapshots jsonb[] := array(
    select i.before from public.lead_action_items i where i.action_id = p_action_id and i.lead_id = any (p_ids) order by i.lead_id);
  v_restored uuid[] := private.restore_lead_rows(v_snapshots, p_now);
begin
  v_snapshots := array(select s from unnest(v_snapshots) s where (s -> 'lead' ->> 'id')::uuid = any (v_restored));
  -- They were not made anew: the timeline comes back as it was.
  delete from public.activity a where a.lead_id = any (v_restored) and a.kind = 'lead.created';
  -- Users, calls and appointments may have gone meanwhile.
  insert into public.lead_notes
  select (jsonb_populate_record(null::public.lead_notes, n || jsonb_build_object(
      'author_id', (select u.id from auth.users u where u.id = (n ->> 'author_id')::uuid)))).*
  from unnest(v_snapshots) s cross join jsonb_array_elements(s -> 'notes') n;
  insert into public.activity
  select (jsonb_populate_record(null::public.activity,
      a || jsonb_build_object(
        'user_id', (select u.id from auth.users u where u.id = (a ->> 'user_id')::uuid),
        'call_id', (select c.id from public.calls c where c.id = (a ->> 'call_id')::uuid),
        'appointment_id', (select p.id from public.appointments p where p.id = (a ->> 'appointment_id')::uuid)))).*
  from unnest(v_snapshots) s cross join jsonb_array_elements(s -> 'activity') a;
  update public.calls c set lead_id = (s -> 'lead' ->> 'id')::uuid
  from unnest(v_snapshots) s cross join jsonb_array_elements_text(s -> 'calls') x where c.id = x::uuid and c.lead_id is null;
  update public.appointments p set lead_id = (s -> 'lead' ->> 'id')::uuid
  from unnest(v_snapshots) s cross join jsonb_array_elements_text(s -> 'appointments') x where p.id = x::uuid and p.lead_id is null;
  update public.emails e set lead_id = (s -> 'lead' ->> 'id')::uuid
  from unnest(v_snapshots) s cross join jsonb_array_elements_text(s -> 'emails') x where e.id = x::uuid and e.lead_id is null;
  update public.consents c set lead_id = (s -> 'lead' ->> 'id')::uuid
  from unnest(v_snapshots) s cross join jsonb_array_elements_text(s -> 'consents') x where c.id = x::uuid and c.lead_id is null;
  return v_restored;
end $$;

create function public.undo_lead_action(p_action_id uuid, p_limit integer, p_now timestamptz) returns public.lead_actions
language plpgsql security definer set search_path = '' as $$
declare
  v_action public.lead_actions := private.owned_lead_action(p_action_id);
  v_ids uuid[];
  v_restored uuid[];
begin
  if v_action.kind = 'attest' then
    raise exception 'An attested consent is evidence and stays on record. Attest another basis instead.' using errcode = 'PT409';
  end if;
  perform private.act_as('user', p_now);
  if v_action.state = 'running' then
    perform public.cancel_lead_action(p_action_id);
  end if;
  v_ids := array(
    select i.lead_id from public.lead_action_items i
    where i.action_id = p_action_id and i.after is not null and not i.is_undone
    order by i.lead_id limit least(greatest(p_limit, 1), 5000));
  perform 1 from public.leads l where l.id = any (v_ids) order by l.id for no key update;
  v_restored := case v_action.kind
    when 'assign_list' then private.restore_lists(p_action_id, v_ids, p_now)
    when 'suppress' then private.restore_suppressions(v_action, v_ids)
    when 'delete' then private.restore_leads(p_action_id, v_ids, p_now)
    else private.restore_statuses(p_action_id, v_ids)
  end;
  update public.lead_action_items i set is_undone = true where i.action_id = p_action_id and i.lead_id = any (v_ids);
  update public.lead_actions a set
    state = 'undone', undone_at = coalesce(a.undone_at, p_now), undone_by = coalesce(a.undone_by, (select auth.uid())),
    undone_count = a.undone_count + cardinality(v_ids), restored_count = a.restored_count + cardinality(v_restored)
  where a.id = p_action_id returning * into v_action;
  return v_action;
end $$;
comment on function public.undo_lead_action(uuid, integer, timestamptz) is
  'Takes back the next batch; done when undone_count is changed_count. What was changed again since stays. Definer rights (role checked inside).';

create function public.purge_lead_actions(p_before timestamptz) returns integer
language plpgsql set search_path = '' as $$
declare
  v_count integer;
begin
  -- Few at a time: the items of one may be a whole list.
  delete from public.lead_actions a where a.id in (
    select x.id from public.lead_actions x where x.started_at < p_before order by x.started_at limit 20);
  get diagnostics v_count = row_count;
  return v_count;
end $$;
comment on function public.purge_lead_actions(timestamptz) is
  'Forgets actions that nobody can want to undo any more, and with them the copies of deleted leads.';
create index lead_actions_started_at_idx on public.lead_actions (started_at);

create function private.release_list() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.leads l set list_id = null
  where l.list_id = old.id and l.id in (select s.lead_id from public.lead_search s where s.list_id = old.id);
  return old;
end $$;
create trigger lead_lists_release before delete on public.lead_lists for each row execute function private.release_list();

grant execute on function
  public.start_lead_action(uuid, public.lead_action_kind, jsonb, jsonb, timestamptz),
  public.continue_lead_action(uuid, integer, timestamptz), public.cancel_lead_action(uuid),
  public.undo_lead_action(uuid, integer, timestamptz)
to authenticated, service_role;
grant execute on function public.purge_lead_actions(timestamptz) to service_role;
