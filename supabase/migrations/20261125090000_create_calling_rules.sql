-- When and how often the law lets somebody be called: defaults per state with their sources, holidays, and what a team
-- changes of them within the federal outer limits.

create table public.calling_rules (
  id uuid primary key default extensions.uuid_generate_v4(),
  state text not null unique check (state ~ '^[A-Z]{2}$'),
  weekday_start time not null,
  weekday_end time not null,
  saturday_start time,
  saturday_end time,
  sunday_start time,
  sunday_end time,
  allows_holidays boolean not null,
  max_attempts_24h integer check (max_attempts_24h between 1 and 10),
  min_gap_minutes integer check (min_gap_minutes between 0 and 1440),
  needs_registration boolean not null,
  source text not null check (length(btrim(source)) > 0),
  verified_on date not null,
  note text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint calling_rules_weekday_window check (weekday_start >= '08:00' and weekday_end <= '21:00' and weekday_start < weekday_end),
  constraint calling_rules_saturday_window check (
    (saturday_start is null) = (saturday_end is null)
    and (saturday_start is null or (saturday_start >= '08:00' and saturday_end <= '21:00' and saturday_start < saturday_end))),
  constraint calling_rules_sunday_window check (
    (sunday_start is null) = (sunday_end is null)
    and (sunday_start is null or (sunday_start >= '08:00' and sunday_end <= '21:00' and sunday_start < sunday_end)))
);
comment on table public.calling_rules is
  'Defaults by law, the same for every team: each with its source and the day it was checked. A team''s own row in team_calling_rules replaces one.';
comment on column public.calling_rules.weekday_start is
  'Called party''s local time. 08:00-21:00 is the federal outer limit (47 CFR 64.1200(c)(1)) and cannot be widened.';
comment on column public.calling_rules.saturday_start is 'Null: no calls on Saturdays.';
comment on column public.calling_rules.needs_registration is
  'No calls until the operator has confirmed the registration or bond that this state asks of telephone sellers.';

create table public.team_calling_rules (
  id uuid primary key default extensions.uuid_generate_v4(),
  team_id uuid not null references public.teams (id) on delete cascade,
  state text not null references public.calling_rules (state) on delete cascade,
  weekday_start time not null,
  weekday_end time not null,
  saturday_start time,
  saturday_end time,
  sunday_start time,
  sunday_end time,
  allows_holidays boolean not null,
  max_attempts_24h integer check (max_attempts_24h between 1 and 10),
  min_gap_minutes integer check (min_gap_minutes between 0 and 1440),
  is_allowed boolean not null,
  reason text not null check (length(btrim(reason)) between 1 and 500),
  changed_by uuid references auth.users (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (team_id, state),
  constraint team_calling_rules_weekday_window check (weekday_start >= '08:00' and weekday_end <= '21:00' and weekday_start < weekday_end),
  constraint team_calling_rules_saturday_window check (
    (saturday_start is null) = (saturday_end is null)
    and (saturday_start is null or (saturday_start >= '08:00' and saturday_end <= '21:00' and saturday_start < saturday_end))),
  constraint team_calling_rules_sunday_window check (
    (sunday_start is null) = (sunday_end is null)
    and (sunday_start is null or (sunday_start >= '08:00' and sunday_end <= '21:00' and sunday_start < sunday_end)))
);
comment on table public.team_calling_rules is
  'What a team''s admin decided for a state, with the reason: other hours, or that its registration is confirmed (is_allowed).';
create index team_calling_rules_state_idx on public.team_calling_rules (state);
create index team_calling_rules_changed_by_idx on public.team_calling_rules (changed_by);

create table public.holidays (
  id uuid primary key default extensions.uuid_generate_v4(),
  day date not null,
  name text not null check (length(btrim(name)) > 0),
  scope text not null check (scope ~ '^[A-Z]{2}$'),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (day, scope, name)
);
comment on column public.holidays.scope is '"US": federal; otherwise the state that keeps the day.';
create index holidays_scope_day_idx on public.holidays (scope, day);

create table public.team_holidays (
  id uuid primary key default extensions.uuid_generate_v4(),
  team_id uuid not null references public.teams (id) on delete cascade,
  day date not null,
  name text not null check (length(btrim(name)) between 1 and 80),
  created_by uuid references auth.users (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (team_id, day)
);
comment on table public.team_holidays is 'Days on which a team calls nobody, whatever the state.';
create index team_holidays_created_by_idx on public.team_holidays (created_by);

create trigger calling_rules_touch before update on public.calling_rules for each row execute function private.touch_updated_at();
create trigger team_calling_rules_touch before update on public.team_calling_rules for each row execute function private.touch_updated_at();
create trigger holidays_touch before update on public.holidays for each row execute function private.touch_updated_at();
create trigger team_holidays_touch before update on public.team_holidays for each row execute function private.touch_updated_at();

alter table public.calling_rules enable row level security;
alter table public.team_calling_rules enable row level security;
alter table public.holidays enable row level security;
alter table public.team_holidays enable row level security;
revoke all on public.calling_rules, public.team_calling_rules, public.holidays, public.team_holidays from anon, authenticated;
grant select on public.calling_rules, public.team_calling_rules, public.holidays, public.team_holidays to authenticated;
grant insert (team_id, state, weekday_start, weekday_end, saturday_start, saturday_end, sunday_start, sunday_end,
  allows_holidays, max_attempts_24h, min_gap_minutes, is_allowed, reason, changed_by) on public.team_calling_rules to authenticated;
grant update (weekday_start, weekday_end, saturday_start, saturday_end, sunday_start, sunday_end,
  allows_holidays, max_attempts_24h, min_gap_minutes, is_allowed, reason, changed_by) on public.team_calling_rules to authenticated;
grant delete on public.team_calling_rules to authenticated;
grant insert (team_id, day, name, created_by) on public.team_holidays to authenticated;
grant delete on public.team_holidays to authenticated;

create policy calling_rules_select on public.calling_rules for select to authenticated
  using (cardinality((select private.team_ids())::uuid[]) > 0);
create policy holidays_select on public.holidays for select to authenticated
  using (cardinality((select private.team_ids())::uuid[]) > 0);
create policy team_calling_rules_select on public.team_calling_rules for select to authenticated
  using (team_id = any ((select private.team_ids())::uuid[]));
create policy team_calling_rules_insert on public.team_calling_rules for insert to authenticated
  with check (team_id = any ((select private.team_ids('{admin}'))::uuid[]) and changed_by = (select auth.uid()));
create policy team_calling_rules_update on public.team_calling_rules for update to authenticated
  using (team_id = any ((select private.team_ids('{admin}'))::uuid[]))
  with check (team_id = any ((select private.team_ids('{admin}'))::uuid[]) and changed_by = (select auth.uid()));
create policy team_calling_rules_delete on public.team_calling_rules for delete to authenticated
  using (team_id = any ((select private.team_ids('{admin}'))::uuid[]));
create policy team_holidays_select on public.team_holidays for select to authenticated
  using (team_id = any ((select private.team_ids())::uuid[]));
create policy team_holidays_insert on public.team_holidays for insert to authenticated
  with check (team_id = any ((select private.team_ids('{admin}'))::uuid[]) and created_by = (select auth.uid()));
create policy team_holidays_delete on public.team_holidays for delete to authenticated
  using (team_id = any ((select private.team_ids('{admin}'))::uuid[]));
