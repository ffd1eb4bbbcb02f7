-- Schemas, their owners and who may use them.
do $$
begin
  execute format('alter database %I owner to postgres', current_database());
end
$$;

create schema if not exists extensions authorization postgres;
create extension if not exists "uuid-ossp" with schema extensions;
create extension if not exists pgcrypto with schema extensions;

grant usage on schema public, extensions, auth to anon, authenticated, service_role, postgres;
grant create on schema public to postgres;

-- Since October 2026 hosted projects expose nothing by default: no default privileges for anon, authenticated and
-- service_role in public. A migration that forgets a grant must fail here as it would there.
