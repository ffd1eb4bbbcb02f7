-- Answers for people: why is this lead not called, where do all leads stand, what would another policy change. They ask
-- the same gates as the claim, under the caller's own rights.

create function private.next_call_at(
  p_policy private.policy, p_profile text, p_times timestamptz[], p_now timestamptz
) returns timestamptz
language sql stable set search_path = '' as $$
  select min(greatest(lower(r), b.from_at))
  -- All gates but the two that windows open and close (holiday, hours).
  from (select greatest(private.latest(p_times[1:11] || p_times[14:17]), p_now) as from_at) b
  cross join lateral private.profile_windows(p_policy, array[p_profile], b.from_at, b.from_at + interval '35 days') w
  cross join unnest(w.windows) r
  where b.from_at < 'infinity'
$$;
comment on function private.next_call_at(private.policy, text, timestamptz[], timestamptz) is
  'The first instant at which every gate is open, by what is known at p_now; null when only a person can change that, or no window opens in five weeks.';

create function private.lead_gates(p_lead public.leads, p_policy private.policy, p_now timestamptz) returns timestamptz[]
language sql stable set search_path = '' as $$
  select private.gate_times(p_lead, (p_policy).settings,
      (select s from private.profile_states(p_policy, array[p_lead.calling_profile], p_now) s),
      private.is_suppressed(p_lead.team_id, p_lead.phone, p_lead.email),
      private.recent_calls(p_lead.team_id, p_lead.phone, p_now))
    || private.team_gate_times((p_policy).settings, p_now)
$$;

create function private.json_instant(p_at timestamptz) returns jsonb
language sql immutable set search_path = '' as $$
  select case when isfinite(p_at) then to_jsonb(p_at) else 'null'::jsonb end
$$;

create function private.window_before(p_policy private.policy, p_profile text, p_now timestamptz) returns timestamptz
language sql stable set search_path = '' as $$
  select max(upper(r)) from private.profile_windows(p_policy, array[p_profile], p_now - interval '7 days', p_now) w
  cross join unnest(w.windows) r
$$;

create function private.gate_since(p_gate public.dial_gate, p_lead public.leads, p_policy private.policy, p_now timestamptz) returns timestamptz
language sql stable set search_path = '' as $$
  select case p_gate
    when 'suppression' then (
      select min(s.suppressed_at) from public.suppressions s
      where s.team_id = p_lead.team_id and (s.channel, s.address) in (('phone', p_lead.phone), ('email', p_lead.email)))
    when 'review' then (
      select max(a.happened_at) from public.activity a where a.lead_id = p_lead.id and a.detail ->> 'review_reason' is not null)
    when 'status' then (
      select max(a.happened_at) from public.activity a where a.lead_id = p_lead.id and a.kind = 'lead.status_changed')
    when 'attempts' then p_lead.last_called_at
    when 'callback' then p_lead.last_called_at
    when 'retry' then p_lead.last_called_at
    when 'number_limit' then (private.recent_calls(p_lead.team_id, p_lead.phone, p_now))[1]
    when 'gap' then (private.recent_calls(p_lead.team_id, p_lead.phone, p_now))[1]
    when 'hours' then private.window_before(p_policy, p_lead.calling_profile, p_now)
    when 'holiday' then private.window_before(p_policy, p_lead.calling_profile, p_now)
    when 'automation' then ((p_policy).settings).automation_changed_at
    when 'provider' then (select min(h.started_at) from private.holding_pauses(p_lead.team_id) h)
    when 'concurrency' then (
      select max(c.claimed_at) from public.calls c where c.team_id = p_lead.team_id and c.state in ('claimed', 'placing', 'placed'))
    when 'spend' then (
      select max(c.claimed_at) from public.calls c
      where c.team_id = p_lead.team_id and c.spend_day = private.spend_day((p_policy).settings, p_now))
  end
