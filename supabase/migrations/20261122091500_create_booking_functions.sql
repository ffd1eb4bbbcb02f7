-- Cal.com is the truth about appointments. Its events come twice, late, out of order, before the API answers; and for
-- bookings that people made or moved by hand.

create function private.appointment_rank(p_status text) returns integer
language sql immutable set search_path = '' as $$
  select case p_status when 'pending' then 1 when 'accepted' then 2 else 3 end
$$;
comment on function private.appointment_rank(text) is 'A booking uid only moves forward; cancelled, rejected and rescheduled are final for that uid.';

create function private.resolve_booking_owner(p_booking jsonb, out team_id uuid, out lead_id uuid, out call_id uuid)
language plpgsql stable set search_path = '' as $$
declare
  v_known record;
begin
  -- The first event of a booking may be the one that does not name the call (a cancellation): later ones complete it.
  for v_known in
    select a.team_id, a.lead_id, a.call_id, case when a.cal_booking_uid = p_booking ->> 'uid' then 1 else 2 end as rank
    from public.appointments a
    where a.cal_booking_uid in (p_booking ->> 'uid', p_booking ->> 'previous_uid')
    union all
    select c.team_id, c.lead_id, c.id, 3 from public.calls c where c.id = (p_booking ->> 'call_id')::uuid
    order by rank
  loop
    team_id := coalesce(team_id, v_known.team_id);
    if v_known.team_id = team_id then
      lead_id := coalesce(lead_id, v_known.lead_id);
      call_id := coalesce(call_id, v_known.call_id);
    end if;
  end loop;
  if team_id is not null then return; end if;

  select l.team_id, l.id into team_id, lead_id
  from public.leads l
  where l.phone = p_booking ->> 'attendee_phone' or l.email = lower(p_booking ->> 'attendee_email')
  order by l.phone = p_booking ->> 'attendee_phone' desc nulls last, l.last_called_at desc nulls last, l.id limit 1;
  if found then return; end if;

  -- A booking by a stranger still belongs in the list; with several teams nobody can say in whose.
  select t.id into team_id from public.teams t where (select count(*) from public.teams) = 1;
end $$;

create function private.describe_cancelled_demo(p_lead_id uuid) returns text
language sql stable set search_path = '' as $$
  select left('The demo was ' || a.status || coalesce(': ' || a.cancellation_reason, '.'), 500)
  from public.appointments a
  where a.lead_id = p_lead_id and a.status in ('cancelled', 'rejected')
  order by a.last_event_at desc, a.cal_booking_uid limit 1
$$;

create function private.sync_lead_with_appointments(
  p_lead_id uuid, p_reopen_from public.lead_status[], p_now timestamptz
) returns void
language plpgsql set search_path = '' as $$
declare
  v_lead public.leads;
  v_is_booked boolean;
begin
  -- No key update: the appointment of another booking that is just being written points at this row.
  select l.* into v_lead from public.leads l where l.id = p_lead_id for no key update;
  -- While the call is open its report decides; it looks at the appointments then.
  if not found or v_lead.status = 'calling' then
    return;
  end if;
  v_is_booked := private.lead_has_active_appointment(p_lead_id, p_now);
  if v_is_booked then
    update public.leads l set status = 'scheduled', review_reason = null, callback_at = null
    where l.id = p_lead_id and (l.status <> 'scheduled' or l.review_reason is not null);
  elsif v_lead.status = any (p_reopen_from) then
    update public.leads l set status = 'pending', callback_at = null,
      review_reason = coalesce(private.describe_cancelled_demo(p_lead_id), l.review_reason)
    where l.id = p_lead_id;
  end if;
  if v_is_booked or v_lead.status = any (p_reopen_from) then
    update public.emails e set state = 'cancelled', last_error = 'A demo was booked before this was sent.'
    where e.lead_id = p_lead_id and e.kind = 'no_answer_follow_up' and e.state = 'queued';
  end if;
end $$;
comment on function private.sync_lead_with_appointments(uuid, public.lead_status[], timestamptz) is
  'A lead with a demo ahead is scheduled. Without one, a lead in p_reopen_from goes to a person, who decides whether to call again.';

create function public.apply_booking(p_booking jsonb, p_now timestamptz)
returns table (appointment_id uuid, team_id uuid, lead_id uuid, status text)
language plpgsql set search_path = '' as $$
#variable_conflict use_column
declare
  v_uid text := p_booking ->> 'uid';
  v_previous_uid text := p_booking ->> 'previous_uid';
  v_event_at timestamptz := (p_booking ->> 'event_at')::timestamptz;
  v_status text := p_booking ->> 'status';
  v_owner record;
  v_before public.appointments;
  v_now public.appointments;
  v_has_superseded boolean := false;
