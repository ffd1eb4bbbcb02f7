-- Times that can be offered without asking Cal.com while somebody waits, and who has been offered which.

create table private.prepared_slots (
  event_type_id bigint primary key,
  starts timestamptz[] not null default '{}',
  slot_minutes integer not null default 30 check (slot_minutes between 1 and 1440),
  range_end timestamptz not null default '-infinity',
  fetched_at timestamptz not null default '-infinity',
  refreshing_until timestamptz not null default '-infinity'
);
comment on table private.prepared_slots is
  'The free times of the deployment''s calendar as Cal.com last told them. Advisory, as Cal.com''s own answer is: booking asks again.';
comment on column private.prepared_slots.fetched_at is 'Real time, as is refreshing_until: they bound what is asked of Cal.com.';
alter table private.prepared_slots enable row level security;
grant select, insert, update, delete on private.prepared_slots to service_role;

create function public.claim_slot_refresh(
  p_event_type_id bigint, p_fetched_before timestamptz, p_wall_now timestamptz, p_lease_until timestamptz
) returns integer
language plpgsql set search_path = '' as $$
begin
  insert into private.prepared_slots as s (event_type_id, refreshing_until) values (p_event_type_id, p_lease_until)
  on conflict (event_type_id) do update set refreshing_until = p_lease_until
  where s.refreshing_until < p_wall_now and s.fetched_at < p_fetched_before;
  if not found then
    return null;
  end if;
  return (select coalesce(max(s.booking_horizon_days), 7) from public.settings s);
end $$;
comment on function public.claim_slot_refresh(bigint, timestamptz, timestamptz, timestamptz) is
  'For exactly one caller at a time the days ahead that have to be fetched, when what is there is older than p_fetched_before; null for the others. Real time.';

create function public.store_slots(
  p_event_type_id bigint, p_starts timestamptz[], p_slot_minutes integer, p_range_end timestamptz, p_fetched_at timestamptz
) returns void
language plpgsql set search_path = '' as $$
begin
  insert into private.prepared_slots as s (event_type_id, starts, slot_minutes, range_end, fetched_at)
  values (p_event_type_id, p_starts, coalesce(p_slot_minutes, 30), p_range_end, p_fetched_at)
  on conflict (event_type_id) do update set starts = excluded.starts,
    slot_minutes = coalesce(p_slot_minutes, s.slot_minutes), range_end = excluded.range_end,
    fetched_at = excluded.fetched_at, refreshing_until = '-infinity'
  where s.fetched_at < excluded.fetched_at;
end $$;
comment on function public.store_slots(bigint, timestamptz[], integer, timestamptz, timestamptz) is
  'p_fetched_at is when Cal.com was asked: an answer that was overtaken changes nothing.';

create function public.end_slot_refresh(p_event_type_id bigint, p_lease_until timestamptz) returns void
language plpgsql set search_path = '' as $$
begin
  update private.prepared_slots s set refreshing_until = '-infinity'
  where s.event_type_id = p_event_type_id and s.refreshing_until = p_lease_until;
end $$;
comment on function public.end_slot_refresh(bigint, timestamptz) is 'For one whose request has failed: the next may ask at once.';

create function public.forget_slot(p_event_type_id bigint, p_start timestamptz) returns void
language plpgsql set search_path = '' as $$
begin
  update private.prepared_slots s set starts = array_remove(s.starts, p_start), fetched_at = s.fetched_at - interval '5 minutes'
  where s.event_type_id = p_event_type_id and p_start = any (s.starts);
  delete from private.slot_holds h where h.start_at = p_start and h.reservation_uid is null;
  update private.slot_holds h set held_until = '-infinity' where h.start_at = p_start;
end $$;
comment on function public.forget_slot(bigint, timestamptz) is 'A time that was just booked, or found taken. What lies around it may be gone, too: the rest counts as older.';

create table private.slot_holds (
  start_at timestamptz primary key,
  call_id uuid not null references public.calls (id) on delete cascade,
  held_until timestamptz not null,
  reservation_uid text
);
comment on table private.slot_holds is
  'Who has been offered a time last: others are offered it only when nothing else is left. Business time. The lock is taken when it is booked.';
create index slot_holds_call_id_idx on private.slot_holds (call_id);
alter table private.slot_holds enable row level security;
grant select, insert, update, delete on private.slot_holds to service_role;

drop function public.offer_slots(uuid, timestamptz[], text, timestamptz);
create function public.offer_slots(
  p_call_id uuid, p_starts timestamptz[], p_timezone text, p_may_share boolean, p_held_until timestamptz, p_now timestamptz
) returns table (code text, start_at timestamptz, is_new_hold boolean)
language plpgsql set search_path = '' as $$
#variable_conflict use_column
declare
  v_team_id uuid;
  v_used integer;
  v_held timestamptz[];
  v_known timestamptz[];
