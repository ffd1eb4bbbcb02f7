-- Leads as a file: first which ones and in which order, so that a list that changes meanwhile neither repeats nor loses one;
-- then their rows, a part at a time.

create function private.sort_expression(p_key text) returns text
language sql immutable set search_path = '' as $$
  select case
    when p_key in ('company_name', 'contact_name', 'phone', 'email', 'status', 'last_outcome', 'call_attempts', 'last_called_at',
      'callback_at', 'city', 'state', 'timezone', 'created_at', 'updated_at') then 'l.' || p_key
    when p_key = 'appointment_at' then '(select max(a.start_time) from public.appointments a where a.lead_id = l.id and a.status in (''pending'', ''accepted''))'
  end
$$;

create function public.list_export_ids(p_team_id uuid, p_selection jsonb, p_sort jsonb, p_now timestamptz) returns uuid[]
language plpgsql stable set search_path = '' set jit = off as $$
declare
  v_order text;
  v_ids uuid[];
begin
  select string_agg(format('%s %s nulls last', private.sort_expression(k ->> 'by'),
    case when k ->> 'direction' = 'desc' then 'desc' else 'asc' end), ', ' order by n) into v_order
  from jsonb_array_elements(p_sort) with ordinality as s (k, n) where private.sort_expression(k ->> 'by') is not null;
  if p_selection ->> 'kind' = 'ids' then
    v_ids := array(select x::uuid from jsonb_array_elements_text(p_selection -> 'leadIds') x);
  else
    v_ids := array(
      select s.lead_id from private.select_lead_ids(p_team_id, p_selection -> 'filters', p_now) as s (lead_id)
      where s.lead_id not in (select x::uuid from jsonb_array_elements_text(p_selection -> 'except') x));
  end if;
  execute format('select coalesce(array_agg(l.id order by %s), ''{}'') from public.leads l where l.team_id = $1 and l.id = any ($2)',
    concat_ws(', ', v_order, 'l.id')) into v_ids using p_team_id, v_ids;
  return v_ids;
end $$;
comment on function public.list_export_ids(uuid, jsonb, jsonb, timestamptz) is
  'The ids of a selection in the order of the sort keys, under the caller''s rights.';

create function public.list_custom_fields(p_lead_ids uuid[]) returns text[]
language sql stable set search_path = '' as $$
  select coalesce(array_agg(k.key order by k.key), '{}') from (
    select distinct x.key from public.leads l cross join jsonb_object_keys(l.custom) as x (key)
    where l.id = any (p_lead_ids) and l.custom <> '{}' limit 200) k
$$;
comment on function public.list_custom_fields(uuid[]) is 'The names of the fields that imports kept beside the usual ones.';

create function public.export_leads(p_lead_ids uuid[])
returns table (
  id uuid, company_name text, contact_name text, phone text, phone_extension text, email text, status public.lead_status,
  review_reason text, last_outcome public.call_outcome, call_attempts integer, last_called_at timestamptz, callback_at timestamptz,
  appointment_at timestamptz, street text, city text, state text, postal_code text, timezone text, list_name text, import_name text,
  consent_basis public.consent_basis, is_suppressed boolean, notes text, custom jsonb, created_at timestamptz, updated_at timestamptz
)
language sql stable set search_path = '' as $$
  select l.id, l.company_name, l.contact_name, l.phone, l.phone_extension, l.email, l.status, l.review_reason, l.last_outcome,
    l.call_attempts, l.last_called_at, l.callback_at,
    (select max(a.start_time) from public.appointments a where a.lead_id = l.id and a.status in ('pending', 'accepted')),
    l.street, l.city, l.state, l.postal_code, l.timezone,
    (select x.name from public.lead_lists x where x.id = l.list_id), (select i.file_name from public.imports i where i.id = l.import_id),
    l.consent_basis, private.is_suppressed(l.team_id, l.phone, l.email), l.notes, l.custom, l.created_at, l.updated_at
  from unnest(p_lead_ids[1:2000]) with ordinality as o (lead_id, n)
  join public.leads l on l.id = o.lead_id
  order by o.n
$$;
comment on function public.export_leads(uuid[]) is 'The rows of at most 2,000 leads in the order of the ids; those that are gone are left out.';

grant execute on function private.sort_expression(text),
  public.list_export_ids(uuid, jsonb, jsonb, timestamptz), public.list_custom_fields(uuid[]), public.export_leads(uuid[])
to authenticated, service_role;
