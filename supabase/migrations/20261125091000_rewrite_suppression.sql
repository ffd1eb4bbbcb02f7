-- Suppressing takes effect at once, whoever writes the entry: queued calls and mails go in the same transaction.

create or replace function private.suppress(
  p_team_id uuid, p_phone text, p_email text, p_reason text,
  p_source public.suppression_source, p_now timestamptz
) returns boolean
language plpgsql set search_path = '' as $$
begin
  insert into public.suppressions (team_id, channel, address, reason, source, created_by, suppressed_at)
  select p_team_id, a.channel::public.suppression_channel, a.address, p_reason, p_source, (select auth.uid()), p_now
  from (values ('phone', p_phone), ('email', p_email)) as a (channel, address)
  where a.address is not null
  on conflict (team_id, channel, address) do nothing;
  return found;
end $$;

create function private.cancel_suppressed_work() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_now timestamptz := (select max(a.suppressed_at) from added a);
begin
  update public.emails e set state = 'cancelled', last_error = 'The address asked not to be contacted.'
  from added a
  where a.channel = 'email' and e.team_id = a.team_id and e.to_email = a.address and e.state = 'queued';

  -- Claimed, but the provider was not asked yet. Who was asked already can only be hung up on.
  perform public.release_call(c.id, 'The number or address was put on the do-not-call list.', v_now)
  from public.calls c
  left join public.leads l on l.id = c.lead_id
  where c.state = 'claimed' and exists (
    select 1 from added a where a.team_id = c.team_id and (a.channel, a.address) in (('phone', c.phone), ('email', l.email)));

  update public.leads l set ready_at = 'infinity' from added a
  where a.channel = 'phone' and l.team_id = a.team_id and l.phone = a.address and l.status = 'pending' and l.ready_at < 'infinity';
  update public.leads l set ready_at = 'infinity' from added a
  where a.channel = 'email' and l.team_id = a.team_id and l.email = a.address and l.status = 'pending' and l.ready_at < 'infinity';
  return null;
end $$;
comment on function private.cancel_suppressed_work() is 'Definer rights: staff may add entries, but write neither calls nor mails.';
create trigger suppressions_cancel_work after insert on public.suppressions
  referencing new table as added for each statement execute function private.cancel_suppressed_work();

create function private.queue_unsuppressed_leads() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.leads l set ready_at = private.ready_at(l, private.business_now())
  from removed r
  where l.team_id = r.team_id and l.status = 'pending'
    and (r.channel = 'phone' and l.phone = r.address or r.channel = 'email' and l.email = r.address);
  return null;
end $$;
create trigger suppressions_queue_leads after delete on public.suppressions
  referencing old table as removed for each statement execute function private.queue_unsuppressed_leads();

create index suppressions_team_suppressed_at_idx on public.suppressions (team_id, suppressed_at desc, id);
create index suppressions_address_idx on public.suppressions using gin (address extensions.gin_trgm_ops);

create function public.add_suppressions(
  p_team_id uuid, p_entries jsonb, p_reason text, p_source public.suppression_source, p_now timestamptz
) returns integer
language plpgsql set search_path = '' as $$
declare
  v_count integer;
begin
  perform private.act_as('user', p_now);
  insert into public.suppressions (team_id, channel, address, reason, source, created_by, suppressed_at)
  select distinct on (e.channel, e.address)
    p_team_id, e.channel, e.address, coalesce(nullif(btrim(e.reason), ''), p_reason), p_source, (select auth.uid()), p_now
  from jsonb_to_recordset(p_entries) as e (channel public.suppression_channel, address text, reason text)
  order by e.channel, e.address
  on conflict (team_id, channel, address) do nothing;
  get diagnostics v_count = row_count;
  return v_count;
end $$;
comment on function public.add_suppressions(uuid, jsonb, text, public.suppression_source, timestamptz) is
  'Adds {channel, address, reason?} entries under the caller''s rights; says how many were new.';

create function public.suppress_lead(p_lead_id uuid, p_reason text, p_now timestamptz) returns boolean
language plpgsql set search_path = '' as $$
declare
  v_lead public.leads;
begin
  perform private.act_as('user', p_now);
  select l.* into v_lead from public.leads l where l.id = p_lead_id;
  if not found then
    return false;
  end if;
  perform public.add_suppressions(v_lead.team_id, jsonb_build_array(
    jsonb_build_object('channel', 'phone', 'address', v_lead.phone),
    jsonb_build_object('channel', 'email', 'address', v_lead.email)), p_reason, 'staff', p_now);
  return true;
end $$;
comment on function public.suppress_lead(uuid, text, timestamptz) is 'Number and address of a lead, on every channel. False: no such lead for the caller.';

grant execute on function
  public.add_suppressions(uuid, jsonb, text, public.suppression_source, timestamptz),
  public.suppress_lead(uuid, text, timestamptz) to authenticated, service_role;

create trigger suppressions_announce_insert after insert on public.suppressions
  referencing new table as changed for each statement execute function private.announce_change();
create trigger suppressions_announce_delete after delete on public.suppressions
  referencing old table as changed for each statement execute function private.announce_change();
create trigger team_calling_rules_announce_insert after insert on public.team_calling_rules
  referencing new table as changed for each statement execute function private.announce_change();
create trigger team_calling_rules_announce_update after update on public.team_calling_rules
  referencing new table as changed for each statement execute function private.announce_change();
create trigger team_calling_rules_announce_delete after delete on public.team_calling_rules
  referencing old table as changed for each statement execute function private.announce_change();

create function private.announce_pause() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_team_id uuid;
begin
  for v_team_id in select t.id from public.teams t where new.team_id is null or t.id = new.team_id loop
    perform realtime.send(jsonb_build_object('op', tg_op, 'count', 1, 'ids', jsonb_build_array(new.id)),
      'provider_pauses.changed', 'team:' || v_team_id, true);
  end loop;
  return null;
exception when others then
  raise warning 'announce_pause: %', sqlerrm;
  return null;
end $$;
create trigger provider_pauses_announce after insert or update on public.provider_pauses
  for each row execute function private.announce_pause();
