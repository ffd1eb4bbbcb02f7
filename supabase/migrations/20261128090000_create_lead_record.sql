-- Everything about one lead: its timeline, what is on record about it, and saving several fields at once.

create index suppressions_team_address_idx on public.suppressions (team_id, address);
comment on index public.suppressions_team_address_idx is
  'For users: under row level security the channel, whose comparison may leak, cannot be asked by an index. Numbers and addresses are never alike.';

create function public.get_lead_timeline(
  p_lead_id uuid, p_before timestamptz default null, p_before_id uuid default null, p_limit integer default 40
) returns table (
  id uuid, kind text, happened_at timestamptz, actor public.actor_kind, is_mine boolean, user_email text,
  call_id uuid, appointment_id uuid, detail jsonb
)
language sql stable set search_path = '' as $$
  -- Each source gives as many as fit on the page: none of them is read to its end.
  with entries as (
    (select a.id, a.kind, a.happened_at, a.actor, a.user_id, a.call_id, a.appointment_id,
        a.detail || case when i.id is null then '{}' else jsonb_build_object('file_name', i.file_name) end as detail
      from public.activity a
      left join public.imports i on a.kind = 'lead.created' and i.id = (a.detail ->> 'import_id')::uuid
      -- The call itself tells how it ended.
      where a.lead_id = p_lead_id and a.kind <> 'call.ended'
        and (p_before is null or (a.happened_at, a.id) < (p_before, p_before_id))
      order by a.happened_at desc, a.id desc limit p_limit)
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
comment on function public.get_lead_timeline(uuid, timestamptz, uuid, integer) is
  'Who did what to a lead and when, the latest first, from before an entry on; business times. Under the caller''s rights.';

create function public.get_lead_record(p_lead_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'consents', (
      select coalesce(jsonb_agg(to_jsonb(c) order by c.is_current desc, c.attested_at desc, c.id), '[]') from (
        select c.id, c.basis, c.note, c.text_shown, c.attested_at, c.import_id, m.email as attested_by,
          c.id is not distinct from l.consent_id as is_current
        from public.consents c
        left join public.team_members m on m.team_id = c.team_id and m.user_id = c.attested_by
        where c.team_id = l.team_id and (c.id = l.consent_id or c.lead_id = l.id or c.import_id = l.import_id or c.phone = l.phone)
        order by c.attested_at desc, c.id limit 20
      ) c),
    'suppressions', (
      select coalesce(jsonb_agg(to_jsonb(s) order by s.channel, s.id), '[]') from (
        select s.id, s.channel, s.reason, s.source, s.suppressed_at, m.email as suppressed_by
        from public.suppressions s
        left join public.team_members m on m.team_id = s.team_id and m.user_id = s.created_by
        where s.team_id = l.team_id and s.address = any (array[l.phone, lower(l.email)])
      ) s),
    'emails', (
      select coalesce(jsonb_agg(to_jsonb(e) order by e.at desc, e.id), '[]') from (
        select e.id, e.kind, e.state, e.to_email, e.subject, e.last_error, coalesce(e.sent_at, e.next_attempt_at) as at
        from public.emails e where e.lead_id = l.id
        order by coalesce(e.sent_at, e.next_attempt_at) desc, e.id limit 20
      ) e),
    'import', (
      select jsonb_build_object('id', i.id, 'file_name', i.file_name) from public.imports i where i.id = l.import_id))
  from public.leads l
  where l.id = p_lead_id
$$;
comment on function public.get_lead_record(uuid) is
  'Consents, do-not-call entries, mails and the import of a lead; null when it is gone. Under the caller''s rights.';

create function public.edit_lead(p_lead_id uuid, p_seen jsonb, p_fields jsonb, p_now timestamptz)
returns table (is_saved boolean, conflicts jsonb, changed_by text, changed_at timestamptz)
language plpgsql set search_path = '' as $$
declare
  v_lead public.leads;
begin
  select l.* into v_lead from public.leads l where l.id = p_lead_id for update;
  if not found then
    raise exception 'This lead is gone.' using errcode = 'PT404';
  end if;
  select coalesce(jsonb_object_agg(s.key, to_jsonb(v_lead) -> s.key), '{}') into conflicts
  from jsonb_each(p_seen) s where to_jsonb(v_lead) -> s.key is distinct from s.value;
  is_saved := conflicts = '{}';
  if is_saved then
    perform public.update_lead(p_lead_id, p_fields, p_now);
  else
    select m.email, a.happened_at into changed_by, changed_at
    from public.activity a left join public.team_members m on m.team_id = a.team_id and m.user_id = a.user_id
    where a.lead_id = p_lead_id and a.kind = 'lead.edited'
      and a.detail ?| (select array_agg(k) from jsonb_object_keys(conflicts) k)
    order by a.happened_at desc, a.created_at desc limit 1;
  end if;
  return next;
end $$;
comment on function public.edit_lead(uuid, jsonb, jsonb, timestamptz) is
  'Saves {column: value, …} if the columns in p_seen still are what the editor saw; otherwise tells what they are and who changed them. Under the caller''s rights.';

-- One field at a time is the same with one field.
drop function public.edit_lead_field(uuid, text, text, jsonb, timestamptz);

grant execute on function
  public.get_lead_timeline(uuid, timestamptz, uuid, integer),
  public.get_lead_record(uuid),
  public.edit_lead(uuid, jsonb, jsonb, timestamptz) to authenticated, service_role;
