-- Leads (HVAC companies to call) and the imports that brought them.

create type public.lead_status as enum ('pending', 'calling', 'no_answer', 'scheduled', 'not_interested');
create type public.import_state as enum ('running', 'finished', 'cancelled');

create table public.imports (
  id uuid primary key default extensions.uuid_generate_v4(),
  team_id uuid not null references public.teams (id) on delete cascade,
  file_name text not null check (length(file_name) between 1 and 255),
  state public.import_state not null default 'running',
  total_rows integer not null check (total_rows between 0 and 200000),
  processed_rows integer not null default 0 check (processed_rows >= 0),
  created_count integer not null default 0 check (created_count >= 0),
  skipped_count integer not null default 0 check (skipped_count >= 0),
  refused_count integer not null default 0 check (refused_count >= 0),
  created_by uuid references auth.users (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint imports_add_up check (processed_rows = created_count + skipped_count + refused_count),
  constraint imports_not_beyond_total check (processed_rows <= total_rows)
);
create index imports_team_id_idx on public.imports (team_id, created_at desc);
create index imports_created_by_idx on public.imports (created_by);

create table public.import_refusals (
  id uuid primary key default extensions.uuid_generate_v4(),
  team_id uuid not null references public.teams (id) on delete cascade,
  import_id uuid not null references public.imports (id) on delete cascade,
  row_number integer not null check (row_number >= 1),
  is_duplicate boolean not null default false,
  reason text not null,
  fields jsonb not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (import_id, row_number)
);
comment on table public.import_refusals is 'Rows of a file that made no new lead, with the reason: refused, or skipped as a duplicate.';
create index import_refusals_team_id_idx on public.import_refusals (team_id);

create table public.leads (
  id uuid primary key default extensions.uuid_generate_v4(),
  team_id uuid not null references public.teams (id) on delete cascade,
  company_name text not null check (length(btrim(company_name)) between 1 and 200),
  contact_name text check (length(contact_name) <= 120),
  phone text not null check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  phone_extension text check (phone_extension ~ '^[0-9]{1,10}$'),
  email text not null check (private.is_email(email)),
  status public.lead_status not null default 'pending',
  call_attempts integer not null default 0 check (call_attempts >= 0),
  last_called_at timestamptz,
  callback_at timestamptz,
  review_reason text check (length(review_reason) between 1 and 500),
  street text check (length(street) <= 200),
  city text check (length(city) <= 120),
  state text check (state ~ '^[A-Z]{2}$'),
  postal_code text check (length(postal_code) <= 12),
  timezone text check (private.is_time_zone(timezone)),
  timezone_source text check (timezone_source in ('column', 'zip', 'city', 'prefix', 'area_code', 'staff')),
  states text[] not null default '{}',
  notes text check (length(notes) <= 10000),
  custom jsonb not null default '{}' check (jsonb_typeof(custom) = 'object'),
  import_id uuid references public.imports (id) on delete set null,
  search_text text not null generated always as (
    lower(company_name || ' ' || coalesce(contact_name, '') || ' ' || phone || ' ' || email)
  ) stored,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint leads_one_phone_per_team unique (team_id, phone),
  constraint leads_timezone_has_source check ((timezone is null) = (timezone_source is null))
);
comment on column public.leads.phone is 'E.164.';
comment on column public.leads.timezone is 'IANA zone of the called party. Unknown means: not called until it is fixed.';
comment on column public.leads.states is 'US states whose calling rules may apply.';
comment on column public.leads.callback_at is 'When the person asked to be called; replaces the retry interval.';
comment on column public.leads.review_reason is 'Set when a human must decide; such a lead is not called.';
comment on column public.leads.custom is 'Columns of the imported file that map to no field.';

create index idx_leads_status on public.leads (team_id, status);
create index idx_leads_last_called_at on public.leads (last_called_at);
create index leads_team_created_at_idx on public.leads (team_id, created_at desc, id);
create index leads_team_company_name_idx on public.leads (team_id, company_name, id);
create index leads_team_email_idx on public.leads (team_id, email);
create index leads_search_text_idx on public.leads using gin (search_text extensions.gin_trgm_ops);
create index leads_import_id_idx on public.leads (import_id);
create index leads_due_idx on public.leads (team_id, callback_at, last_called_at nulls first, created_at, id)
  where status = 'pending' and review_reason is null;

create trigger imports_touch before update on public.imports for each row execute function private.touch_updated_at();
create trigger import_refusals_touch before update on public.import_refusals for each row execute function private.touch_updated_at();
create trigger leads_touch before update on public.leads for each row execute function private.touch_updated_at();

create function private.guard_lead_status() returns trigger
language plpgsql set search_path = '' as $$
declare
  v_allowed boolean;
begin
  v_allowed := case old.status
    when 'pending' then new.status in ('calling', 'scheduled', 'not_interested')
      or (new.status = 'no_answer' and new.call_attempts > 0)
    when 'calling' then new.status in ('pending', 'no_answer', 'scheduled', 'not_interested')
    when 'no_answer' then new.status in ('pending', 'scheduled', 'not_interested')
    when 'scheduled' then new.status in ('pending', 'not_interested')
    when 'not_interested' then new.status in ('pending', 'scheduled')
  end;
  if not v_allowed then
    raise exception 'A lead cannot go from % to %.', old.status, new.status using errcode = 'PT409';
  end if;
  return new;
end $$;
create trigger leads_guard_status before update of status on public.leads
  for each row when (old.status is distinct from new.status) execute function private.guard_lead_status();

alter table public.imports enable row level security;
alter table public.import_refusals enable row level security;
alter table public.leads enable row level security;
revoke all on public.imports, public.import_refusals, public.leads from anon, authenticated;
grant select on public.imports, public.import_refusals, public.leads to authenticated;
grant insert (team_id, file_name, total_rows, created_by) on public.imports to authenticated;
grant update (state) on public.imports to authenticated;
grant insert (team_id, company_name, contact_name, phone, phone_extension, email, street, city, state, postal_code,
  timezone, timezone_source, states, notes, custom) on public.leads to authenticated;
grant update (company_name, contact_name, phone, phone_extension, email, status, callback_at, review_reason, street,
  city, state, postal_code, timezone, timezone_source, states, notes, custom) on public.leads to authenticated;
grant delete on public.leads to authenticated;

create policy imports_select on public.imports for select to authenticated
  using (team_id = any ((select private.team_ids())::uuid[]));
create policy imports_insert on public.imports for insert to authenticated
  with check (team_id = any ((select private.team_ids('{admin,member}'))::uuid[]) and created_by = (select auth.uid()));
create policy imports_update on public.imports for update to authenticated
  using (team_id = any ((select private.team_ids('{admin,member}'))::uuid[]) and state = 'running')
  with check (team_id = any ((select private.team_ids('{admin,member}'))::uuid[]) and state = 'cancelled');
create policy import_refusals_select on public.import_refusals for select to authenticated
  using (team_id = any ((select private.team_ids())::uuid[]));
create policy leads_select on public.leads for select to authenticated
  using (team_id = any ((select private.team_ids())::uuid[]));
create policy leads_insert on public.leads for insert to authenticated
  with check (team_id = any ((select private.team_ids('{admin,member}'))::uuid[]) and status = 'pending');
create policy leads_update on public.leads for update to authenticated
  using (team_id = any ((select private.team_ids('{admin,member}'))::uuid[]))
  with check (team_id = any ((select private.team_ids('{admin,member}'))::uuid[]));
create policy leads_delete on public.leads for delete to authenticated
  using (team_id = any ((select private.team_ids('{admin,member}'))::uuid[]));