$$;
comment on function private.gate_since(public.dial_gate, public.leads, private.policy, timestamptz) is
  'Since when a closed gate has been closed, where that is on record.';

create function private.gate_facts(p_gate public.dial_gate, p_lead public.leads, p_policy private.policy, p_now timestamptz) returns jsonb
language sql stable set search_path = '' as $$
  select case p_gate
    when 'status' then jsonb_build_object('status', p_lead.status)
    when 'review' then jsonb_build_object('reason', p_lead.review_reason)
    when 'suppression' then (
      select jsonb_build_object('reason', s.reason, 'channel', s.channel, 'source', s.source) from public.suppressions s
      where s.team_id = p_lead.team_id and (s.channel, s.address) in (('phone', p_lead.phone), ('email', p_lead.email))
      order by s.suppressed_at, s.channel limit 1)
    when 'consent' then jsonb_build_object('basis', p_lead.consent_basis, 'accepted', ((p_policy).settings).accepted_consent_bases)
    when 'zone' then jsonb_build_object('note', p_lead.zone_note)
    when 'state' then jsonb_build_object('states', (
      select coalesce(jsonb_agg(x.state order by x.state), '[]') from unnest(p_lead.states) x (state)
      where not exists (select 1 from private.state_rules(p_policy, array[x.state]) r where r.is_allowed)))
    when 'attempts' then jsonb_build_object('attempts', p_lead.call_attempts, 'limit', ((p_policy).settings).max_attempts)
    when 'callback' then jsonb_build_object('callback_at', p_lead.callback_at)
    when 'retry' then jsonb_build_object('hours', ((p_policy).settings).retry_interval)
    when 'number_limit' then (
      select jsonb_build_object('limit', l.max_attempts_24h, 'calls', cardinality(private.recent_calls(p_lead.team_id, p_lead.phone, p_now)))
      from private.profile_limits(p_policy, array[p_lead.calling_profile]) l)
    when 'gap' then (select jsonb_build_object('minutes', l.min_gap_minutes) from private.profile_limits(p_policy, array[p_lead.calling_profile]) l)
    when 'holiday' then (select jsonb_build_object('name', s.holiday) from private.profile_states(p_policy, array[p_lead.calling_profile], p_now) s)
    when 'hours' then jsonb_build_object('timezones', p_lead.timezones, 'states', p_lead.states)
    when 'provider' then (
      select coalesce(jsonb_agg(jsonb_build_object('trouble', h.trouble, 'reason', h.reason, 'scope', h.scope)), '[]') from private.holding_pauses(p_lead.team_id) h)
    when 'spend' then jsonb_build_object('cap_usd', ((p_policy).settings).daily_spend_cap_usd, 'worst_case_usd', private.worst_case_usd((p_policy).settings))
    when 'concurrency' then jsonb_build_object('limit', ((p_policy).settings).max_concurrent_calls)
  end
$$;

create function public.explain_lead(p_lead_id uuid, p_now timestamptz) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  v_lead public.leads;
  v_policy private.policy;
  v_times timestamptz[];
  v_binding public.dial_gate;
begin
  select l.* into v_lead from public.leads l where l.id = p_lead_id;
  if not found then
    return null;
  end if;
  v_policy := private.policy_of(v_lead.team_id);
  v_times := private.lead_gates(v_lead, v_policy, p_now);
  v_binding := private.binding_gate(v_times, p_now);
  -- A team that is at its limit of calls opens when one of them ends; that is told when nothing else holds the lead.
  if v_binding is null and v_times[17] is null then
    v_binding := 'concurrency';
  end if;
  return jsonb_build_object(
    'lead_id', v_lead.id,
    'is_due', v_binding is null,
    'binding', v_binding,
    'since', private.json_instant(private.gate_since(v_binding, v_lead, v_policy, p_now)),
    'next_at', private.json_instant(private.next_call_at(v_policy, v_lead.calling_profile, v_times, p_now)),
    'timezone', v_lead.timezone, 'timezones', v_lead.timezones, 'states', v_lead.states,
    'gates', (
      select jsonb_agg(jsonb_build_object(
        'gate', g.gate,
        'is_open', coalesce(g.opens_at <= p_now, false),
        'opens_at', case when g.opens_at > p_now then private.json_instant(g.opens_at) end,
        'facts', case when g.opens_at > p_now or g.opens_at is null then private.gate_facts(g.gate, v_lead, v_policy, p_now) end
      ) order by g.n)
      from unnest(enum_range(null::public.dial_gate), v_times) with ordinality as g (gate, opens_at, n)
    )
  );
