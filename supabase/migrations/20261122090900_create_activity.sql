-- A lead's timeline: who or what changed it, when, why.

create type public.actor_kind as enum ('user', 'cron', 'vapi', 'cal', 'system');

create table public.activity (
  id uuid primary key default extensions.uuid_generate_v4(),
  team_id uuid not null references public.teams (id) on delete cascade,
  lead_id uuid references public.leads (id) on delete cascade,
  call_id uuid references public.calls (id) on delete set null,
  appointment_id uuid references public.appointments (id) on delete set null,
  actor public.actor_kind not null,
  user_id uuid references auth.users (id) on delete set null,
  kind text not null,
  detail jsonb not null default '{}' check (jsonb_typeof(detail) = 'object'),
  happened_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on column public.activity.happened_at is 'Business time; created_at is the database''s own.';
create index activity_lead_id_idx on public.activity (lead_id, happened_at desc);
create index activity_team_id_idx on public.activity (team_id, happened_at desc);
create index activity_call_id_idx on public.activity (call_id);
create index activity_appointment_id_idx on public.activity (appointment_id);
create index activity_user_id_idx on public.activity (user_id);
create trigger activity_touch before update on public.activity for each row execute function private.touch_updated_at();

alter table public.activity enable row level security;
revoke all on public.activity from anon, authenticated;
grant select on public.activity to authenticated;
create policy activity_select on public.activity for select to authenticated
  using (team_id = any ((select private.team_ids())::uuid[]));

create function private.actor() returns public.actor_kind
language sql stable set search_path = '' as $$
  select case
    when (select auth.uid()) is not null then 'user'
    else coalesce(nullif(current_setting('app.actor', true), ''), 'system')
  end::public.actor_kind
$$;

create function private.act_as(p_actor public.actor_kind, p_now timestamptz) returns void
language sql set search_path = '' as $$
  select set_config('app.actor', p_actor::text, true), set_config('app.now', p_now::text, true);
$$;
comment on function private.act_as(public.actor_kind, timestamptz) is 'Says for the rest of the transaction who acts and what time it is for the timeline.';
grant execute on function private.actor(), private.act_as(public.actor_kind, timestamptz) to authenticated, service_role;

create function private.record_lead_changes() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.activity (team_id, lead_id, actor, user_id, kind, detail, happened_at)
  select n.team_id, n.id, private.actor(), (select auth.uid()),
    case when o.status is distinct from n.status then 'lead.status_changed' else 'lead.edited' end,
    case when o.status is distinct from n.status
      then jsonb_build_object('from', o.status, 'to', n.status, 'review_reason', n.review_reason)
      else (
        select coalesce(jsonb_object_agg(c.key, jsonb_build_array(c.value, a.value)), '{}')
        from jsonb_each(private.editable_fields(o)) c
        join jsonb_each(private.editable_fields(n)) a on a.key = c.key and a.value is distinct from c.value
      )
    end,
    private.business_now()
  from before_update o
  join after_update n on n.id = o.id
  where o.status is distinct from n.status
    or private.editable_fields(o) is distinct from private.editable_fields(n);
  return null;
end $$;

create function private.editable_fields(p_lead public.leads) returns jsonb
language sql immutable set search_path = '' as $$
  select jsonb_build_object(
    'company_name', p_lead.company_name, 'contact_name', p_lead.contact_name, 'phone', p_lead.phone,
    'email', p_lead.email, 'timezone', p_lead.timezone, 'review_reason', p_lead.review_reason, 'notes', p_lead.notes,
    'street', p_lead.street, 'city', p_lead.city, 'state', p_lead.state, 'postal_code', p_lead.postal_code)
$$;

create trigger leads_record_changes after update on public.leads
  referencing old table as before_update new table as after_update
  for each statement execute function private.record_lead_changes();

create function private.record_lead_creation() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.activity (team_id, lead_id, actor, user_id, kind, detail, happened_at)
  select n.team_id, n.id, private.actor(), (select auth.uid()), 'lead.created',
    case when n.import_id is null then '{}'::jsonb else jsonb_build_object('import_id', n.import_id) end,
    private.business_now()
  from created n;
  return null;
end $$;
create trigger leads_record_creation after insert on public.leads
  referencing new table as created
  for each statement execute function private.record_lead_creation();
