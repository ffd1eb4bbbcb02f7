-- Only in the simulation's databases: ids that follow from the seed, a way to start over, and tripwires for what must
-- hold at every instant.

create schema simulation;
grant usage on schema simulation to service_role;
create sequence simulation.ids;
grant usage on sequence simulation.ids to service_role;

create or replace function extensions.uuid_generate_v4() returns uuid language sql volatile as $$
  select ('00000000-0000-4000-8000-' || lpad(to_hex(nextval('simulation.ids')), 12, '0'))::uuid
$$;

-- One claim writes several calls in whatever order the plan reads them.
create function simulation.name_call() returns trigger language plpgsql as $$
begin
  new.id := overlay(overlay(md5(new.phone || new.claimed_at || new.run_id) placing '4' from 13) placing '8' from 17)::uuid;
  return new;
end $$;
create trigger simulation_name_call before insert on public.calls for each row execute function simulation.name_call();

create table simulation.violations (text text not null);

create function simulation.start_over() returns void language plpgsql as $$
begin
  -- A world that went wrong may have left calls open, whose leads cannot be deleted.
  update public.calls c set state = 'not_placed', settled_at = now() where c.state in ('claimed', 'placing', 'placed');
  update public.leads l set status = 'pending' where l.status = 'calling';
  delete from public.teams where true;
  delete from public.provider_pauses where true;
  delete from public.webhook_events where true;
  delete from simulation.violations where true;
  perform setval('simulation.ids', 1);
end $$;

create function simulation.create_world(p_settings jsonb, p_leads jsonb) returns uuid language plpgsql as $$
declare
  v_team_id uuid;
begin
  insert into public.teams (name) values ('Team') returning id into v_team_id;
  update public.settings s set automation_enabled = true, calling_days = '{1,2,3,4,5,6,7}',
    calling_start = '09:00', calling_end = '20:00', postal_address = '1 Main Street, Springfield',
    max_calls_batch = n.max_calls_batch, max_attempts = n.max_attempts, retry_interval = n.retry_interval,
    max_concurrent_calls = n.max_concurrent_calls, daily_spend_cap_usd = n.daily_spend_cap_usd
  from jsonb_populate_record(null::public.settings, p_settings) n where s.team_id = v_team_id;
  insert into public.leads (team_id, company_name, phone, email, timezone, timezone_source, consent_basis, created_at)
  select v_team_id, l.company_name, l.phone, l.email, l.timezone, 'staff', 'written', l.created_at
  from jsonb_populate_recordset(null::public.leads, p_leads) l order by l.created_at;
  return v_team_id;
end $$;

create function simulation.watch_spend() returns trigger language plpgsql security definer as $$
declare
  v_cap numeric := (select s.daily_spend_cap_usd from public.settings s where s.team_id = new.team_id);
begin
  if new.reserved_usd + new.spent_usd > v_cap then
    insert into simulation.violations values (format('the spend of %s is %s of %s', new.day, new.reserved_usd + new.spent_usd, v_cap));
  end if;
  return null;
end $$;
create trigger simulation_watch_spend after insert or update on public.daily_spend
  for each row execute function simulation.watch_spend();

create function simulation.watch_call() returns trigger language plpgsql security definer as $$
begin
  if old.provider_call_id is not null and new.provider_call_id is distinct from old.provider_call_id then
    insert into simulation.violations values (format('call %s changed its provider call', new.id));
  end if;
  if new.state < old.state or old.state in ('ended', 'not_placed') and new.state <> old.state then
    insert into simulation.violations values (format('call %s went from %s to %s', new.id, old.state, new.state));
  end if;
  return null;
end $$;
create trigger simulation_watch_call after update on public.calls for each row execute function simulation.watch_call();

-- In plpgsql, which keeps its plans: it is asked again and again.
create function simulation.progress() returns jsonb language plpgsql stable as $$
declare
  v_pauses_end_at timestamptz := (select max(p.resume_at) from public.provider_pauses p where p.ended_at is null);
begin
  return jsonb_build_object(
    -- What ended without its cost is looked at again, too.
    'open', (
      select count(*) from public.calls c
      where c.state in ('claimed', 'placing', 'placed') or c.state = 'ended' and private.call_reservation(c) > 0
    ),
    'oldest_open', (
      select extract(epoch from min(c.claimed_at)) * 1000 from public.calls c where c.state in ('claimed', 'placing', 'placed')
    ),
    'calls', (select count(*) from public.calls),
    'waiting', (
      select count(*) from public.leads l
      where l.status = 'calling' or l.status = 'pending' and l.review_reason is null
    ),
    'next_due', (
      select extract(epoch from min(greatest(l.ready_at, w.opens_at, v_pauses_end_at))) * 1000
      from public.leads l
      join private.calling_windows w on w.team_id = l.team_id and w.profile = l.calling_profile
      where l.status = 'pending' and l.review_reason is null and l.ready_at < 'infinity'
        and w.closes_at > greatest(l.ready_at, v_pauses_end_at)
    )
  );
end $$;

create function simulation.final_state() returns jsonb language sql stable as $$
  select jsonb_build_object(
    'violations', (select coalesce(jsonb_agg(v.text), '[]') from simulation.violations v),
    'leads', (select coalesce(jsonb_agg(jsonb_build_object(
        'id', l.id, 'phone', l.phone, 'status', l.status, 'call_attempts', l.call_attempts,
        'review_reason', l.review_reason, 'callback_at', l.callback_at) order by l.phone), '[]') from public.leads l),
    'calls', (select coalesce(jsonb_agg(jsonb_build_object(
        'id', c.id, 'phone', c.phone, 'state', c.state, 'attempt', c.attempt, 'outcome', c.outcome,
        'provider_call_id', c.provider_call_id, 'is_attempt_counted', c.is_attempt_counted, 'is_dialled', c.is_dialled,
        'claimed_at', c.claimed_at, 'cost_usd', c.cost_usd, 'report_rank', c.report_rank) order by c.claimed_at, c.id), '[]') from public.calls c),
    'suppressed', (select coalesce(jsonb_agg(jsonb_build_object('address', s.address, 'at', s.suppressed_at) order by s.address), '[]')
      from public.suppressions s where s.channel = 'phone'),
    'spend', (select coalesce(jsonb_agg(jsonb_build_object('day', d.day, 'reserved_usd', d.reserved_usd, 'spent_usd', d.spent_usd) order by d.day), '[]')
      from public.daily_spend d),
    'recomputed', (select coalesce(jsonb_agg(jsonb_build_object('day', r.day, 'reserved_usd', r.reserved, 'spent_usd', r.spent) order by r.day), '[]')
      from (
        select c.spend_day as day, sum(private.call_reservation(c)) as reserved, sum(private.call_cost(c)) as spent
        from public.calls c where c.spend_day is not null group by 1
      ) r)
  )
$$;
