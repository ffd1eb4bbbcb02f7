-- What an ended call makes of its lead. Reports come twice, late and out of order; the fullest one decides, once.

create function private.lead_has_active_appointment(p_lead_id uuid, p_now timestamptz) returns boolean
language sql stable set search_path = '' as $$
  select exists (
    select 1 from public.appointments a
    where a.lead_id = p_lead_id and a.status in ('pending', 'accepted') and a.end_time > p_now
  )
$$;

create function private.decide_outcome(p_call public.calls) returns public.call_outcome
language sql stable set search_path = '' as $$
  select case
    when exists (select 1 from public.appointments a where a.call_id = p_call.id) then 'booked'
    when p_call.has_opted_out then 'opted_out'
    -- The model may claim a booking that never reached the calendar: a person has to look.
    when p_call.reported_outcome = 'booked' then 'needs_review'
    else p_call.reported_outcome
  end::public.call_outcome
$$;
comment on function private.decide_outcome(public.calls) is
  'A booking made in this call beats everything, an opt-out beats the rest, then what the report says.';

create function private.apply_outcome_to_lead(p_call public.calls, p_now timestamptz) returns public.leads
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
    when p_call.outcome = 'provider_error' then
      if (
        select count(*) >= 3 from (
          select c.outcome from public.calls c
          where c.lead_id = p_call.lead_id and c.state = 'ended'
          order by c.claimed_at desc limit 3
        ) last_calls where last_calls.outcome = 'provider_error'
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

create function private.conclude_call(p_before public.calls, p_now timestamptz) returns public.call_outcome
language plpgsql set search_path = '' as $$
declare
  v_call public.calls;
  v_lead public.leads;
  v_may_change_lead boolean;
begin
  select c.* into v_call from public.calls c where c.id = p_before.id;
  v_call.outcome := private.decide_outcome(v_call);
  v_call.is_attempt_counted := v_call.outcome not in ('provider_error', 'cancelled');

  if v_call.is_attempt_counted <> p_before.is_attempt_counted then
    update public.leads l set
      call_attempts = greatest(l.call_attempts + case when v_call.is_attempt_counted then 1 else -1 end, 0),
      last_called_at = greatest(l.last_called_at, v_call.claimed_at)
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
    v_call.lead_status_after := v_lead.status;
    v_call.lead_review_after := v_lead.review_reason;
  end if;
  update public.calls c set outcome = v_call.outcome, is_attempt_counted = v_call.is_attempt_counted,
    lead_status_after = v_call.lead_status_after, lead_review_after = v_call.lead_review_after
  where c.id = v_call.id;

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
comment on function private.conclude_call(public.calls, timestamptz) is
  'Decides an ended call from all that is stored about it, and brings its lead in line. Asked again whenever a report, an opt-out or a booking of the call arrives, so that their order does not matter. p_before: the call before that.';

create function private.store_report(p_call_id uuid, p_report jsonb, p_now timestamptz) returns void
language sql set search_path = '' as $$
  update public.calls c set
    state = 'ended', provider_status = 'ended',
    outcome = (p_report ->> 'outcome')::public.call_outcome,
    reported_outcome = (p_report ->> 'outcome')::public.call_outcome,
    reported_callback_at = (p_report ->> 'callback_at')::timestamptz,
    outcome_reason = left(p_report ->> 'outcome_reason', 500), ended_reason = p_report ->> 'ended_reason',
    started_at = (p_report ->> 'started_at')::timestamptz, ended_at = (p_report ->> 'ended_at')::timestamptz,
    settled_at = coalesce(c.settled_at, p_now), duration_seconds = (p_report ->> 'duration_seconds')::numeric,
    cost_usd = (p_report ->> 'cost_usd')::numeric, cost_breakdown = p_report -> 'cost_breakdown',
    transcript = p_report ->> 'transcript', messages = p_report -> 'messages', summary = p_report ->> 'summary',
    structured_data = p_report -> 'structured_data', recording_url = p_report ->> 'recording_url',
    report_rank = (p_report ->> 'rank')::integer, report_at = (p_report ->> 'report_at')::timestamptz, lease_until = null
  where c.id = p_call_id
$$;

create function public.settle_call(p_call_id uuid, p_report jsonb, p_now timestamptz) returns public.call_outcome
language plpgsql set search_path = '' as $$
declare
  v_before public.calls;
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
  return private.conclude_call(v_before, p_now);
end $$;
comment on function public.settle_call(uuid, jsonb, timestamptz) is
  'Applies a report (rank, report_at, outcome, ended_reason, times, cost, transcript …). Any order and number of deliveries of the same reports end in the same state.';

create function public.record_call_status(p_call_id uuid, p_status text, p_now timestamptz) returns void
language sql set search_path = '' as $$
  update public.calls c set
    provider_status = p_status,
    started_at = case when p_status = 'in-progress' then coalesce(c.started_at, p_now) else c.started_at end
  where c.id = p_call_id and c.state = 'placed'
    and coalesce(array_position(array['queued', 'ringing', 'in-progress', 'forwarding', 'ended'], p_status), 0)
      > coalesce(array_position(array['queued', 'ringing', 'in-progress', 'forwarding', 'ended'], c.provider_status), 0)
$$;
comment on function public.record_call_status(uuid, text, timestamptz) is 'Moves forward only; a late "ringing" does not undo "in-progress".';

grant execute on function
  private.lead_has_active_appointment(uuid, timestamptz),
  private.decide_outcome(public.calls),
  private.apply_outcome_to_lead(public.calls, timestamptz),
  private.conclude_call(public.calls, timestamptz),
  private.store_report(uuid, jsonb, timestamptz),
  public.settle_call(uuid, jsonb, timestamptz),
  public.record_call_status(uuid, text, timestamptz) to service_role;
