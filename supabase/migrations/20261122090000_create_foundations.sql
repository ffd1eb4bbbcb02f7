-- Extensions, the private schema for helpers that no client may call by REST, and privileges that start at nothing.

create extension if not exists "uuid-ossp" with schema extensions;
create extension if not exists pgcrypto with schema extensions;
create extension if not exists pg_trgm with schema extensions;

create schema private;
comment on schema private is 'Helpers of policies, triggers and functions; not exposed by the API.';
revoke all on schema private from public;
grant usage on schema private to authenticated, service_role;

alter default privileges in schema public revoke all on tables from anon, authenticated;
alter default privileges in schema public revoke all on sequences from anon, authenticated;
alter default privileges in schema public revoke execute on functions from public, anon, authenticated;
alter default privileges revoke execute on functions from public;
alter default privileges in schema public grant all on tables to service_role;

create function private.touch_updated_at() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.updated_at := now();
  return new;
end $$;

create function private.business_now() returns timestamptz
language sql stable set search_path = '' as $$
  select coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now())
$$;
comment on function private.business_now() is
  'The business time that the running function was given (app.now), for the timeline; real time elsewhere.';

create function private.is_time_zone(p_name text) returns boolean
language plpgsql immutable set search_path = '' as $$
begin
  -- Only Area/City names: abbreviations and offsets ("EST", "+05") do not follow clock changes.
  if p_name !~ '^[A-Za-z_]+(/[A-Za-z0-9_+-]+)+$' and p_name <> 'UTC' then
    return false;
  end if;
  perform timestamptz '2026-01-01' at time zone p_name;
  return true;
exception when invalid_parameter_value then
  return false;
end $$;
grant execute on function private.is_time_zone(text), private.business_now() to authenticated, service_role;

create function private.is_email(p_address text) returns boolean
language sql immutable set search_path = '' as $$
  select p_address = lower(p_address)
    and length(p_address) <= 254
    and p_address ~ '^[^@\s,;<>"]{1,64}@[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$'
$$;
grant execute on function private.is_email(text) to authenticated, service_role;