end $$;
comment on function public.explain_lead(uuid, timestamptz) is
  'Every gate with its verdict, the one that binds and since when, and the next instant at which the lead can be called. Null: no such lead for the caller.';

create function public.explain_leads(p_lead_ids uuid[], p_now timestamptz)
returns table (lead_id uuid, binding public.dial_gate, next_at timestamptz)
language sql stable set search_path = '' as $$
  with asked as materialized (
    select l from public.leads l where l.id = any (p_lead_ids[1:500])
  ), policies as materialized (
    select t.team_id, private.policy_of(t.team_id) as policy from (select distinct ((a).l).team_id from asked a) t
  ), times as materialized (
    select (a).l, p.policy, private.lead_gates((a).l, p.policy, p_now) as times
    from asked a join policies p on p.team_id = ((a).l).team_id
  )
  select (t.l).id, private.binding_gate(t.times, p_now),
    nullif(private.next_call_at(t.policy, (t.l).calling_profile, t.times, p_now), 'infinity')
  from times t
$$;
comment on function public.explain_leads(uuid[], timestamptz) is 'For a page of leads: the gate that binds (null: due) and the next instant of a call.';

create function private.judge_team(p_policy private.policy, p_now timestamptz)
returns table (lead_id uuid, status public.lead_status, states text[], timezone text, gate public.dial_gate)
language sql stable set search_path = '' as $$
  with profile_states as materialized (
    select s from private.profile_states(p_policy, array(
      select distinct d.profile from private.dial_lanes d where d.team_id = ((p_policy).settings).team_id
      union select distinct l.calling_profile from public.leads l
      where l.team_id = ((p_policy).settings).team_id and l.status = 'pending' and l.consent_basis is null and l.calling_profile is not null
    ), p_now) s
  ), recent as materialized (
    select c.phone, array_agg(c.claimed_at order by c.claimed_at desc) as calls
    from public.calls c
    where c.team_id = ((p_policy).settings).team_id and c.claimed_at > p_now - interval '24 hours' and c.state <> 'not_placed' and c.is_dialled
    group by c.phone
  ), phones as materialized (
    select s.address from public.suppressions s where s.team_id = ((p_policy).settings).team_id and s.channel = 'phone'
  ), addresses as materialized (
    select s.address from public.suppressions s where s.team_id = ((p_policy).settings).team_id and s.channel = 'email'
  )
  select l.id, l.status, l.states, l.timezone,
    case when l.status = 'pending' then private.binding_gate(private.gate_times(l, (p_policy).settings, p.s,
      phones.address is not null or addresses.address is not null, r.calls), p_now) else 'status' end
  from public.leads l
  left join profile_states p on (p.s).profile = l.calling_profile
  left join recent r on r.phone = l.phone
  left join phones on phones.address = l.phone
  left join addresses on addresses.address = l.email
  where l.team_id = ((p_policy).settings).team_id
$$;
comment on function private.judge_team(private.policy, timestamptz) is
  'The gate that binds for every lead of a team (null: due), in one pass; the team''s own gates are left out.';

create function public.get_queue_waterfall(p_team_id uuid, p_now timestamptz) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  v_policy private.policy := private.policy_of(p_team_id);
  v_team_times timestamptz[] := private.team_gate_times((v_policy).settings, p_now);
