-- A field changed in place says what its editor saw: what a colleague wrote meanwhile is never overwritten unseen.

create function public.edit_lead_field(p_lead_id uuid, p_field text, p_seen text, p_fields jsonb, p_now timestamptz)
returns table (is_saved boolean, current_value text, changed_by text, changed_at timestamptz)
language plpgsql set search_path = '' as $$
declare
  v_lead public.leads;
begin
  select l.* into v_lead from public.leads l where l.id = p_lead_id for update;
  if not found then
    raise exception 'This lead is gone.' using errcode = 'PT404';
  end if;
  current_value := to_jsonb(v_lead) ->> p_field;
  is_saved := current_value is not distinct from p_seen;
  if is_saved then
    perform public.update_lead(p_lead_id, p_fields, p_now);
    current_value := p_fields ->> p_field;
  else
    select m.email, a.happened_at into changed_by, changed_at
    from public.activity a left join public.team_members m on m.team_id = a.team_id and m.user_id = a.user_id
    where a.lead_id = p_lead_id and a.kind = 'lead.edited' and a.detail ? p_field
    order by a.happened_at desc, a.created_at desc limit 1;
  end if;
  return next;
end $$;
comment on function public.edit_lead_field(uuid, text, text, jsonb, timestamptz) is
  'Saves {column: value, …} if the field still is what the editor saw; otherwise tells what it is and who changed it. Under the caller''s rights.';
grant execute on function public.edit_lead_field(uuid, text, text, jsonb, timestamptz) to authenticated, service_role;
