-- What an ended call means now that calls can fail at the provider without having rung, and that trouble pauses calling.

-- Functions in plpgsql keep their plans; in SQL these would be planned anew for every webhook.

create or replace function private.lead_has_active_appointment(p_lead_id uuid, p_now timestamptz) returns boolean
language plpgsql stable set search_path = '' as $$
begin
  return exists (
    select 1 from public.appointments a
    where a.lead_id = p_lead_id and a.status in ('pending', 'accepted') and a.end_time > p_now);
end $$;

create or replace function private.decide_outcome(p_call public.calls) returns public.call_outcome
language plpgsql stable set search_path = '' as $$
begin
  return case
    when exists (select 1 from public.appointments a where a.call_id = p_call.id) then 'booked'
    when p_call.has_opted_out then 'opted_out'
    -- The model may claim a booking that never reached the calendar: a person has to look.
    when p_call.reported_outcome = 'booked' then 'needs_review'
    else p_call.reported_outcome
  end;
end $$;

create or replace function public.record_call_status(p_call_id uuid, p_status text, p_now timestamptz) returns void
language plpgsql set search_path = '' as $$
declare
  c_order constant text[] := array['queued', 'ringing', 'in-progress', 'forwarding', 'ended'];
begin
  update public.calls c set
    provider_status = p_status,
    started_at = case when p_status = 'in-progress' then coalesce(c.started_at, p_now) else c.started_at end
  where c.id = p_call_id and c.state = 'placed'
    and coalesce(array_position(c_order, p_status), 0) > coalesce(array_position(c_order, c.provider_status), 0);
end $$;

create or replace function public.receive_webhook_event(
  p_source public.webhook_source, p_event_key text, p_type text, p_payload jsonb, p_now timestamptz
) returns table (event_id uuid, is_done boolean)
language plpgsql set search_path = '' as $$
begin
  return query
  insert into public.webhook_events as e (source, event_key, type, payload, received_at)
  values (p_source, p_event_key, p_type, p_payload, p_now)
  on conflict (source, event_key) do update set delivery_count = e.delivery_count + 1
  returning e.id, e.state in ('processed', 'ignored', 'rejected');
end $$;

create or replace function public.finish_automation_run(
  p_run_id uuid, p_state public.run_state, p_claimed integer, p_placed integer, p_settled integer, p_now timestamptz,
  p_error text default null
) returns void
language plpgsql set search_path = '' as $$
begin
  update public.automation_runs set state = p_state, claimed_count = p_claimed, placed_count = p_placed,
    settled_count = p_settled, error = left(p_error, 1000), finished_at = p_now
  where id = p_run_id;
end $$;

create or replace function private.apply_outcome_to_lead(p_call public.calls, p_now timestamptz) returns public.leads
language plpgsql set search_path = '' as $$
declare
  v_lead public.leads;
  v_max_attempts integer;
  v_status public.lead_status := 'pending';
  v_review text;
  v_callback_at timestamptz;
begin
  select l.* into v_lead from public.leads l where l.id = p_call.lead_id for no key update;
  if not found then
    return null;
  end if;
  select s.max_attempts into strict v_max_attempts from public.settings s where s.team_id = p_call.team_id;

  case
    -- Also after the demo took place: a late report must not reopen a lead whose demo stood.
    when p_call.outcome = 'booked' and exists (
      select 1 from public.appointments a where a.call_id = p_call.id and a.status in ('pending', 'accepted')
    ) then
      v_status := 'scheduled';
    when p_call.outcome not in ('opted_out', 'not_interested')
      and private.lead_has_active_appointment(p_call.lead_id, p_now) then
      v_status := 'scheduled';
    when p_call.outcome = 'booked' then
      v_review := coalesce(private.describe_cancelled_demo(p_call.lead_id), 'The demo booked in this call is no longer in the calendar.');
    when p_call.outcome in ('opted_out', 'not_interested') then
      v_status := 'not_interested';
    when p_call.outcome = 'callback' then
      v_callback_at := p_call.reported_callback_at;
      if v_callback_at is null then
        v_review := 'Asked to be called back, but named no time.';
      elsif v_lead.call_attempts >= v_max_attempts then
        v_review := 'Asked to be called back, but has no attempt left.';
      end if;
    when p_call.outcome in ('no_answer', 'voicemail', 'busy') then
      if v_lead.call_attempts >= v_max_attempts then
        v_status := 'no_answer';
      end if;
    when p_call.outcome in ('needs_review', 'bad_number') then
      v_review := coalesce(p_call.outcome_reason, 'The outcome of the last call could not be decided.');
    when p_call.outcome in ('provider_error', 'cancelled') then
      v_callback_at := p_call.previous_callback_at;
      -- Trouble of the account says nothing about the lead, however often it is met.
      if p_call.outcome = 'provider_error' and p_call.trouble is null and (
        select count(*) >= 3 and bool_and(last_calls.outcome = 'provider_error') from (
          select c.outcome from public.calls c
          where c.lead_id = p_call.lead_id and (c.id = p_call.id or c.state = 'ended') and c.trouble is null
          order by c.claimed_at desc limit 3
        ) last_calls
      ) then
        v_review := 'Three calls in a row failed at the provider.';
      end if;
    else
      null;
  end case;

  if v_lead.status in ('not_interested', 'scheduled') and v_status = 'no_answer' then
    update public.leads l set status = 'pending' where l.id = v_lead.id;
  end if;
  update public.leads l set status = v_status, review_reason = v_review, callback_at = v_callback_at
  where l.id = v_lead.id
  returning l.* into v_lead;
  return v_lead;