begin
  return (
    select jsonb_build_object(
      'total', (select count(*) from public.leads l where l.team_id = p_team_id),
      'due_now', count(*) filter (where j.status = 'pending' and j.gate is null),
      'statuses', (
        select coalesce(jsonb_object_agg(g.status, g.n), '{}') from (
          select x.status, count(*) as n from public.leads x where x.team_id = p_team_id and x.status <> 'pending' group by x.status) g
      ),
      'gates', jsonb_build_object(
        'review', count(*) filter (where j.status = 'pending' and j.gate = 'review'),
        'suppression', count(*) filter (where j.status = 'pending' and j.gate = 'suppression'),
        'consent', count(*) filter (where j.status = 'pending' and j.gate = 'consent'),
        'zone', count(*) filter (where j.status = 'pending' and j.gate = 'zone'),
        'state', count(*) filter (where j.status = 'pending' and j.gate = 'state'),
        'attempts', count(*) filter (where j.status = 'pending' and j.gate = 'attempts'),
        'callback', count(*) filter (where j.status = 'pending' and j.gate = 'callback'),
        'retry', count(*) filter (where j.status = 'pending' and j.gate = 'retry'),
        'number_limit', count(*) filter (where j.status = 'pending' and j.gate = 'number_limit'),
        'gap', count(*) filter (where j.status = 'pending' and j.gate = 'gap'),
        'holiday', count(*) filter (where j.status = 'pending' and j.gate = 'holiday'),
        'hours', count(*) filter (where j.status = 'pending' and j.gate = 'hours')
      ),
      'team_gates', (
        select coalesce(jsonb_agg(jsonb_build_object('gate', g.gate, 'opens_at', private.json_instant(g.opens_at)) order by g.n), '[]')
        from unnest((enum_range('automation'::public.dial_gate, 'concurrency'::public.dial_gate)), v_team_times) with ordinality as g (gate, opens_at, n)
        where g.opens_at is null or g.opens_at > p_now
      )
    )
    from private.judge_team(v_policy, p_now) j
  );
end $$;
comment on function public.get_queue_waterfall(uuid, timestamptz) is
  'Where all leads of a team stand: each in exactly one place, so that the numbers add up to the total.';

create function private.changed_policy(p_policy private.policy, p_changes jsonb) returns private.policy
language sql stable set search_path = '' as $$
  select row(
    jsonb_populate_record((p_policy).settings, coalesce(p_changes -> 'settings', '{}')),
    array(
      select r from unnest((p_policy).rules) r
      where not exists (
        select 1 from jsonb_array_elements(coalesce(p_changes -> 'rules', '[]')) c where c ->> 'state' = r.state)
    ) || array(
      select jsonb_populate_record(null::public.team_calling_rules, c || jsonb_build_object('id', extensions.uuid_generate_v4()))
      from jsonb_array_elements(coalesce(p_changes -> 'rules', '[]')) c where c ->> 'weekday_start' is not null
    ),
    case when p_changes ? 'holidays' then array(select d::date from jsonb_array_elements_text(p_changes -> 'holidays') d)
      else (p_policy).holidays end
  )::private.policy
$$;
comment on function private.changed_policy(private.policy, jsonb) is
  'A policy with {settings: {…}, rules: [{state, …} | {state}], holidays: [date]} in place; a rule without hours stands for the default.';

create function public.preview_policy(p_team_id uuid, p_changes jsonb, p_now timestamptz) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  v_before private.policy := private.policy_of(p_team_id);
  v_after private.policy := private.changed_policy(v_before, p_changes);
