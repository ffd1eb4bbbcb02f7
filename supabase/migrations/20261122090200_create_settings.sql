-- What a team decides about its automation. One row a team, made with the team.

create table public.settings (
  id uuid primary key default extensions.uuid_generate_v4(),
  team_id uuid not null unique references public.teams (id) on delete cascade,
  automation_enabled boolean not null default false,
  max_calls_batch integer not null default 5 check (max_calls_batch between 1 and 100),
  retry_interval integer not null default 4 check (retry_interval between 1 and 720),
  max_attempts integer not null default 3 check (max_attempts between 1 and 20),
  max_concurrent_calls integer not null default 5 check (max_concurrent_calls between 1 and 100),
  max_attempts_per_number_24h integer not null default 2 check (max_attempts_per_number_24h between 1 and 10),
  calling_days smallint[] not null default '{1,2,3,4,5}'
    check (calling_days <@ '{1,2,3,4,5,6,7}'::smallint[] and cardinality(calling_days) between 1 and 7),
  calling_start time not null default '10:00' check (calling_start >= '08:00'),
  calling_end time not null default '17:00' check (calling_end <= '21:00'),
  daily_spend_cap_usd numeric(10, 2) check (daily_spend_cap_usd >= 0),
  timezone text not null default 'America/Chicago' check (private.is_time_zone(timezone)),
  booking_horizon_days integer not null default 7 check (booking_horizon_days between 1 and 60),
  sends_confirmation_email boolean not null default true,
  sends_no_answer_email boolean not null default true,
  sender_name text check (length(sender_name) between 1 and 80),
  reply_to text check (private.is_email(reply_to)),
  postal_address text check (length(btrim(postal_address)) between 10 and 300),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint settings_calling_window check (calling_start < calling_end)
);
comment on column public.settings.retry_interval is 'Hours between two attempts to one lead.';
comment on column public.settings.calling_days is 'ISO weekdays (1 = Monday) in the called party''s zone.';
comment on column public.settings.calling_start is
  'Called party''s local time. 08:00-21:00 is the federal outer limit (47 CFR 64.1200(c)(1)) and cannot be widened.';
comment on column public.settings.postal_address is 'Required by CAN-SPAM in every commercial e-mail: without it no e-mail is sent.';

create trigger settings_touch before update on public.settings for each row execute function private.touch_updated_at();

create function private.create_settings() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.settings (team_id) values (new.id);
  return null;
end $$;
create trigger teams_create_settings after insert on public.teams for each row execute function private.create_settings();

alter table public.settings enable row level security;
revoke all on public.settings from anon, authenticated;
grant select on public.settings to authenticated;
grant update (automation_enabled, max_calls_batch, retry_interval, max_attempts, max_concurrent_calls,
  max_attempts_per_number_24h, calling_days, calling_start, calling_end, daily_spend_cap_usd, timezone,
  booking_horizon_days, sends_confirmation_email, sends_no_answer_email, sender_name, reply_to, postal_address)
  on public.settings to authenticated;
create policy settings_select on public.settings for select to authenticated
  using (team_id = any ((select private.team_ids())::uuid[]));
create policy settings_update on public.settings for update to authenticated
  using (team_id = any ((select private.team_ids('{admin}'))::uuid[]))
  with check (team_id = any ((select private.team_ids('{admin}'))::uuid[]));
