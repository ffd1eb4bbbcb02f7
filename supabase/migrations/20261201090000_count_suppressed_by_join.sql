-- An array that the planner does not know is compared element by element, and it takes the list for small while it is new: every
-- chunk of an import compared each of its numbers with each entry.
create or replace function private.count_suppressed(p_team_id uuid, p_rows private.import_row[], p_taken text[]) returns integer
language sql stable set search_path = '' as $$
  with taken as materialized (
    select r.phone, r.email from unnest(p_rows) r where r.refusal is null and r.phone in (select unnest(p_taken))
  ), held as materialized (
    select s.channel, s.address from (select distinct x.phone from taken x) k
    join public.suppressions s on s.team_id = p_team_id and s.channel = 'phone' and s.address = k.phone
    union all
    select s.channel, s.address from (select distinct x.email from taken x) k
    join public.suppressions s on s.team_id = p_team_id and s.channel = 'email' and s.address = k.email
  )
  select count(*)::integer from taken x
  where x.phone in (select h.address from held h where h.channel = 'phone')
    or x.email in (select h.address from held h where h.channel = 'email')
$$;
