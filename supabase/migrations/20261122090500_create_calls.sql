-- Runs of the automation and the calls they place: one row per attempt, written before the provider is asked.

create type public.run_trigger as enum ('cron', 'manual');
create type public.run_state as enum ('running', 'succeeded', 'failed');
create type public.call_state as enum ('claimed', 'placing', 'placed', 'ended', 'not_placed');
create type public.call_outcome as enum (
  'booked', 'opted_out', 'not_interested', 'callback', 'no_answer', 'voicemail', 'busy',
  'needs_review', 'bad_number', 'provider_error', 'cancelled'
);

create table public.automation_runs (
  id uuid primary key default extensions.uuid_generate_v4(),
  team_id uuid not null references public.teams (id) on delete cascade,
  trigger public.run_trigger not null,
  started_by uuid references auth.users (id) on delete set null,
  state public.run_state not null default 'running',
  started_at timestamptz not null,
  finished_at timestamptz,
  claimed_count integer not null default 0 check (claimed_count >= 0),
  placed_count integer not null default 0 check (placed_count >= 0),
  settled_count integer not null default 0 check (settled_count >= 0),
  error text check (length(error) <= 1000),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on column public.automation_runs.settled_count is 'Calls that earlier runs, crashes or lost webhooks left open and this run settled.';
create index automation_runs_team_started_at_idx on public.automation_runs (team_id, started_at desc);
create index automation_runs_started_by_idx on public.automation_runs (started_by);

create table public.calls (
  id uuid primary key default extensions.uuid_generate_v4(),
  team_id uuid not null references public.teams (id) on delete cascade,
  lead_id uuid references public.leads (id) on delete set null,
  run_id uuid references public.automation_runs (id) on delete set null,
  company_name text not null,
  phone text not null check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  attempt integer not null check (attempt >= 1),
  state public.call_state not null default 'claimed',
  provider_status text,
  provider_call_id text unique,
  outcome public.call_outcome,
  outcome_reason text check (length(outcome_reason) <= 500),
  ended_reason text,
  claimed_at timestamptz not null,
  placed_at timestamptz,
  started_at timestamptz,
  ended_at timestamptz,
  settled_at timestamptz,
  duration_seconds numeric(10, 3) check (duration_seconds >= 0),
  cost_usd numeric(10, 4) check (cost_usd >= 0),
  cost_breakdown jsonb,
  transcript text,
  messages jsonb,
  summary text,
  structured_data jsonb,
  recording_url text,
  assistant_id text,
  assistant_version text,
  report_rank integer not null default 0,
  report_at timestamptz,
  reported_outcome public.call_outcome,
  reported_callback_at timestamptz,
  has_opted_out boolean not null default false,
  is_attempt_counted boolean not null default true,
  lead_status_after public.lead_status,
  lead_review_after text,
  monitor_listen_url text,
  monitor_control_url text,
  lease_until timestamptz,
  previous_last_called_at timestamptz,
  previous_callback_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint calls_ended_has_outcome check (state <> 'ended' or (outcome is not null and settled_at is not null)),
  constraint calls_placed_has_provider_id check (state <> 'placed' or provider_call_id is not null)
);
comment on table public.calls is 'Kept when the lead is deleted: number, time, duration and disposition are records (16 CFR 310.5).';
comment on column public.calls.state is
  'claimed: the provider was not asked. placing: asked, answer unknown. placed: the provider has it. ended, not_placed: final.';
comment on column public.calls.provider_status is 'The provider''s own word (queued, ringing, in-progress, forwarding, ended): an open set.';
comment on column public.calls.lease_until is
  'Real time until which the process that claimed it may still be working; nobody else settles it before.';
comment on column public.calls.report_rank is 'How complete the stored report is; a fuller one replaces it, a poorer one does not.';
comment on column public.calls.reported_outcome is
  'What the stored report says. The outcome is decided from this, the bookings made in the call and has_opted_out.';
comment on column public.calls.has_opted_out is 'Heard in any report of the call, however poor; no other report takes it back.';
comment on column public.calls.is_attempt_counted is 'False when the attempt was given back to the lead: never placed, or the provider''s fault.';
comment on column public.calls.lead_status_after is
  'What this call made of its lead: a fuller report may revise that only while nobody else has changed it.';
comment on column public.calls.monitor_control_url is 'Secret: whoever has it can speak in the call. Server only.';

create unique index calls_one_open_per_lead_idx on public.calls (lead_id) where state in ('claimed', 'placing', 'placed');
create index calls_open_idx on public.calls (team_id, claimed_at) where state in ('claimed', 'placing', 'placed');
create index calls_team_claimed_at_idx on public.calls (team_id, claimed_at desc);
create index calls_team_phone_claimed_at_idx on public.calls (team_id, phone, claimed_at);
create index calls_lead_id_idx on public.calls (lead_id, claimed_at desc);
create index calls_run_id_idx on public.calls (run_id);

create trigger automation_runs_touch before update on public.automation_runs for each row execute function private.touch_updated_at();
create trigger calls_touch before update on public.calls for each row execute function private.touch_updated_at();

create function private.check_calling_matches_open_call() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_lead_id uuid := case
    when tg_table_name = 'leads' then new.id
    when tg_op = 'DELETE' then (to_jsonb(old) ->> 'lead_id')::uuid
    else (to_jsonb(new) ->> 'lead_id')::uuid
  end;
  v_is_calling boolean;
begin
  select l.status = 'calling' into v_is_calling from public.leads l where l.id = v_lead_id;
  if found and v_is_calling <> exists (
    select 1 from public.calls c where c.lead_id = v_lead_id and c.state in ('claimed', 'placing', 'placed')
  ) then
    raise exception 'A lead is "calling" exactly while it has an open call (lead %).', v_lead_id using errcode = 'PT409';
  end if;
  return null;
end $$;
comment on function private.check_calling_matches_open_call() is 'Checked at commit: no lead can be lost in "calling", none is called while it looks idle.';
create constraint trigger leads_calling_matches_open_call after insert or update of status on public.leads
  deferrable initially deferred for each row execute function private.check_calling_matches_open_call();
create constraint trigger calls_calling_matches_open_call after insert or update of state or delete on public.calls
  deferrable initially deferred for each row execute function private.check_calling_matches_open_call();

create function private.guard_lead_in_call() returns trigger
language plpgsql set search_path = '' as $$
begin
  if tg_op = 'DELETE' or new.phone is distinct from old.phone then
    raise exception 'This lead is being called right now: wait until the call has ended.' using errcode = 'PT409';
  end if;
  return new;
end $$;
create trigger leads_guard_update_in_call before update of phone on public.leads
  for each row when (old.status = 'calling') execute function private.guard_lead_in_call();
create trigger leads_guard_delete_in_call before delete on public.leads
  for each row when (old.status = 'calling') execute function private.guard_lead_in_call();

alter table public.automation_runs enable row level security;
alter table public.calls enable row level security;
revoke all on public.automation_runs, public.calls from anon, authenticated;
grant select on public.automation_runs to authenticated;
grant select (id, team_id, lead_id, run_id, company_name, phone, attempt, state, provider_status, provider_call_id,
  outcome, outcome_reason, ended_reason, claimed_at, placed_at, started_at, ended_at, settled_at, duration_seconds,
  cost_usd, cost_breakdown, transcript, messages, summary, structured_data, recording_url, assistant_id,
  assistant_version, created_at, updated_at) on public.calls to authenticated;
create policy automation_runs_select on public.automation_runs for select to authenticated
  using (team_id = any ((select private.team_ids())::uuid[]));
create policy calls_select on public.calls for select to authenticated
  using (team_id = any ((select private.team_ids())::uuid[]));