end $$;

create or replace function private.conclude_call(p_before public.calls, p_now timestamptz) returns public.call_outcome
language plpgsql set search_path = '' as $$
declare
  v_call public.calls;
  v_lead public.leads;
  v_may_change_lead boolean;
begin
  select c.* into v_call from public.calls c where c.id = p_before.id;
  v_call.outcome := private.decide_outcome(v_call);
  v_call.is_attempt_counted := v_call.outcome not in ('provider_error', 'cancelled');
  update public.calls c set outcome = v_call.outcome, is_attempt_counted = v_call.is_attempt_counted where c.id = v_call.id;

  if v_call.is_attempt_counted <> p_before.is_attempt_counted or v_call.is_dialled <> p_before.is_dialled then
    update public.leads l set
      call_attempts = greatest(l.call_attempts + v_call.is_attempt_counted::integer - p_before.is_attempt_counted::integer, 0),
      last_called_at = case
        when v_call.is_dialled then greatest(l.last_called_at, v_call.claimed_at)
        -- It never rang: the lead is as if it had not been called.
        when l.last_called_at = v_call.claimed_at then v_call.previous_last_called_at
        else l.last_called_at
      end
    where l.id = v_call.lead_id;
  end if;

  -- A later call, or a person who changed the lead since, knows better than a late report.
  select case p_before.state
      when 'ended' then l.status = p_before.lead_status_after and l.review_reason is not distinct from p_before.lead_review_after
      when 'not_placed' then l.status = 'pending'
      else l.status = 'calling'
    end and not exists (
      select 1 from public.calls c where c.lead_id = l.id and c.claimed_at > v_call.claimed_at and c.state <> 'not_placed'
    )
  into v_may_change_lead
  from public.leads l where l.id = v_call.lead_id for no key update;

  if v_may_change_lead then
    v_lead := private.apply_outcome_to_lead(v_call, p_now);
    update public.calls c set lead_status_after = v_lead.status, lead_review_after = v_lead.review_reason where c.id = v_call.id;
  end if;

  if v_lead.status = 'no_answer' then
    perform private.enqueue_email('no_answer_follow_up', v_call.team_id, v_lead.id, v_call.id, null, v_lead.email,
      jsonb_build_object('company_name', v_lead.company_name, 'contact_name', v_lead.contact_name),
      'no_answer_follow_up:' || v_call.id, p_now);
  elsif v_may_change_lead then
    update public.emails e set state = 'cancelled', last_error = 'A later report of the call changed its outcome.'
    where e.call_id = v_call.id and e.kind = 'no_answer_follow_up' and e.state = 'queued';
  end if;
  if p_before.outcome is distinct from v_call.outcome then
    insert into public.activity (team_id, lead_id, call_id, actor, kind, detail, happened_at)
    values (v_call.team_id, v_call.lead_id, v_call.id, private.actor(), 'call.ended',
      jsonb_build_object('outcome', v_call.outcome, 'ended_reason', v_call.ended_reason, 'attempt', v_call.attempt), p_now);
  end if;
  return v_call.outcome;
end $$;