begin
  -- Both ends of a reschedule: its events arrive side by side. In one order, so that two of a chain cannot deadlock.
  perform pg_advisory_xact_lock(hashtextextended('booking:' || u.uid, 0))
  from (select uid from unnest(array[v_uid, v_previous_uid]) as uid where uid is not null order by uid) u;
  perform private.act_as((p_booking ->> 'actor')::public.actor_kind, p_now);
  select * into v_owner from private.resolve_booking_owner(p_booking);
  if v_owner.team_id is null then
    return;
  end if;
  -- The report of the same call locks it first, too.
  perform 1 from public.calls c where c.id = v_owner.call_id for no key update;
  if exists (select 1 from public.appointments a where a.previous_uid = v_uid) then
    v_status := 'rescheduled';
  end if;
  if v_previous_uid is not null then
    v_has_superseded := private.supersede_appointment(p_booking, v_owner.team_id, v_owner.lead_id, v_owner.call_id);
  end if;

  select a.* into v_before from public.appointments a where a.cal_booking_uid = v_uid for update;
  insert into public.appointments as a (team_id, lead_id, call_id, cal_booking_uid, previous_uid, customer_name,
    customer_email, customer_phone, attendee_timezone, start_time, end_time, status, cancellation_reason, title,
    meeting_url, last_event_at)
  values (v_owner.team_id, v_owner.lead_id, v_owner.call_id, v_uid, v_previous_uid, p_booking ->> 'attendee_name',
    lower(p_booking ->> 'attendee_email'), p_booking ->> 'attendee_phone', p_booking ->> 'attendee_timezone',
    (p_booking ->> 'start')::timestamptz, (p_booking ->> 'end')::timestamptz, v_status,
    p_booking ->> 'cancellation_reason', p_booking ->> 'title', p_booking ->> 'meeting_url', v_event_at)
  on conflict (cal_booking_uid) do update set
    status = case
      when (private.appointment_rank(excluded.status), excluded.last_event_at) >= (private.appointment_rank(a.status), a.last_event_at)
      then excluded.status else a.status end,
    previous_uid = coalesce(a.previous_uid, excluded.previous_uid),
    call_id = coalesce(a.call_id, excluded.call_id),
    lead_id = coalesce(a.lead_id, excluded.lead_id),
    customer_name = case when excluded.last_event_at >= a.last_event_at then coalesce(excluded.customer_name, a.customer_name) else coalesce(a.customer_name, excluded.customer_name) end,
    customer_email = case when excluded.last_event_at >= a.last_event_at then coalesce(excluded.customer_email, a.customer_email) else coalesce(a.customer_email, excluded.customer_email) end,
    customer_phone = case when excluded.last_event_at >= a.last_event_at then coalesce(excluded.customer_phone, a.customer_phone) else coalesce(a.customer_phone, excluded.customer_phone) end,
    attendee_timezone = coalesce(a.attendee_timezone, excluded.attendee_timezone),
    start_time = case when excluded.last_event_at >= a.last_event_at then excluded.start_time else a.start_time end,
    end_time = case when excluded.last_event_at >= a.last_event_at then excluded.end_time else a.end_time end,
    cancellation_reason = coalesce(excluded.cancellation_reason, a.cancellation_reason),
    title = coalesce(excluded.title, a.title),
    meeting_url = case when excluded.last_event_at >= a.last_event_at then coalesce(excluded.meeting_url, a.meeting_url) else coalesce(a.meeting_url, excluded.meeting_url) end,
    last_event_at = greatest(a.last_event_at, excluded.last_event_at)
  returning a.* into v_now;

  if v_before.status is distinct from v_now.status then
    perform private.announce_appointment(v_now, p_now);
  end if;
  if v_has_superseded or (v_before.status, v_before.lead_id, v_before.call_id)
    is distinct from (v_now.status, v_now.lead_id, v_now.call_id) then
    perform private.follow_appointment(v_now, v_before.id is null, p_now);
  end if;
  return query select v_now.id, v_now.team_id, v_now.lead_id, v_now.status;
end $$;
comment on function public.apply_booking(jsonb, timestamptz) is
  'Upserts one booking (uid, status, start, end, attendee_*, event_at, previous_uid …) from an answer, a webhook or a look-up; late and repeated events change nothing. No row: it belongs to no team.';

