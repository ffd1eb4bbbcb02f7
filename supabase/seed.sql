-- For local development only: a demo user with a team whose automation is off. `supabase start` and the local stack
-- run this once, after the first migrations; hosted projects never do.

do $$
declare
  v_user_id uuid := '00000000-0000-4000-8000-0000000000d1';
  v_team_id uuid;
begin
  insert into auth.users (id, aud, role, email, encrypted_password, email_confirmed_at, confirmation_token,
    recovery_token, email_change, email_change_token_new, raw_app_meta_data, raw_user_meta_data, created_at, updated_at)
  values (v_user_id, 'authenticated', 'authenticated', 'demo@hvac.example',
    extensions.crypt('demo-password', extensions.gen_salt('bf')), now(), '', '', '', '',
    '{"provider": "email", "providers": ["email"]}', '{}', now(), now());

  -- Only Supabase's own auth server has this column, and it looks for users by it.
  if exists (
    select 1 from information_schema.columns
    where table_schema = 'auth' and table_name = 'users' and column_name = 'instance_id'
  ) then
    execute 'update auth.users set instance_id = $1 where id = $2'
      using '00000000-0000-0000-0000-000000000000'::uuid, v_user_id;
  end if;

  insert into auth.identities (id, user_id, provider, provider_id, identity_data, created_at, updated_at)
  values (extensions.uuid_generate_v4(), v_user_id, 'email', v_user_id::text,
    jsonb_build_object('sub', v_user_id::text, 'email', 'demo@hvac.example', 'email_verified', true), now(), now());

  insert into public.teams (name) values ('Brightvent Software') returning id into v_team_id;
  insert into public.team_members (team_id, user_id, email, role)
  values (v_team_id, v_user_id, 'demo@hvac.example', 'admin');
  update public.settings set
    sender_name = 'Brightvent Software',
    reply_to = 'sales@brightvent.example',
    postal_address = 'Brightvent Software, 120 Demo Street, Springfield, IL 62701'
  where team_id = v_team_id;
end $$;
