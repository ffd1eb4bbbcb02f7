-- On which basis a lead may be called, and whom nobody may contact.

create type public.consent_basis as enum ('written', 'oral', 'existing_business_relationship', 'other');
create type public.suppression_channel as enum ('phone', 'email');
create type public.suppression_source as enum ('call', 'email', 'staff', 'import', 'provider');

create table public.consents (
  id uuid primary key default extensions.uuid_generate_v4(),
  team_id uuid not null references public.teams (id) on delete cascade,
  lead_id uuid references public.leads (id) on delete set null,
  import_id uuid references public.imports (id) on delete set null,
  phone text not null check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  basis public.consent_basis not null,
  note text check (length(note) <= 1000),
  text_shown text not null check (length(btrim(text_shown)) > 0),
  attested_by uuid references auth.users (id) on delete set null,
  attested_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint consents_other_needs_note check (basis <> 'other' or length(btrim(note)) > 0)
);
comment on table public.consents is 'Evidence: kept when the lead is deleted (16 CFR 310.5 asks for five years).';
create index consents_team_phone_idx on public.consents (team_id, phone);
create index consents_lead_id_idx on public.consents (lead_id);
create index consents_import_id_idx on public.consents (import_id);
create index consents_attested_by_idx on public.consents (attested_by);

create table public.suppressions (
  id uuid primary key default extensions.uuid_generate_v4(),
  team_id uuid not null references public.teams (id) on delete cascade,
  channel public.suppression_channel not null,
  address text not null,
  reason text not null check (length(reason) between 1 and 500),
  source public.suppression_source not null,
  created_by uuid references auth.users (id) on delete set null,
  suppressed_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint suppressions_one_per_address unique (team_id, channel, address),
  constraint suppressions_address_form check (
    case channel when 'phone' then address ~ '^\+[1-9][0-9]{6,14}$' else private.is_email(address) end
  )
);
comment on table public.suppressions is 'Do not call / do not e-mail, by number or address. Never expires.';
create index suppressions_created_by_idx on public.suppressions (created_by);

create trigger consents_touch before update on public.consents for each row execute function private.touch_updated_at();
create trigger suppressions_touch before update on public.suppressions for each row execute function private.touch_updated_at();

alter table public.consents enable row level security;
alter table public.suppressions enable row level security;
revoke all on public.consents, public.suppressions from anon, authenticated;
grant select on public.consents, public.suppressions to authenticated;
grant insert (team_id, lead_id, import_id, phone, basis, note, text_shown, attested_by, attested_at) on public.consents to authenticated;
grant insert (team_id, channel, address, reason, source, created_by, suppressed_at) on public.suppressions to authenticated;
grant delete on public.suppressions to authenticated;

create policy consents_select on public.consents for select to authenticated
  using (team_id = any ((select private.team_ids())::uuid[]));
create policy consents_insert on public.consents for insert to authenticated
  with check (team_id = any ((select private.team_ids('{admin,member}'))::uuid[]) and attested_by = (select auth.uid()));
create policy suppressions_select on public.suppressions for select to authenticated
  using (team_id = any ((select private.team_ids())::uuid[]));
create policy suppressions_insert on public.suppressions for insert to authenticated
  with check (team_id = any ((select private.team_ids('{admin,member}'))::uuid[])
    and source in ('staff', 'import') and created_by = (select auth.uid()));
create policy suppressions_delete on public.suppressions for delete to authenticated
  using (team_id = any ((select private.team_ids('{admin}'))::uuid[]));
