-- The claim and what may become of it. A claim is one transaction: the lead goes to "calling", its attempt is counted
-- and the call row is written, before anybody asks the provider. Time is always an argument.

create function private.is_inside_calling_hours(p_settings public.settings, p_timezone text, p_now timestamptz) returns boolean
language sql stable set search_path = '' as $$
  select extract(isodow from p_now at time zone p_timezone)::smallint = any (p_settings.calling_days)
    and (p_now at time zone p_timezone)::time >= p_settings.calling_start
    and (p_now at time zone p_timezone)::time < p_settings.calling_end
$$;

create function private.is_lead_due(p_lead public.leads, p_settings public.settings, p_now timestamptz) returns boolean
language sql stable set search_path = '' as $$
  select p_settings.automation_enabled
    and p_lead.status = 'pending'
    and p_lead.review_reason is null
    and p_lead.call_attempts < p_settings.max_attempts
    and case
      when p_lead.callback_at is not null then p_lead.callback_at <= p_now
      else p_lead.last_called_at is null
        or p_lead.last_called_at <= p_now - make_interval(hours => p_settings.retry_interval)
    end
    and p_lead.timezone is not null
    and private.is_inside_calling_hours(p_settings, p_lead.timezone, p_now)
    and not exists (
      select 1 from public.suppressions s
      where s.team_id = p_lead.team_id
        and (s.channel, s.address) in (('phone', p_lead.phone), ('email', p_lead.email))
    )
    and (
      select count(*) from public.calls c
      where c.team_id = p_lead.team_id and c.phone = p_lead.phone
        and c.claimed_at > p_now - interval '24 hours' and c.state <> 'not_placed'
    ) < p_settings.max_attempts_per_number_24h
$$;
comment on function private.is_lead_due(public.leads, public.settings, timestamptz) is
  'The dial rules, once: the claim and every answer about "who is due" ask here.';

create function public.start_automation_run(
  p_team_id uuid, p_trigger public.run_trigger, p_now timestamptz, p_started_by uuid default null
) returns uuid
language sql set search_path = '' as $$
  insert into public.automation_runs (team_id, trigger, started_by, started_at)
  values (p_team_id, p_trigger, p_started_by, p_now)
  returning id
$$;

create function public.claim_due_leads(p_run_id uuid, p_now timestamptz, p_lease_until timestamptz)
returns table (
  call_id uuid, lead_id uuid, team_id uuid, attempt integer, phone text, company_name text, contact_name text,
  email text, timezone text, city text, state text, custom jsonb
)
language plpgsql set search_path = '' as $$
#variable_conflict use_column
declare
  v_run public.automation_runs;
  v_settings public.settings;
  v_capacity integer;
  -- Runs of the same five minutes share one batch: a cron that is delivered twice must not call twice as many people.
  v_window_start timestamptz := to_timestamp(floor(extract(epoch from p_now) / 300) * 300);
begin
  select r.* into strict v_run from public.automation_runs r where r.id = p_run_id;
  -- The lock makes the batch and concurrency limits exact; runs of one team queue here for a few milliseconds.
  select s.* into strict v_settings from public.settings s where s.team_id = v_run.team_id for update;
  perform private.act_as(case v_run.trigger when 'cron' then 'cron' else 'user' end::public.actor_kind, p_now);

  select least(
    v_settings.max_calls_batch - (
      select count(*) from public.calls c join public.automation_runs r on r.id = c.run_id
      where c.team_id = v_run.team_id and c.claimed_at >= v_window_start and c.state <> 'not_placed'
        and r.trigger = v_run.trigger
    ),
    v_settings.max_concurrent_calls - (
      select count(*) from public.calls c
      where c.team_id = v_run.team_id and c.state in ('claimed', 'placing', 'placed')
    )
  ) into v_capacity;
  if v_capacity <= 0 then
    return;
  end if;

  return query
  with due as materialized (
    select l.id, l.last_called_at, l.callback_at
    from public.leads l
    where l.team_id = v_run.team_id and l.status = 'pending' and l.review_reason is null
      and private.is_lead_due(l, v_settings, p_now)
    order by l.callback_at, l.last_called_at nulls first, l.created_at, l.id
    limit v_capacity
    for update skip locked
  ), claimed as (
    update public.leads l
    set status = 'calling', call_attempts = l.call_attempts + 1, last_called_at = p_now, callback_at = null
    from due where l.id = due.id
    returning l.*, due.last_called_at as previous_last_called_at, due.callback_at as previous_callback_at
  ), written as (
    insert into public.calls (team_id, lead_id, run_id, company_name, phone, attempt, claimed_at, lease_until,
      previous_last_called_at, previous_callback_at)
    select c.team_id, c.id, p_run_id, c.company_name, c.phone, c.call_attempts, p_now, p_lease_until,
      c.previous_last_called_at, c.previous_callback_at
    from claimed c
    returning id, lead_id
  )
  select w.id, c.id, c.team_id, c.call_attempts, c.phone, c.company_name, c.contact_name, c.email, c.timezone,
    c.city, c.state, c.custom
  from written w join claimed c on c.id = w.lead_id;
