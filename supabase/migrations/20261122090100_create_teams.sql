-- The team is the unit of isolation: who belongs to it, with which role, and how others get in.

create type public.team_role as enum ('admin', 'member', 'viewer');

create table public.teams (
  id uuid primary key default extensions.uuid_generate_v4(),
  name text not null check (length(btrim(name)) between 1 and 80),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table public.team_members (
  id uuid primary key default extensions.uuid_generate_v4(),
  team_id uuid not null references public.teams (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  email text not null check (private.is_email(email)),
  role public.team_role not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (team_id, user_id)
);
create index team_members_user_id_idx on public.team_members (user_id);

create table public.team_invitations (
  id uuid primary key default extensions.uuid_generate_v4(),
  team_id uuid not null references public.teams (id) on delete cascade,
  email text not null check (private.is_email(email)),
  role public.team_role not null,
  token_hash text not null unique,
  expires_at timestamptz not null,
  invited_by uuid references auth.users (id) on delete set null,
  accepted_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on column public.team_invitations.token_hash is 'SHA-256 of the token; the token itself is shown once and never stored.';
create index team_invitations_team_id_idx on public.team_invitations (team_id);
create index team_invitations_invited_by_idx on public.team_invitations (invited_by);

create trigger teams_touch before update on public.teams for each row execute function private.touch_updated_at();
create trigger team_members_touch before update on public.team_members for each row execute function private.touch_updated_at();
create trigger team_invitations_touch before update on public.team_invitations for each row execute function private.touch_updated_at();

create function private.team_ids(p_roles public.team_role[] default '{admin,member,viewer}') returns uuid[]
language sql stable security definer set search_path = '' as $$
  select coalesce(array_agg(m.team_id), '{}')
  from public.team_members m
  where m.user_id = (select auth.uid()) and m.role = any (p_roles)
$$;
comment on function private.team_ids(public.team_role[]) is
  'Teams in which the caller has one of the roles. Definer rights: policies on team_members would otherwise recurse.';
grant execute on function private.team_ids(public.team_role[]) to authenticated, service_role;

alter table public.teams enable row level security;
alter table public.team_members enable row level security;
alter table public.team_invitations enable row level security;
revoke all on public.teams, public.team_members, public.team_invitations from anon, authenticated;
grant select on public.teams, public.team_members to authenticated;
grant update (name) on public.teams to authenticated;
grant update (role) on public.team_members to authenticated;
grant delete on public.team_members, public.team_invitations to authenticated;
grant select (id, team_id, email, role, expires_at, invited_by, accepted_at, created_at) on public.team_invitations to authenticated;

create policy teams_select on public.teams for select to authenticated
  using (id = any ((select private.team_ids())::uuid[]));
create policy teams_update on public.teams for update to authenticated
  using (id = any ((select private.team_ids('{admin}'))::uuid[]));
create policy team_members_select on public.team_members for select to authenticated
  using (team_id = any ((select private.team_ids())::uuid[]));
create policy team_members_update on public.team_members for update to authenticated
  using (team_id = any ((select private.team_ids('{admin}'))::uuid[]));
create policy team_members_delete on public.team_members for delete to authenticated
  using (team_id = any ((select private.team_ids('{admin}'))::uuid[]));
create policy team_invitations_select on public.team_invitations for select to authenticated
  using (team_id = any ((select private.team_ids('{admin}'))::uuid[]));
create policy team_invitations_delete on public.team_invitations for delete to authenticated
  using (team_id = any ((select private.team_ids('{admin}'))::uuid[]));

create function private.keep_one_admin() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  -- Locks the team so that two admins who leave at the same time cannot both succeed.
  perform 1 from public.teams t where t.id = old.team_id for no key update;
  if found and not exists (
    select 1 from public.team_members m where m.team_id = old.team_id and m.role = 'admin'
  ) then
    raise exception 'A team needs at least one admin: make somebody else admin first.' using errcode = 'PT409';
  end if;
  return null;
end $$;
create trigger team_members_keep_one_admin after update of role or delete on public.team_members
  for each row when (old.role = 'admin') execute function private.keep_one_admin();

create function public.create_first_team(p_name text) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  v_team_id uuid;
  v_user record;
begin
  select u.id, lower(u.email) as email into v_user from auth.users u where u.id = (select auth.uid());
  if v_user.id is null then
    raise exception 'Sign in first.' using errcode = 'PT401';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('create_first_team', 0));
  if exists (select 1 from public.teams) then
    raise exception 'This system already has a team: ask its admin for an invitation.' using errcode = 'PT403';
  end if;
  insert into public.teams (name) values (btrim(p_name)) returning id into v_team_id;
  insert into public.team_members (team_id, user_id, email, role) values (v_team_id, v_user.id, v_user.email, 'admin');
  return v_team_id;
end $$;
comment on function public.create_first_team(text) is
  'The first user of an empty deployment becomes admin of the first team; provider keys belong to the deployment, so a stranger must not get a team by signing up.';

create function public.can_create_first_team() returns boolean
language sql stable security definer set search_path = '' as $$
  select not exists (select 1 from public.teams)
$$;

create function public.invite_to_team(p_team_id uuid, p_email text, p_role public.team_role, p_token text) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  v_id uuid;
begin
  if not (p_team_id = any (private.team_ids('{admin}'))) then
    raise exception 'Only an admin of the team may invite.' using errcode = 'PT403';
  end if;
  if length(p_token) < 32 then
    raise exception 'The token is too short.' using errcode = 'PT400';
  end if;
  insert into public.team_invitations (team_id, email, role, token_hash, expires_at, invited_by)
  values (p_team_id, lower(btrim(p_email)), p_role,
    encode(extensions.digest(p_token, 'sha256'), 'hex'), now() + interval '7 days', (select auth.uid()))
  returning id into v_id;
  return v_id;
end $$;

create function public.accept_invitation(p_token text) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  v_user record;
  v_invitation public.team_invitations;
begin
  select u.id, lower(u.email) as email into v_user from auth.users u where u.id = (select auth.uid());
  if v_user.id is null then
    raise exception 'Sign in first.' using errcode = 'PT401';
  end if;
  update public.team_invitations i set accepted_at = now()
  where i.token_hash = encode(extensions.digest(p_token, 'sha256'), 'hex')
    and i.accepted_at is null and i.expires_at > now() and i.email = v_user.email
  returning * into v_invitation;
  if not found then
    raise exception 'This invitation is used up, has expired or is for another address: ask for a new one.' using errcode = 'PT410';
  end if;
  insert into public.team_members (team_id, user_id, email, role)
  values (v_invitation.team_id, v_user.id, v_user.email, v_invitation.role)
  on conflict (team_id, user_id) do nothing;
  return v_invitation.team_id;
end $$;

grant execute on function public.create_first_team(text), public.can_create_first_team(),
  public.invite_to_team(uuid, text, public.team_role, text), public.accept_invitation(text) to authenticated;
