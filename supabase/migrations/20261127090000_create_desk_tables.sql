-- What the lead desk keeps besides the leads: lists, saved views, notes, and what was done to many leads at once.

create table public.lead_lists (
  id uuid primary key default extensions.uuid_generate_v4(),
  team_id uuid not null references public.teams (id) on delete cascade,
  name text not null check (length(btrim(name)) between 1 and 80),
  created_by uuid references auth.users (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index lead_lists_team_name_idx on public.lead_lists (team_id, lower(name));
create index lead_lists_created_by_idx on public.lead_lists (created_by);

alter table public.leads
  add column list_id uuid,
  add column last_outcome public.call_outcome;
comment on column public.leads.list_id is
  'The list that the lead is on. No foreign key: its index would be written with every call; functions check the team, and a list that goes lets its leads go.';
comment on column public.leads.last_outcome is 'The outcome of the newest call that ended, copied from it.';

create table public.lead_views (
  id uuid primary key default extensions.uuid_generate_v4(),
  team_id uuid not null references public.teams (id) on delete cascade,
  owner_id uuid references auth.users (id) on delete cascade,
  name text not null check (length(btrim(name)) between 1 and 80),
  query text not null check (length(query) <= 4000),
  layout jsonb not null default '{}' check (jsonb_typeof(layout) = 'object' and length(layout::text) <= 8000),
  created_by uuid references auth.users (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on column public.lead_views.owner_id is 'Null: the view is the team''s.';
comment on column public.lead_views.query is 'Filters and sorting as they stand in the address of the page.';
comment on column public.lead_views.layout is 'Columns to show, their order and widths, density.';
create unique index lead_views_name_idx on public.lead_views (team_id, owner_id, lower(name)) nulls not distinct;
create index lead_views_owner_id_idx on public.lead_views (owner_id);
create index lead_views_created_by_idx on public.lead_views (created_by);

create table public.lead_notes (
  id uuid primary key default extensions.uuid_generate_v4(),
  team_id uuid not null references public.teams (id) on delete cascade,
  lead_id uuid not null references public.leads (id) on delete cascade,
  author_id uuid references auth.users (id) on delete set null,
  body text not null check (length(btrim(body)) between 1 and 5000),
  noted_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on column public.lead_notes.noted_at is 'Business time.';
create index lead_notes_lead_id_idx on public.lead_notes (lead_id, noted_at desc);
create index lead_notes_team_id_idx on public.lead_notes (team_id);
create index lead_notes_author_id_idx on public.lead_notes (author_id);

create type public.lead_action_kind as enum ('set_status', 'requeue', 'suppress', 'attest', 'assign_list', 'delete');
create type public.lead_action_state as enum ('running', 'finished', 'cancelled', 'undone');

create table public.lead_actions (
  id uuid primary key default extensions.uuid_generate_v4(),
  team_id uuid not null references public.teams (id) on delete cascade,
  kind public.lead_action_kind not null,
  state public.lead_action_state not null default 'running',
  detail jsonb not null default '{}' check (jsonb_typeof(detail) = 'object'),
  total_count integer not null default 0 check (total_count >= 0),
  done_count integer not null default 0 check (done_count between 0 and total_count),
  changed_count integer not null default 0 check (changed_count between 0 and done_count),
  undone_count integer not null default 0 check (undone_count between 0 and changed_count),
  restored_count integer not null default 0 check (restored_count between 0 and undone_count),
  created_by uuid references auth.users (id) on delete set null,
  started_at timestamptz not null,
  undone_by uuid references auth.users (id) on delete set null,
  undone_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint lead_actions_undone_says_when check ((state = 'undone') = (undone_at is not null))
);
comment on table public.lead_actions is 'What somebody did to a selection of leads: worked through in batches, undone as a whole.';
comment on column public.lead_actions.changed_count is 'Leads that the action changed; the others were passed over, because they are in a call, gone, or already so.';
comment on column public.lead_actions.undone_count is 'Of the changed ones, how many undo has come to; restored_count of them are as before, the others were changed again since.';
create index lead_actions_team_id_idx on public.lead_actions (team_id, started_at desc);
create index lead_actions_created_by_idx on public.lead_actions (created_by);
create index lead_actions_undone_by_idx on public.lead_actions (undone_by);

create table public.lead_action_items (
  id uuid primary key default extensions.uuid_generate_v4(),
  team_id uuid not null references public.teams (id) on delete cascade,
  action_id uuid not null references public.lead_actions (id) on delete cascade,
  lead_id uuid not null,
  is_done boolean not null default false,
  is_undone boolean not null default false,
  before jsonb,
  after jsonb,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (action_id, lead_id)
);
comment on table public.lead_action_items is
  'The leads of an action as they were selected when it began, and what each was before and after: what undo goes by. No foreign key to leads: it outlives those that the action deletes.';
create index lead_action_items_open_idx on public.lead_action_items (action_id, lead_id) where not is_done;
create index lead_action_items_changed_idx on public.lead_action_items (action_id, lead_id) where after is not null and not is_undone;
create index lead_action_items_team_id_idx on public.lead_action_items (team_id);

do $$
declare
  v_table text;
begin
  foreach v_table in array array['lead_lists', 'lead_views', 'lead_notes', 'lead_actions', 'lead_action_items'] loop
    execute format('create trigger %I before update on public.%I for each row execute function private.touch_updated_at()', v_table || '_touch', v_table);
    execute format('alter table public.%I enable row level security', v_table);
    execute format('revoke all on public.%I from anon, authenticated', v_table);
  end loop;
  foreach v_table in array array['lead_lists', 'lead_notes', 'lead_actions'] loop
    execute format('create trigger %I after insert on public.%I referencing new table as changed for each statement execute function private.announce_change()', v_table || '_announce_insert', v_table);
    execute format('create trigger %I after update on public.%I referencing new table as changed for each statement execute function private.announce_change()', v_table || '_announce_update', v_table);
    execute format('create trigger %I after delete on public.%I referencing old table as changed for each statement execute function private.announce_change()', v_table || '_announce_delete', v_table);
  end loop;
end $$;

grant select on public.lead_lists, public.lead_views, public.lead_notes, public.lead_actions to authenticated;
-- Items hold the rows of deleted leads; only the functions that undo need them.
grant insert (team_id, name, created_by), update (name), delete on public.lead_lists to authenticated;
grant insert (team_id, owner_id, name, query, layout, created_by), update (name, query, layout), delete on public.lead_views to authenticated;
grant insert (team_id, lead_id, author_id, body, noted_at), update (body), delete on public.lead_notes to authenticated;

create policy lead_lists_select on public.lead_lists for select to authenticated
  using (team_id = any ((select private.team_ids())::uuid[]));
create policy lead_lists_insert on public.lead_lists for insert to authenticated
  with check (team_id = any ((select private.team_ids('{admin,member}'))::uuid[]) and created_by = (select auth.uid()));
create policy lead_lists_update on public.lead_lists for update to authenticated
  using (team_id = any ((select private.team_ids('{admin,member}'))::uuid[]))
  with check (team_id = any ((select private.team_ids('{admin,member}'))::uuid[]));
create policy lead_lists_delete on public.lead_lists for delete to authenticated
  using (team_id = any ((select private.team_ids('{admin,member}'))::uuid[]));

-- A view of one's own is nobody else's business; the team's views are kept by whoever may edit leads.
create policy lead_views_select on public.lead_views for select to authenticated
  using (team_id = any ((select private.team_ids())::uuid[]) and (owner_id is null or owner_id = (select auth.uid())));
create policy lead_views_insert on public.lead_views for insert to authenticated
  with check (created_by = (select auth.uid()) and case when owner_id is null
    then team_id = any ((select private.team_ids('{admin,member}'))::uuid[])
    else owner_id = (select auth.uid()) and team_id = any ((select private.team_ids())::uuid[]) end);
create policy lead_views_update on public.lead_views for update to authenticated
  using (case when owner_id is null then team_id = any ((select private.team_ids('{admin,member}'))::uuid[])
    else owner_id = (select auth.uid()) and team_id = any ((select private.team_ids())::uuid[]) end)
  with check (case when owner_id is null then team_id = any ((select private.team_ids('{admin,member}'))::uuid[])
    else owner_id = (select auth.uid()) and team_id = any ((select private.team_ids())::uuid[]) end);
create policy lead_views_delete on public.lead_views for delete to authenticated
  using (case when owner_id is null then team_id = any ((select private.team_ids('{admin,member}'))::uuid[])
    else owner_id = (select auth.uid()) and team_id = any ((select private.team_ids())::uuid[]) end);

create policy lead_notes_select on public.lead_notes for select to authenticated
  using (team_id = any ((select private.team_ids())::uuid[]));
create policy lead_notes_insert on public.lead_notes for insert to authenticated
  with check (team_id = any ((select private.team_ids('{admin,member}'))::uuid[]) and author_id = (select auth.uid())
    and exists (select 1 from public.leads l where l.id = lead_id and l.team_id = lead_notes.team_id));
create policy lead_notes_update on public.lead_notes for update to authenticated
  using (author_id = (select auth.uid()) and team_id = any ((select private.team_ids('{admin,member}'))::uuid[]))
  with check (author_id = (select auth.uid()) and team_id = any ((select private.team_ids('{admin,member}'))::uuid[]));
create policy lead_notes_delete on public.lead_notes for delete to authenticated
  using (author_id = (select auth.uid()) and team_id = any ((select private.team_ids('{admin,member}'))::uuid[]));

create policy lead_actions_select on public.lead_actions for select to authenticated
  using (team_id = any ((select private.team_ids())::uuid[]));
