-- Cal.com is asked where its events say too little, contradict each other or never come.

create table private.calendar_syncs (
  event_type_id bigint primary key,
  synced_until timestamptz not null
);
comment on column private.calendar_syncs.synced_until is
  'Time of the newest change that was seen, by Cal.com''s clock; the next run begins a little before it.';
alter table private.calendar_syncs enable row level security;
grant select, insert, update, delete on private.calendar_syncs to service_role;

create function public.calendar_synced_until(p_event_type_id bigint) returns timestamptz
language plpgsql stable set search_path = '' as $$
begin
  return (select s.synced_until from private.calendar_syncs s where s.event_type_id = p_event_type_id);
end $$;

create function public.advance_calendar_sync(p_event_type_id bigint, p_synced_until timestamptz) returns void
language plpgsql set search_path = '' as $$
begin
  insert into private.calendar_syncs as s (event_type_id, synced_until) values (p_event_type_id, p_synced_until)
  on conflict (event_type_id) do update set synced_until = excluded.synced_until
  where s.synced_until < excluded.synced_until;
end $$;

alter table public.appointments
  add column check_requested_at timestamptz,
  add column no_show_event_at timestamptz;
comment on column public.appointments.check_requested_at is
  'Since when it is not certain that this row is what Cal.com has, such as after a change that was not answered; the sync asks.';
comment on column public.appointments.no_show_event_at is 'Time of the newest word on is_no_show, by Cal.com''s clock.';
create index appointments_check_requested_at_idx on public.appointments (check_requested_at) where check_requested_at is not null;

drop function public.mark_no_show(text, boolean, timestamptz);
create function public.mark_no_show(p_uid text, p_attendees jsonb, p_event_at timestamptz, p_now timestamptz) returns text
language plpgsql set search_path = '' as $$
declare
  v_appointment public.appointments;
  v_is_no_show boolean;
begin
  select a.* into v_appointment from public.appointments a where a.cal_booking_uid = p_uid for update;
  if not found then
    return 'unknown';
  end if;
  -- A guest who stays away is not the customer.
  select bool_or((x.person ->> 'noShow')::boolean) into v_is_no_show
  from jsonb_array_elements(p_attendees) as x (person)
  where v_appointment.customer_email is null or lower(x.person ->> 'email') = v_appointment.customer_email;
  if v_is_no_show is null then
    return 'unlisted';
  end if;
  if (p_event_at, v_is_no_show) < (v_appointment.no_show_event_at, v_appointment.is_no_show) then
    return 'unchanged';
  end if;
  update public.appointments a set is_no_show = v_is_no_show, no_show_event_at = p_event_at
  where a.id = v_appointment.id and (a.is_no_show, a.no_show_event_at) is distinct from (v_is_no_show, p_event_at);
  if v_appointment.is_no_show = v_is_no_show then
    return 'unchanged';
  end if;
  if v_appointment.lead_id is not null then
    insert into public.activity (team_id, lead_id, appointment_id, actor, kind, detail, happened_at)
    values (v_appointment.team_id, v_appointment.lead_id, v_appointment.id, 'cal', 'appointment.no_show',
      jsonb_build_object('is_no_show', v_is_no_show), p_now);
  end if;
  return 'changed';
end $$;
comment on function public.mark_no_show(text, jsonb, timestamptz, timestamptz) is
  'Whether the customer stayed away, from a list of {email, noShow}. changed, unchanged (also: older than what is known), unlisted (it is about others), or unknown (the booking).';

-- As before, but of two events the newer one counts for zone, reason and title, too, whichever comes last; and a look at
-- Cal.com's own record, when that was changed after all that we know of, can take back what we took for final.
create or replace function public.apply_booking(p_booking jsonb, p_now timestamptz)
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
        or (p_booking ->> 'is_truth' = 'true' and excluded.last_event_at > a.last_event_at)
      then excluded.status else a.status end,
    previous_uid = coalesce(a.previous_uid, excluded.previous_uid),
    call_id = coalesce(a.call_id, excluded.call_id),
    lead_id = coalesce(a.lead_id, excluded.lead_id),
    customer_name = case when excluded.last_event_at >= a.last_event_at then coalesce(excluded.customer_name, a.customer_name) else coalesce(a.customer_name, excluded.customer_name) end,
    customer_email = case when excluded.last_event_at >= a.last_event_at then coalesce(excluded.customer_email, a.customer_email) else coalesce(a.customer_email, excluded.customer_email) end,
    customer_phone = case when excluded.last_event_at >= a.last_event_at then coalesce(excluded.customer_phone, a.customer_phone) else coalesce(a.customer_phone, excluded.customer_phone) end,
    attendee_timezone = case when excluded.last_event_at >= a.last_event_at then coalesce(excluded.attendee_timezone, a.attendee_timezone) else coalesce(a.attendee_timezone, excluded.attendee_timezone) end,
    start_time = case when excluded.last_event_at >= a.last_event_at then excluded.start_time else a.start_time end,
    end_time = case when excluded.last_event_at >= a.last_event_at then excluded.end_time else a.end_time end,
    cancellation_reason = case when excluded.last_event_at >= a.last_event_at then coalesce(excluded.cancellation_reason, a.cancellation_reason) else coalesce(a.cancellation_reason, excluded.cancellation_reason) end,
    title = case when excluded.last_event_at >= a.last_event_at then coalesce(excluded.title, a.title) else coalesce(a.title, excluded.title) end,
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

grant execute on function
  public.calendar_synced_until(bigint), public.advance_calendar_sync(bigint, timestamptz),
  public.mark_no_show(text, jsonb, timestamptz, timestamptz)
to service_role;