create function private.supersede_appointment(p_booking jsonb, p_team_id uuid, p_lead_id uuid, p_call_id uuid) returns boolean
language plpgsql set search_path = '' as $$
declare
  v_is_changed boolean;
begin
  -- Also one that the host cancelled to ask for another time.
  update public.appointments a set status = 'rescheduled'
  where a.cal_booking_uid = p_booking ->> 'previous_uid' and a.status <> 'rescheduled';
  v_is_changed := found;
  if p_booking ->> 'previous_start' is not null then
    -- Its own events are still to come and know more than this one: any of them is newer.
    insert into public.appointments (team_id, lead_id, call_id, cal_booking_uid, customer_name, customer_email,
      start_time, end_time, status, last_event_at)
    values (p_team_id, p_lead_id, p_call_id, p_booking ->> 'previous_uid', p_booking ->> 'attendee_name',
      lower(p_booking ->> 'attendee_email'), (p_booking ->> 'previous_start')::timestamptz,
      (p_booking ->> 'previous_end')::timestamptz, 'rescheduled', '-infinity')
    on conflict (cal_booking_uid) do nothing;
  end if;
  update public.emails e set state = 'cancelled', last_error = 'The appointment was moved before this was sent.'
  from public.appointments a
  where a.cal_booking_uid = p_booking ->> 'previous_uid' and e.appointment_id = a.id and e.state = 'queued';
  return v_is_changed;
end $$;

create function private.announce_appointment(p_appointment public.appointments, p_now timestamptz) returns void
language plpgsql set search_path = '' as $$
begin
  if p_appointment.status = 'accepted' then
    perform private.enqueue_email('appointment_confirmation', p_appointment.team_id, p_appointment.lead_id,
      p_appointment.call_id, p_appointment.id, p_appointment.customer_email,
      jsonb_build_object('customer_name', p_appointment.customer_name, 'start_time', p_appointment.start_time,
        'end_time', p_appointment.end_time,
        'timezone', coalesce(p_appointment.attendee_timezone,
          (select s.timezone from public.settings s where s.team_id = p_appointment.team_id)),
        'meeting_url', p_appointment.meeting_url, 'is_change', p_appointment.previous_uid is not null),
      'appointment_confirmation:' || p_appointment.cal_booking_uid, p_now);
  elsif p_appointment.status in ('cancelled', 'rejected') then
    update public.emails e set state = 'cancelled', last_error = 'The appointment was cancelled before this was sent.'
    where e.appointment_id = p_appointment.id and e.state = 'queued';
  end if;
  if p_appointment.lead_id is not null then
    insert into public.activity (team_id, lead_id, call_id, appointment_id, actor, kind, detail, happened_at)
    values (p_appointment.team_id, p_appointment.lead_id, p_appointment.call_id, p_appointment.id, private.actor(),
      'appointment.' || p_appointment.status,
      jsonb_build_object('start_time', p_appointment.start_time, 'reason', p_appointment.cancellation_reason), p_now);
  end if;
end $$;
comment on function private.announce_appointment(public.appointments, timestamptz) is 'Mail and timeline of a new status.';

create function private.follow_appointment(p_appointment public.appointments, p_is_new boolean, p_now timestamptz) returns void
language plpgsql set search_path = '' as $$
declare
  v_call public.calls;
begin
  select c.* into v_call from public.calls c where c.id = p_appointment.call_id and c.state = 'ended';
  if found then
    perform private.conclude_call(v_call, p_now);
  end if;
  -- A booking first heard of by its cancellation was a booking all the same: the lead ends as if both had come in order.
  perform private.sync_lead_with_appointments(p_appointment.lead_id,
    case
      when p_appointment.status not in ('cancelled', 'rejected') then '{}'
      when p_is_new then '{pending,no_answer,scheduled,not_interested}'
      else '{scheduled}'
    end::public.lead_status[], p_now);
end $$;
comment on function private.follow_appointment(public.appointments, boolean, timestamptz) is
  'What a change of an appointment makes of the call in which it was booked and of its lead.';

create function public.mark_no_show(p_uid text, p_is_no_show boolean, p_now timestamptz) returns boolean
language plpgsql set search_path = '' as $$
declare
  v_appointment public.appointments;
begin
  update public.appointments a set is_no_show = p_is_no_show
  where a.cal_booking_uid = p_uid and a.is_no_show <> p_is_no_show
  returning a.* into v_appointment;
  if not found then
    return false;
  end if;
  if v_appointment.lead_id is not null then
    insert into public.activity (team_id, lead_id, appointment_id, actor, kind, detail, happened_at)
    values (v_appointment.team_id, v_appointment.lead_id, v_appointment.id, 'cal', 'appointment.no_show',
      jsonb_build_object('is_no_show', p_is_no_show), p_now);
  end if;
  return true;