begin
  return (
    with moved as (
      select b.gate is null as was_due, a.gate is null as is_due, coalesce(b.states[1], '') as state, b.timezone, a.gate as gate_after
      from private.judge_team(v_before, p_now) b
      join private.judge_team(v_after, p_now) a on a.lead_id = b.lead_id
      where b.status = 'pending'
    )
    select jsonb_build_object(
      'due_before', count(*) filter (where m.was_due),
      'due_after', count(*) filter (where m.is_due),
      'gained', count(*) filter (where m.is_due and not m.was_due),
      'lost', count(*) filter (where m.was_due and not m.is_due),
      'gained_where', (
        select coalesce(jsonb_agg(jsonb_build_object('state', g.state, 'timezone', g.timezone, 'count', g.n) order by g.n desc, g.state), '[]')
        from (select x.state, x.timezone, count(*) as n from moved x where x.is_due and not x.was_due group by 1, 2 order by 3 desc limit 12) g
      ),
      'lost_where', (
        select coalesce(jsonb_agg(jsonb_build_object('state', g.state, 'timezone', g.timezone, 'gate', g.gate_after, 'count', g.n) order by g.n desc, g.state), '[]')
        from (select x.state, x.timezone, x.gate_after, count(*) as n from moved x where x.was_due and not x.is_due group by 1, 2, 3 order by 4 desc limit 12) g
      )
    ) from moved m
  );
end $$;
comment on function public.preview_policy(uuid, jsonb, timestamptz) is
  'What a policy that is not saved yet would change at p_now: the same gates, asked with both.';

create function public.list_calling_rules(p_team_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'state', d.state, 'default', to_jsonb(d) - 'id' - 'created_at' - 'updated_at',
    'own', to_jsonb(t) - 'id' - 'team_id' - 'created_at',
    'lead_count', coalesce(n.leads, 0)
  ) order by d.state), '[]')
  from public.calling_rules d
  left join public.team_calling_rules t on t.state = d.state and t.team_id = p_team_id
  left join (
    select s.state, count(*) as leads from public.leads l cross join unnest(l.states) s (state)
    where l.team_id = p_team_id and l.status = 'pending' group by s.state
  ) n on n.state = d.state
$$;

create function public.get_automation_health(p_team_id uuid, p_now timestamptz) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'pauses', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', p.id, 'scope', p.scope, 'trouble', p.trouble, 'reason', p.reason, 'occurrences', p.occurrences,
        'started_at', p.started_at, 'resume_at', private.json_instant(p.resume_at)) order by p.started_at), '[]')
      from public.provider_pauses p where p.ended_at is null and (p.team_id is null or p.team_id = p_team_id)
    ),
    'spend', (
      select jsonb_build_object(
        'day', private.spend_day(s, p_now), 'cap_usd', s.daily_spend_cap_usd,
        'reserved_usd', coalesce(d.reserved_usd, 0), 'spent_usd', coalesce(d.spent_usd, 0), 'worst_case_usd', private.worst_case_usd(s))
      from public.settings s
      left join public.daily_spend d on d.team_id = s.team_id and d.day = private.spend_day(s, p_now)
      where s.team_id = p_team_id
    )
  )
$$;

grant select on private.dial_lanes to authenticated;
create policy dial_lanes_select on private.dial_lanes for select to authenticated
  using (team_id = any ((select private.team_ids())::uuid[]));

grant execute on function
  private.next_call_at(private.policy, text, timestamptz[], timestamptz),
  private.lead_gates(public.leads, private.policy, timestamptz),
  private.json_instant(timestamptz),
  private.window_before(private.policy, text, timestamptz),
  private.gate_since(public.dial_gate, public.leads, private.policy, timestamptz),
  private.gate_facts(public.dial_gate, public.leads, private.policy, timestamptz),
  private.judge_team(private.policy, timestamptz),
  private.changed_policy(private.policy, jsonb),
  public.explain_lead(uuid, timestamptz), public.explain_leads(uuid[], timestamptz),
  public.get_queue_waterfall(uuid, timestamptz), public.preview_policy(uuid, jsonb, timestamptz),
  public.list_calling_rules(uuid), public.get_automation_health(uuid, timestamptz)
to authenticated, service_role;
