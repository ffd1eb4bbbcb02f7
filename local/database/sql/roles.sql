-- The roles of a hosted project. They belong to the cluster; all else in this folder belongs to one database.
do $$
declare
  role_name text;
begin
  foreach role_name in array array[
    'anon', 'authenticated', 'service_role', 'authenticator',
    'supabase_auth_admin', 'supabase_realtime_admin', 'postgres'
  ] loop
    if not exists (select from pg_catalog.pg_roles where rolname = role_name) then
      execute format('create role %I', role_name);
    end if;
  end loop;
end
$$;

alter role anon nologin noinherit;
alter role authenticated nologin noinherit;
alter role service_role nologin noinherit bypassrls;
alter role authenticator nologin noinherit;
alter role supabase_auth_admin nologin noinherit;
alter role supabase_realtime_admin nologin noinherit;
-- As on hosted Supabase, the owner of the application's objects is no superuser, so that a migration which needs one
-- fails here too.
alter role postgres login nosuperuser createdb createrole bypassrls password 'postgres';

grant anon, authenticated, service_role to authenticator;
grant anon, authenticated, service_role, authenticator to postgres;
-- Lets migrations create policies on realtime.messages.
grant supabase_realtime_admin to postgres;
grant pg_monitor, pg_read_all_data, pg_signal_backend to postgres;

alter role postgres set search_path = "$user", public, extensions;
alter role supabase_admin set search_path = "$user", public, auth, extensions;
