-- Demos in the calendar, and what a conversation needs to book one exactly once.

create table public.appointments (
  id uuid primary key default extensions.uuid_generate_v4(),
  team_id uuid not null references public.teams (id) on delete cascade,
  lead_id uuid references public.leads (id) on delete set null,
  call_id uuid references public.calls (id) on delete set null,
  cal_booking_uid text unique not null,
  previous_uid text,
  customer_name text,
  customer_email text,
  customer_phone text,
  attendee_timezone text,
  start_time timestamptz not null,
  end_time timestamptz not null,
  status text not null check (status in ('pending', 'accepted', 'cancelled', 'rejected', 'rescheduled')),
  cancellation_reason text,
  title text,
  meeting_url text,
  is_no_show boolean not null default false,
  last_event_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint appointments_end_after_start check (end_time > start_time)
);
comment on column public.appointments.status is 'As Cal.com has it; "rescheduled": superseded by the booking that names it in previous_uid.';
comment on column public.appointments.previous_uid is 'A reschedule makes a new booking at Cal.com; this is the uid that it replaced.';
comment on column public.appointments.last_event_at is 'Time of the newest event applied, by Cal.com''s clock: an older one does not overwrite.';
create index idx_appointments_cal_booking_uid on public.appointments (cal_booking_uid);
create index idx_appointments_status on public.appointments (status);
create index appointments_team_start_time_idx on public.appointments (team_id, start_time);
create index appointments_lead_id_idx on public.appointments (lead_id);
create index appointments_call_id_idx on public.appointments (call_id);
create index appointments_previous_uid_idx on public.appointments (previous_uid);

create table public.slot_offers (
  id uuid primary key default extensions.uuid_generate_v4(),
  team_id uuid not null references public.teams (id) on delete cascade,
  call_id uuid not null references public.calls (id) on delete cascade,
  code text not null,
  start_at timestamptz not null,
  timezone text not null check (private.is_time_zone(timezone)),
  offered_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (call_id, code),
  unique (call_id, start_at)
);
comment on table public.slot_offers is 'Times spoken in a call. The model hands back the code, never a time of its own making.';
create index slot_offers_team_id_idx on public.slot_offers (team_id);

create type public.booking_request_state as enum ('requested', 'booked', 'failed');
create table public.booking_requests (
  id uuid primary key default extensions.uuid_generate_v4(),
  team_id uuid not null references public.teams (id) on delete cascade,
  call_id uuid not null references public.calls (id) on delete cascade,
  start_at timestamptz not null,
  state public.booking_request_state not null default 'requested',
  cal_booking_uid text,
  requested_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (call_id, start_at),
  constraint booking_requests_booked_has_uid check ((state = 'booked') = (cal_booking_uid is not null))
);
comment on table public.booking_requests is 'Written before Cal.com is asked (it has no idempotency key): the same slot is requested once per call.';
create index booking_requests_team_id_idx on public.booking_requests (team_id);

create table public.tool_calls (
  id uuid primary key default extensions.uuid_generate_v4(),
  team_id uuid not null references public.teams (id) on delete cascade,
  call_id uuid not null references public.calls (id) on delete cascade,
  tool_call_id text not null check (length(tool_call_id) between 1 and 200),
  name text not null,
  arguments jsonb not null,
  result text,
  requested_at timestamptz not null,
  duration_ms integer check (duration_ms >= 0),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (call_id, tool_call_id)
);
comment on table public.tool_calls is 'Each tool call of a conversation with its answer: a repeated delivery gets the same answer.';
create index tool_calls_team_id_idx on public.tool_calls (team_id);

create trigger appointments_touch before update on public.appointments for each row execute function private.touch_updated_at();
create trigger slot_offers_touch before update on public.slot_offers for each row execute function private.touch_updated_at();
create trigger booking_requests_touch before update on public.booking_requests for each row execute function private.touch_updated_at();
create trigger tool_calls_touch before update on public.tool_calls for each row execute function private.touch_updated_at();

alter table public.appointments enable row level security;
alter table public.slot_offers enable row level security;
alter table public.booking_requests enable row level security;
alter table public.tool_calls enable row level security;
revoke all on public.appointments, public.slot_offers, public.booking_requests, public.tool_calls from anon, authenticated;
grant select on public.appointments, public.tool_calls to authenticated;
create policy appointments_select on public.appointments for select to authenticated
  using (team_id = any ((select private.team_ids())::uuid[]));
create policy tool_calls_select on public.tool_calls for select to authenticated
  using (team_id = any ((select private.team_ids())::uuid[]));
