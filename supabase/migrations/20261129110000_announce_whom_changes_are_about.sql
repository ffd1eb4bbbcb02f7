-- A message about few calls, demos, mails or notes names their leads, so that a page that shows one lead need not ask again for
-- everything that happens to others.

create or replace function private.announce_change() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_group record;
  v_payload jsonb;
begin
  -- Each chunk of an import changes its row in imports, which is announced: pages ask once for a chunk, not twice.
  if tg_table_name = 'leads' and current_setting('app.is_importing', true) = 'on' then
    return null;
  end if;
  for v_group in
    select c.team_id, count(*) as row_count, (array_agg(c.id))[1:20] as ids from changed c group by c.team_id
  loop
    v_payload := jsonb_build_object('op', tg_op, 'count', v_group.row_count,
      'ids', case when v_group.row_count <= 20 then to_jsonb(v_group.ids) end);
    if tg_table_name = 'leads' and tg_op <> 'DELETE' and v_group.row_count <= 20 then
      v_payload := v_payload || jsonb_build_object('rows', (
        select jsonb_agg(jsonb_build_object('id', c.id, 'status', c.status, 'review_reason', c.review_reason,
          'call_attempts', c.call_attempts, 'last_called_at', c.last_called_at, 'callback_at', c.callback_at,
          'last_outcome', c.last_outcome, 'updated_at', c.updated_at))
        from changed c where c.team_id = v_group.team_id));
    elsif tg_table_name in ('calls', 'appointments', 'emails', 'lead_notes') and v_group.row_count <= 20 then
      v_payload := v_payload || jsonb_build_object('lead_ids', (
        select coalesce(jsonb_agg(distinct c.lead_id) filter (where c.lead_id is not null), '[]')
        from changed c where c.team_id = v_group.team_id));
    end if;
    perform realtime.send(v_payload, tg_table_name || '.changed', 'team:' || v_group.team_id, true);
  end loop;
  return null;
exception when others then
  -- A browser that misses a message refetches later; a write must not fail for it.
  raise warning 'announce_change on %: %', tg_table_name, sqlerrm;
  return null;
end $$;