begin
  select c.team_id into strict v_team_id from public.calls c where c.id = p_call_id for no key update;
  select coalesce(array_agg(h.start_at), '{}') into v_known
  from private.slot_holds h where h.call_id = p_call_id and h.held_until > p_now and h.reservation_uid is not null;
  with held as (
    insert into private.slot_holds as h (start_at, call_id, held_until)
    -- In one order, so that two calls that are offered the same times cannot deadlock.
    select s.start_at, p_call_id, p_held_until from (select distinct unnest(p_starts) as start_at) s order by s.start_at
    on conflict (start_at) do update set call_id = excluded.call_id, held_until = excluded.held_until,
      reservation_uid = case when h.call_id = excluded.call_id then h.reservation_uid end
    where h.call_id = excluded.call_id or h.held_until <= p_now
    returning h.start_at
  )
  select coalesce(array_agg(h.start_at), '{}') into v_held from held h;
  if p_may_share then
    v_held := p_starts;
  end if;

  select count(*) into v_used from public.slot_offers o where o.call_id = p_call_id;
  insert into public.slot_offers (team_id, call_id, code, start_at, timezone, offered_at)
  select v_team_id, p_call_id, 'S' || (v_used + row_number() over (order by fresh.start_at)), fresh.start_at, p_timezone, p_now
  from (
    select distinct s.start_at from unnest(v_held) as s (start_at)
    where not exists (select 1 from public.slot_offers o where o.call_id = p_call_id and o.start_at = s.start_at)
  ) fresh;
  return query select o.code, o.start_at, not o.start_at = any (v_known) from public.slot_offers o
    where o.call_id = p_call_id and o.start_at = any (v_held) order by o.start_at;
end $$;
comment on function public.offer_slots(uuid, timestamptz[], text, boolean, timestamptz, timestamptz) is
  'Holds times for a call and gives them their codes; a time keeps its code. Times that another call holds are left out, unless p_may_share.';

create function public.note_reservation(p_call_id uuid, p_start timestamptz, p_reservation_uid text) returns boolean
language plpgsql set search_path = '' as $$
begin
  update private.slot_holds h set reservation_uid = p_reservation_uid
  where h.call_id = p_call_id and h.start_at = p_start and h.reservation_uid is null;
  return found;
end $$;
comment on function public.note_reservation(uuid, timestamptz, text) is
  'What Cal.com calls the hold. False: the hold is somebody else''s or over, and the reservation is to be given back.';

create function public.release_holds(p_call_id uuid) returns setof text
language plpgsql set search_path = '' as $$
begin
  return query
  with gone as (
    delete from private.slot_holds h where h.call_id = p_call_id
    returning h.reservation_uid
  )
  select g.reservation_uid from gone g where g.reservation_uid is not null;
end $$;
comment on function public.release_holds(uuid) is 'Ends the holds of a call; gives the reservations that Cal.com still has for them.';

-- Booking and moving: one request per slot and call, and one at a time for times that overlap.

create type public.booking_request_kind as enum ('book', 'move');
alter table public.booking_requests
  add column kind public.booking_request_kind not null default 'book',
  add column end_at timestamptz,
  add column previous_uid text,
  add column lock_until timestamptz;
comment on column public.booking_requests.lock_until is
  'Real time until which the one who asks Cal.com may still be at it; overlapping times wait that long, of whatever call.';
create index booking_requests_open_idx on public.booking_requests (lock_until) where state = 'requested';

drop function public.request_booking(uuid, timestamptz, timestamptz);
create function public.request_booking(
  p_call_id uuid, p_kind public.booking_request_kind, p_start_at timestamptz, p_end_at timestamptz, p_previous_uid text,
  p_now timestamptz, p_wall_now timestamptz, p_lock_until timestamptz
) returns table (is_mine boolean, is_locked boolean, state public.booking_request_state, cal_booking_uid text)
language plpgsql set search_path = '' as $$
#variable_conflict use_column
begin
  -- Cal.com has been seen to give overlapping times of one host to two who ask at the same instant.
  perform pg_advisory_xact_lock(hashtextextended('booking_requests', 0));
  if exists (
    select 1 from public.booking_requests b
    where b.state = 'requested' and b.lock_until > p_wall_now and b.call_id <> p_call_id
      and tstzrange(b.start_at, b.end_at) && tstzrange(p_start_at, p_end_at)
  ) then
    return query select false, true, null::public.booking_request_state, null::text;
    return;
  end if;
  insert into public.booking_requests as b (team_id, call_id, kind, start_at, end_at, previous_uid, requested_at, lock_until)
  select c.team_id, c.id, p_kind, p_start_at, p_end_at, nullif(p_previous_uid, ''), p_now, p_lock_until from public.calls c where c.id = p_call_id
  on conflict (call_id, start_at) do update set state = 'requested', kind = p_kind, previous_uid = excluded.previous_uid,
    cal_booking_uid = null, requested_at = p_now, lock_until = p_lock_until, end_at = p_end_at
  where b.state = 'failed'
    -- Booked in this call and moved away or cancelled since: it can be wanted again.
    or (b.state = 'booked' and exists (
      select 1 from public.appointments a
      where a.cal_booking_uid = b.cal_booking_uid and a.status not in ('pending', 'accepted')));
  if found then
    return query select true, false, 'requested'::public.booking_request_state, null::text;
  else
    return query select false, false, b.state, b.cal_booking_uid from public.booking_requests b
      where b.call_id = p_call_id and b.start_at = p_start_at;
  end if;
end $$;
comment on function public.request_booking(uuid, public.booking_request_kind, timestamptz, timestamptz, text, timestamptz, timestamptz, timestamptz) is
  'is_mine is true for exactly one caller per slot and call: only that one may ask Cal.com. is_locked: another call is booking a time that overlaps; ask again in a moment.';

grant execute on function
  public.claim_slot_refresh(bigint, timestamptz, timestamptz, timestamptz),
  public.store_slots(bigint, timestamptz[], integer, timestamptz, timestamptz),
  public.end_slot_refresh(bigint, timestamptz), public.forget_slot(bigint, timestamptz),
  public.offer_slots(uuid, timestamptz[], text, boolean, timestamptz, timestamptz),
  public.note_reservation(uuid, timestamptz, text), public.release_holds(uuid),
  public.request_booking(uuid, public.booking_request_kind, timestamptz, timestamptz, text, timestamptz, timestamptz, timestamptz)
to service_role;
