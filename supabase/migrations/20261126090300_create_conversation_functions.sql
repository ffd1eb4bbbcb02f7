-- What a person settles in the conversation itself: when to be called again, and not to be called at all.

alter table public.calls
  add column requested_callback_at timestamptz,
  add column requested_callback_words text check (length(requested_callback_words) <= 200);
comment on column public.calls.requested_callback_at is 'Written while the person was on the line; the analysis after the call only guesses it.';
grant select (requested_callback_at, requested_callback_words) on public.calls to authenticated;

create function public.request_callback(p_call_id uuid, p_at timestamptz, p_words text, p_now timestamptz)
returns table (call_at timestamptz, needs_person boolean)
language plpgsql set search_path = '' as $$
#variable_conflict use_column
declare
  v_call public.calls;
  v_lead public.leads;
  v_policy private.policy;
  v_from timestamptz;
begin
  select c.* into v_call from public.calls c where c.id = p_call_id for no key update;
  select l.* into v_lead from public.leads l where l.id = v_call.lead_id;
  if not found then
    return;
  end if;
  perform private.act_as('vapi', p_now);
  v_policy := private.policy_of(v_call.team_id);
  select greatest(p_at, p_now, private.number_limit_opens_at(private.recent_calls(v_call.team_id, v_call.phone, p_now), p.max_attempts_24h))
  into v_from from private.profile_limits(v_policy, array[v_lead.calling_profile]) p;
  update public.calls c set requested_callback_at = p_at, requested_callback_words = left(p_words, 200) where c.id = p_call_id;
  if v_call.requested_callback_at is distinct from p_at then
    insert into public.activity (team_id, lead_id, call_id, actor, kind, detail, happened_at)
    values (v_call.team_id, v_lead.id, p_call_id, 'vapi', 'call.callback_requested',
      jsonb_build_object('at', p_at, 'words', left(p_words, 200)), p_now);
  end if;
  return query
  select (
      select min(lower(r)) from private.profile_windows(v_policy, array[v_lead.calling_profile], v_from, v_from + interval '35 days') w
      cross join unnest(w.windows) r),
    v_lead.call_attempts >= ((v_policy).settings).max_attempts;
end $$;
comment on function public.request_callback(uuid, timestamptz, text, timestamptz) is
  'Notes when the person of a call wants to be called, and says when the rules allow it first. needs_person: the automation has no attempt left for that.';

create function public.record_opt_out(p_call_id uuid, p_reason text, p_now timestamptz) returns boolean
language plpgsql set search_path = '' as $$
declare
  v_call public.calls;
begin
  select c.* into v_call from public.calls c where c.id = p_call_id for no key update;
  if not found then
    return false;
  end if;
  -- Once per call: a repeated tool call does not undo what an admin has removed from the list since.
  if v_call.has_opted_out then
    return true;
  end if;
  perform private.act_as('vapi', p_now);
  perform private.suppress(v_call.team_id, v_call.phone, (select l.email from public.leads l where l.id = v_call.lead_id),
    coalesce('Asked in a call not to be contacted: ' || nullif(left(btrim(p_reason), 200), ''), 'Asked in a call not to be contacted.'),
    'call', p_now);
  update public.calls c set has_opted_out = true where c.id = p_call_id;
  insert into public.activity (team_id, lead_id, call_id, actor, kind, detail, happened_at)
  values (v_call.team_id, v_call.lead_id, p_call_id, 'vapi', 'call.opted_out', jsonb_build_object('reason', left(p_reason, 200)), p_now);
  return true;
end $$;
comment on function public.record_opt_out(uuid, text, timestamptz) is 'Suppresses number and address at once, on every channel, while the call is still going on. False: no such call.';

create or replace function private.decide_outcome(p_call public.calls) returns public.call_outcome
language plpgsql stable set search_path = '' as $$
begin
  return case
    when exists (select 1 from public.appointments a where a.call_id = p_call.id) then 'booked'
    when exists (
      select 1 from public.booking_requests b where b.call_id = p_call.id and b.kind = 'move' and b.state = 'booked'
    ) then 'booked'
    when p_call.has_opted_out then 'opted_out'
    -- Said to us while the person was there. Only a plain no afterwards takes it back.
    when p_call.requested_callback_at is not null and p_call.reported_outcome not in ('not_interested', 'opted_out') then 'callback'
    -- The model may claim a booking that never reached the calendar: a person has to look.
    when p_call.reported_outcome = 'booked' then 'needs_review'
    else p_call.reported_outcome
  end;
end $$;
comment on function private.decide_outcome(public.calls) is
  'A demo booked or moved in this call beats everything, an opt-out beats the rest, then a callback that was asked for, then what the report says.';

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
      v_callback_at := coalesce(p_call.requested_callback_at, p_call.reported_callback_at);
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

drop function public.finish_booking_request(uuid, timestamptz, text);
create function public.finish_booking_request(
  p_call_id uuid, p_start_at timestamptz, p_now timestamptz, p_cal_booking_uid text default null
) returns void
language plpgsql set search_path = '' as $$
declare
  v_kind public.booking_request_kind;
  v_call public.calls;
begin
  update public.booking_requests b set
    state = case when p_cal_booking_uid is null then 'failed' else 'booked' end::public.booking_request_state,
    cal_booking_uid = p_cal_booking_uid, lock_until = null
  where b.call_id = p_call_id and b.start_at = p_start_at and b.state = 'requested'
  returning b.kind into v_kind;
  -- Known only after the call was settled: the demo counts for it all the same.
  if v_kind = 'move' and p_cal_booking_uid is not null then
    select c.* into v_call from public.calls c where c.id = p_call_id and c.state = 'ended' for no key update;
    if found then
      perform private.act_as('vapi', p_now);
      perform private.conclude_call(v_call, p_now);
    end if;
  end if;
end $$;

comment on function public.finish_booking_request(uuid, timestamptz, timestamptz, text) is
  'Without a uid the request has failed, and the time may be asked for again.';

grant execute on function
  public.request_callback(uuid, timestamptz, text, timestamptz), public.record_opt_out(uuid, text, timestamptz),
  public.finish_booking_request(uuid, timestamptz, timestamptz, text) to service_role;