end $$;

create function public.offer_slots(p_call_id uuid, p_starts timestamptz[], p_timezone text, p_now timestamptz)
returns table (code text, start_at timestamptz)
language plpgsql set search_path = '' as $$
#variable_conflict use_column
declare
  v_team_id uuid;
  v_used integer;
begin
  select c.team_id into strict v_team_id from public.calls c where c.id = p_call_id for no key update;
  select count(*) into v_used from public.slot_offers o where o.call_id = p_call_id;
  insert into public.slot_offers (team_id, call_id, code, start_at, timezone, offered_at)
  select v_team_id, p_call_id, 'S' || (v_used + row_number() over (order by fresh.start_at)), fresh.start_at, p_timezone, p_now
  from (
    select distinct s.start_at from unnest(p_starts) as s (start_at)
    where not exists (select 1 from public.slot_offers o where o.call_id = p_call_id and o.start_at = s.start_at)
  ) fresh;
  return query select o.code, o.start_at from public.slot_offers o
    where o.call_id = p_call_id and o.start_at = any (p_starts) order by o.start_at;
end $$;

create function public.begin_tool_call(p_call_id uuid, p_tool_call_id text, p_name text, p_arguments jsonb, p_now timestamptz)
returns table (is_new boolean, result text)
language plpgsql set search_path = '' as $$
#variable_conflict use_column
begin
  insert into public.tool_calls (team_id, call_id, tool_call_id, name, arguments, requested_at)
  select c.team_id, c.id, p_tool_call_id, p_name, p_arguments, p_now from public.calls c where c.id = p_call_id
  on conflict (call_id, tool_call_id) do nothing;
  if found then
    return query select true, null::text;
  else
    return query select false, t.result from public.tool_calls t
      where t.call_id = p_call_id and t.tool_call_id = p_tool_call_id;
  end if;
end $$;

create function public.finish_tool_call(p_call_id uuid, p_tool_call_id text, p_result text, p_duration_ms integer) returns void
language sql set search_path = '' as $$
  update public.tool_calls set result = p_result, duration_ms = p_duration_ms
  where call_id = p_call_id and tool_call_id = p_tool_call_id and result is null
$$;

create function public.request_booking(p_call_id uuid, p_start_at timestamptz, p_now timestamptz)
returns table (is_mine boolean, state public.booking_request_state, cal_booking_uid text)
language plpgsql set search_path = '' as $$
#variable_conflict use_column
begin
  insert into public.booking_requests as b (team_id, call_id, start_at, requested_at)
  select c.team_id, c.id, p_start_at, p_now from public.calls c where c.id = p_call_id
  on conflict (call_id, start_at) do update set state = 'requested', requested_at = p_now where b.state = 'failed';
  if found then
    return query select true, 'requested'::public.booking_request_state, null::text;
  else
    return query select false, b.state, b.cal_booking_uid from public.booking_requests b
      where b.call_id = p_call_id and b.start_at = p_start_at;
  end if;
end $$;
comment on function public.request_booking(uuid, timestamptz, timestamptz) is
  'is_mine is true for exactly one caller per slot and call: only that one may ask Cal.com to book.';

create function public.finish_booking_request(p_call_id uuid, p_start_at timestamptz, p_cal_booking_uid text default null) returns void
language sql set search_path = '' as $$
  update public.booking_requests set
    state = case when p_cal_booking_uid is null then 'failed' else 'booked' end::public.booking_request_state,
    cal_booking_uid = p_cal_booking_uid
  where call_id = p_call_id and start_at = p_start_at and state = 'requested'
$$;

grant execute on function
  private.appointment_rank(text), private.resolve_booking_owner(jsonb),
  private.describe_cancelled_demo(uuid),
  private.sync_lead_with_appointments(uuid, public.lead_status[], timestamptz),
  private.supersede_appointment(jsonb, uuid, uuid, uuid),
  private.announce_appointment(public.appointments, timestamptz),
  private.follow_appointment(public.appointments, boolean, timestamptz),
  public.apply_booking(jsonb, timestamptz), public.mark_no_show(text, boolean, timestamptz),
  public.offer_slots(uuid, timestamptz[], text, timestamptz),
  public.begin_tool_call(uuid, text, text, jsonb, timestamptz), public.finish_tool_call(uuid, text, text, integer),
  public.request_booking(uuid, timestamptz, timestamptz), public.finish_booking_request(uuid, timestamptz, text)
to service_role;
