-- An export leaves out none of the fields that imports kept, however many files they came from.
create or replace function public.list_custom_fields(p_lead_ids uuid[]) returns text[]
language sql stable set search_path = '' as $$
  select coalesce(array_agg(distinct x.key order by x.key), '{}')
  from public.leads l cross join jsonb_object_keys(l.custom) as x (key)
  where l.id = any (p_lead_ids) and l.custom <> '{}'
$$;
