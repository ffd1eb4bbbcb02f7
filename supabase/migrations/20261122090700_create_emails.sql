-- The outbox: an e-mail is written in the transaction that causes it and sent later, once.

create type public.email_kind as enum ('appointment_confirmation', 'no_answer_follow_up');
create type public.email_state as enum ('queued', 'sent', 'failed', 'cancelled');

create table public.emails (
  id uuid primary key default extensions.uuid_generate_v4(),
  team_id uuid not null references public.teams (id) on delete cascade,
  lead_id uuid references public.leads (id) on delete set null,
  call_id uuid references public.calls (id) on delete set null,
  appointment_id uuid references public.appointments (id) on delete set null,
  kind public.email_kind not null,
  dedupe_key text not null unique,
  to_email text not null check (private.is_email(to_email)),
  variables jsonb not null check (jsonb_typeof(variables) = 'object'),
  unsubscribe_token text not null unique default encode(extensions.gen_random_bytes(24), 'hex'),
  state public.email_state not null default 'queued',
  attempts integer not null default 0 check (attempts >= 0),
  next_attempt_at timestamptz not null,
  lease_until timestamptz,
  subject text,
  provider_id text,
  last_error text check (length(last_error) <= 1000),
  sent_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint emails_sent_has_time check ((state = 'sent') = (sent_at is not null))
);
comment on column public.emails.variables is 'All that the template needs, fixed when it was queued: a retry renders the same bytes.';
comment on column public.emails.lease_until is 'Real time until which one sender has it.';
create index emails_due_idx on public.emails (next_attempt_at) where state = 'queued';
create index emails_team_created_at_idx on public.emails (team_id, created_at desc);
create index emails_team_to_email_idx on public.emails (team_id, to_email);
create index emails_lead_id_idx on public.emails (lead_id);
create index emails_call_id_idx on public.emails (call_id);
create index emails_appointment_id_idx on public.emails (appointment_id);
create trigger emails_touch before update on public.emails for each row execute function private.touch_updated_at();

alter table public.emails enable row level security;
revoke all on public.emails from anon, authenticated;
grant select (id, team_id, lead_id, call_id, appointment_id, kind, to_email, variables, state, attempts,
  next_attempt_at, subject, provider_id, last_error, sent_at, created_at, updated_at) on public.emails to authenticated;
create policy emails_select on public.emails for select to authenticated
  using (team_id = any ((select private.team_ids())::uuid[]));