create or replace function private.store_report(p_call_id uuid, p_report jsonb, p_now timestamptz) returns void
language plpgsql set search_path = '' as $$
begin
  update public.calls c set
    state = 'ended', provider_status = 'ended',
    outcome = (p_report ->> 'outcome')::public.call_outcome,
    reported_outcome = (p_report ->> 'outcome')::public.call_outcome,
    reported_callback_at = (p_report ->> 'callback_at')::timestamptz,
    outcome_reason = left(p_report ->> 'outcome_reason', 500), ended_reason = p_report ->> 'ended_reason',
    trouble = (p_report ->> 'trouble')::public.provider_trouble,
    is_dialled = coalesce((p_report ->> 'was_dialled')::boolean, true),
    started_at = (p_report ->> 'started_at')::timestamptz, ended_at = (p_report ->> 'ended_at')::timestamptz,
    settled_at = coalesce(c.settled_at, p_now), duration_seconds = (p_report ->> 'duration_seconds')::numeric,
    cost_usd = (p_report ->> 'cost_usd')::numeric, cost_breakdown = p_report -> 'cost_breakdown',
    transcript = p_report ->> 'transcript', messages = p_report -> 'messages', summary = p_report ->> 'summary',
    structured_data = p_report -> 'structured_data', recording_url = p_report ->> 'recording_url',
    report_rank = (p_report ->> 'rank')::integer, report_at = (p_report ->> 'report_at')::timestamptz, lease_until = null
  where c.id = p_call_id;
end $$;

create function private.learn_about_provider(p_before public.calls, p_now timestamptz) returns void
language plpgsql set search_path = '' as $$
declare
  v_call public.calls;
begin
  -- Once per call: a repeated report does not pause again what a person has resumed since.
  if p_before.state = 'ended' then
    return;
  end if;
  select c.* into v_call from public.calls c where c.id = p_before.id;
  if v_call.trouble is not null then
    if not exists (
      select 1 from public.provider_pauses p where p.trouble = v_call.trouble and p.ended_at >= v_call.claimed_at
    ) then
      perform public.report_provider_trouble(v_call.team_id, v_call.phone_number_id, v_call.trouble,
        coalesce(v_call.ended_reason, 'no reason given'), p_now);
    end if;
  elsif v_call.is_dialled and v_call.outcome not in ('provider_error', 'cancelled') then
    perform private.end_pauses_proven_over(v_call,
      '{concurrency_limit,rate_limited,number_daily_limit,out_of_credits,bad_key,misconfigured,outage}', p_now);
  end if;
  if v_call.reserved_usd > 0 and v_call.cost_usd > v_call.reserved_usd then
    perform public.report_provider_trouble(v_call.team_id, null, 'cost_overrun',
      format('A call cost $%s, but the most that was reserved for it is $%s.', round(v_call.cost_usd, 4), round(v_call.reserved_usd, 4)), p_now);
  end if;
end $$;

create or replace function public.settle_call(p_call_id uuid, p_report jsonb, p_now timestamptz) returns public.call_outcome
language plpgsql set search_path = '' as $$
declare
  v_before public.calls;
  v_outcome public.call_outcome;
  v_is_fuller boolean;
  v_is_opt_out boolean;
begin
  select c.* into v_before from public.calls c where c.id = p_call_id for no key update;
  if not found then
    return null;
  end if;
  perform private.act_as('vapi', p_now);
  v_is_fuller := v_before.state <> 'ended'
    or ((p_report ->> 'rank')::integer, (p_report ->> 'report_at')::timestamptz) > (v_before.report_rank, v_before.report_at);
  -- Once per call: a repeated report does not undo what an admin has removed from the list since.
  v_is_opt_out := not v_before.has_opted_out and p_report ->> 'outcome' = 'opted_out';

  if v_is_opt_out then
    perform private.suppress(v_before.team_id, v_before.phone,
      (select l.email from public.leads l where l.id = v_before.lead_id), 'Asked in a call not to be contacted.', 'call', p_now);
    update public.calls c set has_opted_out = true where c.id = p_call_id;
  end if;
  if v_is_fuller then
    perform private.store_report(p_call_id, p_report, p_now);
  elsif not v_is_opt_out then
    return v_before.outcome;
  end if;
  v_outcome := private.conclude_call(v_before, p_now);
  perform private.learn_about_provider(v_before, p_now);
  return v_outcome;
end $$;

grant execute on function private.learn_about_provider(public.calls, timestamptz) to service_role;