end $$;
comment on function public.claim_due_leads(uuid, timestamptz, timestamptz) is
  'Claims the leads that are due for the team of the run, within its batch and concurrency limits. p_lease_until is real time.';

create function public.start_placing_call(p_call_id uuid, p_lease_until timestamptz) returns boolean
language sql set search_path = '' as $$
  with moved as (
    update public.calls set state = 'placing', lease_until = p_lease_until
    where id = p_call_id and state = 'claimed'
    returning id
  )
  select exists (select 1 from moved)
$$;
comment on function public.start_placing_call(uuid, timestamptz) is
  'True for exactly one caller: only that one may ask the provider. After this the answer is ambiguous until it is known.';

create function public.attach_provider_call(
  p_call_id uuid, p_provider_call_id text, p_now timestamptz, p_assistant_id text default null,
  p_assistant_version text default null, p_listen_url text default null, p_control_url text default null
) returns boolean
language plpgsql set search_path = '' as $$
declare
  v_call public.calls;
begin
  select c.* into v_call from public.calls c where c.id = p_call_id for update;
  if not found or coalesce(v_call.provider_call_id, p_provider_call_id) <> p_provider_call_id then
    return false;
  end if;
  update public.calls c set
    provider_call_id = p_provider_call_id,
    state = case when c.state in ('claimed', 'placing') then 'placed' else c.state end,
    placed_at = coalesce(c.placed_at, p_now),
    assistant_id = coalesce(p_assistant_id, c.assistant_id),
    assistant_version = coalesce(p_assistant_version, c.assistant_version),
    monitor_listen_url = coalesce(p_listen_url, c.monitor_listen_url),
    monitor_control_url = coalesce(p_control_url, c.monitor_control_url)
  where c.id = p_call_id;
  return true;
end $$;
comment on function public.attach_provider_call(uuid, text, timestamptz, text, text, text, text) is
  'The provider has the call. Said by its answer, by the first webhook or by the sweep, in any order; false: another provider call has this row.';

create function public.release_call(p_call_id uuid, p_reason text, p_now timestamptz, p_review_reason text default null) returns boolean
language plpgsql set search_path = '' as $$
declare
  v_call public.calls;
begin
  update public.calls c set state = 'not_placed', outcome_reason = left(p_reason, 500), settled_at = p_now,
    is_attempt_counted = false
  where c.id = p_call_id and c.state in ('claimed', 'placing')
  returning c.* into v_call;
  if not found then
    return false;
  end if;
  perform private.act_as('cron', p_now);
  update public.leads l set
    status = 'pending',
    call_attempts = greatest(l.call_attempts - 1, 0),
    last_called_at = v_call.previous_last_called_at,
    callback_at = v_call.previous_callback_at,
    review_reason = coalesce(p_review_reason, l.review_reason)
  where l.id = v_call.lead_id;
  -- A demo booked while the lead was in "calling" left it alone; now it counts.
  perform private.sync_lead_with_appointments(v_call.lead_id, '{}', p_now);
  return true;
end $$;
comment on function public.release_call(uuid, text, timestamptz, text) is
  'The call was certainly never placed: the attempt is given back and the lead is as before the claim.';

create function public.finish_automation_run(
  p_run_id uuid, p_state public.run_state, p_claimed integer, p_placed integer, p_settled integer, p_now timestamptz,
  p_error text default null
) returns void
language sql set search_path = '' as $$
  update public.automation_runs set state = p_state, claimed_count = p_claimed, placed_count = p_placed,
    settled_count = p_settled, error = left(p_error, 1000), finished_at = p_now
  where id = p_run_id
$$;

grant execute on function
  private.is_inside_calling_hours(public.settings, text, timestamptz),
  private.is_lead_due(public.leads, public.settings, timestamptz) to authenticated, service_role;
grant execute on function
  public.start_automation_run(uuid, public.run_trigger, timestamptz, uuid),
  public.claim_due_leads(uuid, timestamptz, timestamptz),
  public.start_placing_call(uuid, timestamptz),
  public.attach_provider_call(uuid, text, timestamptz, text, text, text, text),
  public.release_call(uuid, text, timestamptz, text),
  public.finish_automation_run(uuid, public.run_state, integer, integer, integer, timestamptz, text) to service_role;
