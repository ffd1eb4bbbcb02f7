-- What the dial rules need to know of leads, consents, calls and settings.

-- squawk-ignore ban-drop-not-null
alter table public.consents alter column phone drop not null;
alter table public.consents add constraint consents_covers_somebody check (phone is not null or import_id is not null);
comment on table public.consents is
  'Evidence of the basis on which somebody may be called, never changed: kept when the lead is deleted (16 CFR 310.5 asks for five years).';
comment on column public.consents.phone is 'Null: attested for all leads of the import.';

alter table public.imports add column consent_id uuid references public.consents (id) on delete set null;
create index imports_consent_id_idx on public.imports (consent_id);

create function private.are_time_zones(p_names text[]) returns boolean
language sql immutable set search_path = '' as $$
  select coalesce(bool_and(private.is_time_zone(n)), true) from unnest(p_names) n
$$;
grant execute on function private.are_time_zones(text[]) to authenticated, service_role;

alter table public.leads
  add column timezones text[] not null default '{}' check (cardinality(timezones) <= 12 and private.are_time_zones(timezones)),
  add column zone_note text check (length(zone_note) between 1 and 300),
  add column calling_profile text collate "C",
  add column consent_id uuid,
  add column consent_basis public.consent_basis,
  add column ready_at timestamptz not null default '-infinity',
  drop constraint leads_timezone_source_check,
  add constraint leads_timezone_source_check
    check (timezone_source in ('column', 'zip', 'city', 'state', 'prefix', 'area_code', 'staff')),
  add constraint leads_consent_has_basis check (consent_id is null or consent_basis is not null);
comment on column public.leads.timezone is 'The likeliest IANA zone of the called party: shown and spoken.';
comment on column public.leads.timezones is
  'Every plausible IANA zone: called only where the windows of all of them overlap. Empty: not called until it is fixed.';
comment on column public.leads.states is 'Every plausible US state, by address and by area code: the rules of all of them hold.';
comment on column public.leads.zone_note is 'Why no zone could be found, and what to enter.';
comment on column public.leads.calling_profile is
  'Zones and states in one key ("America/Chicago|AL,TX"): leads with the same key have the same calling windows. Null: no zone.';
comment on column public.leads.consent_id is
  'The newest consent. No foreign key: consents go only with their team, and its index would be written with every call.';
comment on column public.leads.consent_basis is 'Copied from the consent, which never changes.';
comment on column public.leads.ready_at is
  'Not later than the instant at which attempts, retry, callback, the limit per number and suppression let the lead be called; infinity while only a person can change that. The queue is ordered by it, the gates decide.';

alter table public.settings
  add column min_gap_minutes integer not null default 60 check (min_gap_minutes between 0 and 1440),
  add column accepted_consent_bases public.consent_basis[] not null
    default '{written,oral,existing_business_relationship,other}' check (cardinality(accepted_consent_bases) between 1 and 4),
  add column max_call_minutes integer not null default 10 check (max_call_minutes between 1 and 60),
  add column max_cost_per_minute_usd numeric(6, 4) not null default 0.5 check (max_cost_per_minute_usd between 0.01 and 20);
comment on column public.settings.min_gap_minutes is 'Between two calls to one number, whatever their outcome; a callback that the person asked for is exempt.';
comment on column public.settings.accepted_consent_bases is 'A lead is called only if its consent rests on one of these.';
comment on column public.settings.max_cost_per_minute_usd is
  'The most that a minute may cost, carrier included. Times max_call_minutes it is what each call reserves of the daily cap.';
grant update (min_gap_minutes, accepted_consent_bases, max_call_minutes, max_cost_per_minute_usd) on public.settings to authenticated;

create type public.provider_trouble as enum (
  'concurrency_limit', 'rate_limited', 'number_daily_limit', 'out_of_credits', 'bad_key', 'misconfigured', 'outage', 'cost_overrun'
);

alter table public.calls
  add column consent_id uuid,
  add column phone_number_id text,
  add column reserved_usd numeric(10, 4) not null default 0 check (reserved_usd >= 0),
  add column spend_day date,
  add column is_dialled boolean not null default true,
  add column trouble public.provider_trouble;
comment on column public.calls.consent_id is 'The consent that this call relied on; no foreign key, as for leads.';
comment on column public.calls.phone_number_id is 'Which of our numbers, by the provider''s id.';
comment on column public.calls.reserved_usd is 'The most that the call can cost; counts against the daily cap until its cost is known.';
comment on column public.calls.spend_day is 'The day, in the team''s zone, that the cost counts to: that of the claim.';
comment on column public.calls.is_dialled is 'False when the number certainly never rang: such a call does not count towards its limits.';
comment on column public.calls.trouble is 'What the ended reason proves about the provider account, not about the lead.';
grant select (consent_id, phone_number_id, reserved_usd, spend_day, is_dialled, trouble) on public.calls to authenticated;

create function private.calling_profile(p_timezones text[], p_states text[]) returns text
language sql immutable set search_path = '' as $$
  select case when cardinality(p_timezones) > 0 then
    (select string_agg(z, ',' order by z collate "C") from (select distinct unnest(p_timezones) as z) zones)
    || '|' || coalesce((select string_agg(s, ',' order by s collate "C") from (select distinct unnest(p_states) as s) states), '')
  end
$$;

create function private.set_calling_profile() returns trigger
language plpgsql set search_path = '' as $$
begin
  -- Whoever writes one zone only means that this is the plausible one.
  if new.timezone is not null and not (new.timezone = any (new.timezones)) then
    new.timezones := case when cardinality(new.timezones) = 0 or tg_op = 'UPDATE' and old.timezones = new.timezones
      then array[new.timezone] else new.timezones || new.timezone end;
  elsif new.timezone is null and tg_op = 'UPDATE' and old.timezone is not null and old.timezones = new.timezones then
    new.timezones := '{}';
  end if;
  new.calling_profile := private.calling_profile(new.timezones, new.states);
  return new;
end $$;
create trigger leads_set_calling_profile before insert or update of timezone, timezones, states on public.leads
  for each row execute function private.set_calling_profile();
grant execute on function private.calling_profile(text[], text[]) to authenticated, service_role;

update public.leads set timezones = array[timezone] where timezone is not null;

grant insert (timezones, zone_note) on public.leads to authenticated;
grant update (timezones, zone_note) on public.leads to authenticated;

create function private.apply_consent() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.leads l set consent_id = new.id, consent_basis = new.basis
  where l.team_id = new.team_id and (
    l.id = new.lead_id
    or l.phone = new.phone
    or (new.phone is null and l.import_id = new.import_id)
  );
  return null;
end $$;
comment on function private.apply_consent() is 'Definer rights: no client may write a lead''s consent but by attesting one. The newest attestation decides.';
create trigger consents_apply after insert on public.consents for each row execute function private.apply_consent();

update public.leads l set consent_id = c.id, consent_basis = c.basis
from (select distinct on (team_id, phone) id, team_id, phone, basis from public.consents order by team_id, phone, attested_at desc) c
where c.team_id = l.team_id and c.phone = l.phone;

alter table public.settings add column automation_changed_at timestamptz;
comment on column public.settings.automation_changed_at is 'Business time of the last switch.';
create function private.note_automation_switch() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.automation_changed_at := private.business_now();
  return new;
end $$;
create trigger settings_note_automation_switch before update of automation_enabled on public.settings
  for each row when (old.automation_enabled is distinct from new.automation_enabled) execute function private.note_automation_switch();
