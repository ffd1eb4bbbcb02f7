-- Changes reach the browser: one message per statement and team on the team's private channel, ids when few.

create policy team_members_listen on realtime.messages for select to authenticated
  using (
    realtime.messages.extension = 'broadcast'
    and split_part((select realtime.topic()), ':', 1) = 'team'
    and nullif(split_part((select realtime.topic()), ':', 2), '')::uuid = any ((select private.team_ids())::uuid[])
  );

create function private.announce_change() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_group record;
begin
  for v_group in
    select c.team_id, count(*) as row_count, (array_agg(c.id))[1:20] as ids from changed c group by c.team_id
  loop
    perform realtime.send(
      jsonb_build_object('op', tg_op, 'count', v_group.row_count,
        'ids', case when v_group.row_count <= 20 then to_jsonb(v_group.ids) end),
      tg_table_name || '.changed', 'team:' || v_group.team_id, true);
  end loop;
  return null;
exception when others then
  -- A browser that misses a message refetches later; a write must not fail for it.
  raise warning 'announce_change on %: %', tg_table_name, sqlerrm;
  return null;
end $$;
comment on function private.announce_change() is 'Definer rights: realtime.send inserts as the caller, whom RLS would refuse silently.';

do $$
declare
  v_table text;
begin
  foreach v_table in array array['leads', 'calls', 'appointments', 'settings', 'automation_runs', 'emails', 'imports'] loop
    execute format('create trigger %I after insert on public.%I referencing new table as changed for each statement execute function private.announce_change()', v_table || '_announce_insert', v_table);
    execute format('create trigger %I after update on public.%I referencing new table as changed for each statement execute function private.announce_change()', v_table || '_announce_update', v_table);
    execute format('create trigger %I after delete on public.%I referencing old table as changed for each statement execute function private.announce_change()', v_table || '_announce_delete', v_table);
  end loop;
end $$;
