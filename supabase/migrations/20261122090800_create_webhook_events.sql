-- The raw inbox of the webhook doors: every delivery that proved who it is, once, with what became of it.

create type public.webhook_source as enum ('vapi', 'cal');
create type public.webhook_event_state as enum ('received', 'processed', 'ignored', 'rejected', 'failed');

create table public.webhook_events (
  id uuid primary key default extensions.uuid_generate_v4(),
  team_id uuid references public.teams (id) on delete cascade,
  source public.webhook_source not null,
  event_key text not null,
  type text not null,
  state public.webhook_event_state not null default 'received',
  reason text check (length(reason) <= 1000),
  payload jsonb,
  raw_body text check (length(raw_body) <= 65536),
  delivery_count integer not null default 1 check (delivery_count >= 1),
  received_at timestamptz not null,
  handled_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (source, event_key)
);
comment on column public.webhook_events.raw_body is 'Only for a body that could not be parsed, cut at 64 kB.';
create index webhook_events_open_idx on public.webhook_events (received_at) where state in ('received', 'failed');
create index webhook_events_team_id_idx on public.webhook_events (team_id, received_at desc);
create trigger webhook_events_touch before update on public.webhook_events for each row execute function private.touch_updated_at();

alter table public.webhook_events enable row level security;
revoke all on public.webhook_events from anon, authenticated;

create function public.receive_webhook_event(
  p_source public.webhook_source, p_event_key text, p_type text, p_payload jsonb, p_now timestamptz
) returns table (event_id uuid, is_done boolean)
language sql set search_path = '' as $$
  insert into public.webhook_events as e (source, event_key, type, payload, received_at)
  values (p_source, p_event_key, p_type, p_payload, p_now)
  on conflict (source, event_key) do update set delivery_count = e.delivery_count + 1
  returning e.id, e.state in ('processed', 'ignored', 'rejected')
$$;
grant execute on function public.receive_webhook_event(public.webhook_source, text, text, jsonb, timestamptz) to service_role;
