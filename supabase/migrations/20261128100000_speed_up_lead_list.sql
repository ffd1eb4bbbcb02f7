-- A page of a long list whose filter few leads pass, or leads far from where the page begins: how many are expected decides
-- beforehand whether they are fetched or looked for along the order, so that no time goes into trying both.

-- Leads without the usual consent: of the others there are too many for an index to help.
create index leads_consent_idx on public.leads (team_id, consent_basis, id)
  where consent_basis is null or consent_basis in ('oral', 'existing_business_relationship', 'other');
-- squawk-ignore require-concurrent-index-deletion
drop index public.leads_without_consent_idx;
-- With all that decides which appointment of a lead is the latest: the table need not be asked.
-- squawk-ignore require-concurrent-index-deletion
drop index public.appointments_open_lead_idx;
create index appointments_open_lead_idx on public.appointments (lead_id, start_time, id) include (team_id) where status in ('pending', 'accepted');

-- Values that go together: taken for independent, far fewer leads would be expected than there are.
create statistics public.lead_search_places_stats (mcv) on state, timezone from public.lead_search;
create statistics public.leads_progress_stats (mcv) on status, last_outcome, call_attempts from public.leads;

create or replace function private.why_condition(p_why text, p_settings public.settings, p_states private.profile_state[], p_now timestamptz) returns text
language plpgsql stable set search_path = '' as $$
declare
  -- From the calls, which are few: as an array, so that the planner enters the leads by their ids. A number is that of the lead
  -- that was called; only where that has another by now is it looked for, which takes longer (the empty text keeps the planner
  -- from looking for all of them).
  v_dialled constant text := 'l.id = any (array(
    select (c.m).id from (
      select x.last_at, coalesce(
        (select m from public.leads m where m.id = x.lead_id and m.team_id = x.team_id and m.phone || '''' = x.phone),
        (select m from public.leads m where m.team_id = x.team_id and m.phone = x.phone)) as m
      from (
        select y.team_id, y.phone, any_value(y.lead_id) as lead_id, max(y.claimed_at) as last_at from public.calls y
        where y.team_id = %L and y.claimed_at > %L and y.state <> ''not_placed'' and y.is_dialled group by y.team_id, y.phone having count(*) >= %s
      ) x offset 0
    ) c where %s))';
begin
  return case p_why
    when 'review' then 'l.review_reason is not null'
    when 'suppression' then format('l.review_reason is null and l.ready_at = ''infinity'' and (
      exists (select 1 from public.suppressions x where x.team_id = %1$L and x.channel = ''phone'' and x.address = l.phone)
      or exists (select 1 from public.suppressions x where x.team_id = %1$L and x.channel = ''email'' and x.address = l.email))', p_settings.team_id)
    when 'consent' then format('(l.consent_basis is null or l.consent_basis = any (%L::public.consent_basis[]))', array(
      select b from unnest(enum_range(null::public.consent_basis)) b where not (b = any (p_settings.accepted_consent_bases))))
    when 'zone' then 'l.calling_profile is null'
    when 'state' then format('l.calling_profile = any (%L::text[])', array(select s.profile from unnest(p_states) s where not s.is_allowed))
    -- Who has used up the attempts is never ready: that has an index.
    when 'attempts' then format('l.review_reason is null and l.ready_at = ''infinity'' and l.call_attempts >= %L', p_settings.max_attempts)
    when 'callback' then format('l.callback_at > %L', p_now)
    when 'retry' then format('l.callback_at is null and l.last_called_at > %L', p_now - p_settings.retry_interval * interval '1 hour')
    when 'number_limit' then format(v_dialled, p_settings.team_id, p_now - interval '24 hours',
      coalesce((select min(s.max_attempts_24h) from unnest(p_states) s), 1), 'true')
    -- Where the retry interval ends later, it is that which binds.
    when 'gap' then coalesce((
      select format(v_dialled, p_settings.team_id, p_now - max(g.minutes) * interval '1 minute', 1, format('(c.m).callback_at is null and (%s)',
        string_agg(format('c.last_at > %L and (c.m).calling_profile = any (%L::text[]) and c.last_at > coalesce((c.m).last_called_at + %L::interval, ''-infinity'')',
          p_now - g.minutes * interval '1 minute', g.profiles, p_settings.retry_interval * interval '1 hour' - g.minutes * interval '1 minute'), ' or ')))
      from (
        select s.min_gap_minutes as minutes, array_agg(s.profile) as profiles from unnest(p_states) s where s.min_gap_minutes > 0 group by 1
      ) g), 'false')
    when 'holiday' then format('l.calling_profile = any (%L::text[])', array(select s.profile from unnest(p_states) s where s.opens_at > p_now and s.holiday is not null))
    when 'hours' then format('l.calling_profile = any (%L::text[])', array(select s.profile from unnest(p_states) s where s.opens_at > p_now and s.holiday is null))
    when 'due' then format('l.review_reason is null and l.ready_at <= %L and l.calling_profile = any (%L::text[])', p_now,
      array(select s.profile from unnest(p_states) s where s.is_allowed and s.opens_at <= p_now))
  end;
end $$;

create function private.estimated_cost(p_from text) returns numeric
language plpgsql set search_path = '' set enable_seqscan = off as $$
declare
  v_plan json;
begin
  execute 'explain (format json) select 1 from ' || p_from into v_plan;
  return (v_plan -> 0 -> 'Plan' ->> 'Total Cost')::numeric;
end $$;
comment on function private.estimated_cost(text) is 'What the planner thinks that reading all of it takes, in its own unit: a thousand are one or two milliseconds.';

create or replace function private.keyset_condition(p_order private.list_order, p_values text[]) returns text
language plpgsql immutable set search_path = '' as $$
declare
  v_equal text := 'true';
  v_ways text[] := '{}';
  v_first text := case when (p_order).are_filled[1] and p_values[1] is not null then format('%s %s= %L', (p_order).columns[1],
    case (p_order).directions[1] when 'asc' then '>' else '<' end, p_values[1]) end;
begin
  if true = all ((p_order).are_filled) and (p_order).directions[1] = all ((p_order).directions) and array_position(p_values, null) is null then
    -- As a row, which an index on these columns is entered by: many leads may share all but the last.
    return format('(%s) %s (%s)', array_to_string((p_order).columns, ', '), case (p_order).directions[1] when 'asc' then '>' else '<' end,
      (select string_agg(quote_literal(v), ', ' order by n) from unnest(p_values) with ordinality as x (v, n))) || coalesce(' and ' || v_first, '');
  end if;
  for i in 1 .. cardinality((p_order).columns) loop
    v_ways := v_ways || format('(%s and %s)', v_equal, private.is_after(p_order, i, p_values[i]));
    v_equal := v_equal || case when p_values[i] is null then format(' and %s is null', (p_order).columns[i])
      else format(' and %s = %L', (p_order).columns[i], p_values[i]) end;
  end loop;
  -- Says the same once more of the first column alone, so that the index is entered at the right place.
  return '(' || array_to_string(v_ways, ' or ') || ')' || coalesce(' and ' || v_first, '');
end $$;

create function private.lead_columns(p_text text) returns text
language sql immutable set search_path = '' as $$
  select regexp_replace(replace(p_text, 's.listed_at', 'l.created_at'), '\ms\.', 'l.', 'g')
$$;
comment on function private.lead_columns(text) is 'What is sorted by, in the leads themselves instead of the table beside them.';

drop function private.read_few(private.list_scope, private.list_order, text, text, integer);
create function private.read_few(p_scope private.list_scope, p_order private.list_order, p_stretch text, p_values text[], p_limit integer)
returns uuid[]
language plpgsql set search_path = '' set jit = off set enable_seqscan = off as $$
declare
  v_few constant integer := 30000;
  v_order private.list_order := p_order;
  v_stretch text := p_stretch;
  v_names text[] := array(select 'k' || n from generate_subscripts((p_order).columns, 1) n);
  -- The last of the columns is the id.
  v_id text := 'k' || cardinality((p_order).columns);
  v_keys text;
  v_keyset text;
  v_ids uuid[];
begin
  if strpos((p_scope).condition, 's.') = 0 then
    -- Whoever is found among the leads is not looked up in the table beside them to be put in order.
    v_order.columns := array(select private.lead_columns(c.name) from unnest((p_order).columns) with ordinality as c (name, n) order by c.n);
    v_stretch := private.lead_columns(p_stretch);
  end if;
  v_keys := (select string_agg(format('%s as k%s', c.name, c.n), ', ' order by c.n) from unnest((v_order).columns) with ordinality as c (name, n));
  v_keyset := case when p_values is not null then private.keyset_condition(v_order, p_values) end;
  -- Fetched before they are put in order: else the planner, who sees the limit, would walk along the order all the same. Rows are
  -- fetched for as many as the gates have to be asked about, after that.
  execute format('with found as materialized (select %s from %s limit %s)
    select case when not exists (select 1 from found offset %s) then array(
      select f.%s from (select * from found order by %s offset 0) f %s where %s order by %s limit %s) end',
    v_keys, private.page_from((p_scope).team_id, array_to_string((v_order).columns, ' '), concat_ws(' and ', (p_scope).condition, v_keyset), v_stretch),
    v_few + 1, v_few, v_id, private.order_words(v_order, v_names),
    case when (p_scope).why is not null then format('cross join lateral (select l from public.leads l where l.id = f.%s offset 0) x', v_id) else '' end,
    private.why_words(p_scope), private.order_words(v_order, array(select 'f.' || n from unnest(v_names) n)), p_limit)
    into v_ids using (p_scope).settings, (p_scope).states, (p_scope).profiles, (p_scope).now, (p_scope).why;
  return v_ids;
end $$;
comment on function private.read_few(private.list_scope, private.list_order, text, text[], integer) is
  'What few leads have is found by the filter''s own index and then put in order. Null: they are not few.';

drop function private.read_stretch(private.list_scope, private.list_order, text, text, boolean, integer);
create function private.read_stretch(p_scope private.list_scope, p_order private.list_order, p_stretch text, p_values text[], p_walked bigint, p_limit integer)
returns uuid[]
language plpgsql set search_path = '' set jit = off set enable_seqscan = off as $$
declare
  v_columns constant text := array_to_string((p_order).columns, ' ');
  v_words constant text := private.order_words(p_order);
  v_keyset constant text := case when p_values is not null then private.keyset_condition(p_order, p_values) end;
  v_why constant text := private.why_words(p_scope);
  v_team constant uuid := (p_scope).team_id;
  v_affordable constant numeric := 40000;
  v_from text;
  v_asked integer;
  v_is_near boolean;
  v_ids uuid[];
begin
  if (p_scope).condition is null then
    execute format('select coalesce(array_agg(x.id), ''{}'') from (select l.id from %s order by %s limit %s) x',
      private.page_from(v_team, v_columns, v_keyset, p_stretch), v_words, p_limit) into v_ids;
    return v_ids;
  end if;
  if p_walked > 0 then
    execute format('select coalesce(array_agg(y.id), ''{}'') from (
        select %s as id from (select %s, (%s) as passes from %s order by %s limit %s) x where x.passes and %s limit %s) y',
      case when (p_scope).why is null then 'x.id' else '(x.l).id' end, case when (p_scope).why is null then 'l.id' else 'l' end, (p_scope).condition,
      private.page_from(v_team, v_columns || ' ' || (p_scope).condition, v_keyset, p_stretch), v_words, p_walked, v_why, p_limit)
      into v_ids using (p_scope).settings, (p_scope).states, (p_scope).profiles, (p_scope).now, (p_scope).why;
    if cardinality(v_ids) >= p_limit then
      return v_ids;
    end if;
    -- Where half a page was found, the rest is not far.
    v_is_near := cardinality(v_ids) * 2 >= p_limit;
    v_ids := null;
  end if;
  v_from := private.page_from(v_team, v_columns, concat_ws(' and ', (p_scope).condition, v_keyset), p_stretch);
  if p_walked = 0 or (not v_is_near and private.estimated_cost(v_from) <= v_affordable) then
    v_ids := private.read_few(p_scope, p_order, p_stretch, p_values, p_limit);
  end if;
  if v_ids is null then
    -- Neither many nor few: the planner knows the statistics, and is told that not all are asked for. Where the gates let pass
    -- so few of those, all are asked after all.
    foreach v_asked in array case when (p_scope).why is null then array[p_limit] else array[1000, 20000, 2000000000] end loop
      execute format('select coalesce(array_agg(y.id), ''{}'') from (
          select (x.l).id from (select l from %s order by %s limit %s) x where %s limit %s) y', v_from, v_words, v_asked, v_why, p_limit)
        into v_ids using (p_scope).settings, (p_scope).states, (p_scope).profiles, (p_scope).now, (p_scope).why;
      exit when cardinality(v_ids) >= p_limit;
    end loop;
  end if;
  return v_ids;
end $$;
comment on function private.read_stretch(private.list_scope, private.list_order, text, text[], bigint, integer) is
  'The first leads of a stretch, after the cursor where it stands in it, that pass the filters. p_walked: along how many leads of the order they are looked for first.';

create function private.worth_walking(p_team_id uuid, p_condition text, p_size integer) returns bigint
language plpgsql set search_path = '' as $$
declare
  v_leads bigint;
  v_matches bigint;
  -- Looking at a lead along the order takes so many times as long as finding one by the filter's index.
  v_ratio integer := case when strpos(p_condition, 's.') = 0 then 4 else 2 end;
begin
  if strpos(p_condition, 's.') = 0 and p_condition !~ '\ml\.(?!id\M)' then
    -- What only a lead's id is asked for is looked up in what was fetched once: the leads themselves are not read.
    return 100000;
  end if;
  v_leads := private.estimated_rows(private.leads_from(p_team_id, null, ''));
  v_matches := greatest(private.estimated_rows(private.leads_from(p_team_id, p_condition, '')), 1);
  if v_matches * v_matches <= v_ratio * p_size * v_leads then
    return 0;
  end if;
  -- With some to spare: they do not stand evenly.
  return least(greatest(3 * p_size * v_leads / v_matches / 2, 1000), 6000);
end $$;
comment on function private.worth_walking(uuid, text, integer) is
  'Along how many leads of an order to look for a page of those that pass; none when so few pass that fetching all of them is quicker.';

create or replace function private.page_from(p_team_id uuid, p_asked text, p_condition text, p_stretch text) returns text
language plpgsql immutable set search_path = '' as $$
declare
  v_text text := concat_ws(' and ', p_condition, nullif(replace(replace(p_stretch, 'v.start_time is not null', 'true'), 'v.start_time is null',
    private.booked_at('l.id') || ' is null'), 'true'));
  v_source text := private.list_source(p_team_id, p_asked || ' ' || v_text);
  v_status text := substring(p_stretch from 'l\.status = ''([a-z_]+)''');
  v_booked text := case
    when strpos(p_stretch, 'v.start_time is not null') > 0 then
      -- From the appointments, which are few; a lead that has several stands where its latest is.
      format('(select b.id, b.lead_id, b.start_time from public.appointments b
          where b.team_id = %L and b.status in (''pending'', ''accepted'')%s) v on v.lead_id = l.id and not exists (
        select 1 from public.appointments x where x.lead_id = v.lead_id and x.status in (''pending'', ''accepted'') and (x.start_time, x.id) > (v.start_time, v.id))',
        p_team_id,
        -- Hardly anybody with an appointment has another status than that: put aside at once, instead of one by one.
        case when v_status <> 'scheduled' then
          format(' and not exists (select 1 from public.leads o where o.team_id = %L and o.status = ''scheduled'' and o.id = b.lead_id) offset 0', p_team_id) end)
    when strpos(p_stretch, 'v.start_time is null') = 0 and strpos(p_asked, 'v.start_time') > 0 then
      format('(select %s as start_time) v on true', private.booked_at('l.id'))
  end;
begin
  if v_booked is not null then
    v_source := replace(v_source, ' where ', ' join lateral ' || v_booked || ' where ');
  end if;
  return v_source || coalesce(' and ' || nullif(v_text, ''), '');
end $$;

create or replace function private.list_page(p_team_id uuid, p_query jsonb, p_now timestamptz, out lead_ids uuid[], out came_from text)
language plpgsql security definer set search_path = '' set jit = off set enable_seqscan = off set random_page_cost = 1.1 set max_parallel_workers_per_gather = 0 as $$
declare
  v_keys jsonb := case when coalesce(jsonb_array_length(p_query -> 'sort'), 0) > 0 then p_query -> 'sort' else '[{"by": "created_at", "direction": "desc"}]' end;
  v_size integer := (p_query ->> 'pageSize')::integer + 1;
  v_cursor uuid := (p_query -> 'cursor' ->> 'leadId')::uuid;
  v_is_backward boolean := coalesce(p_query -> 'cursor' ->> 'side' = 'before', false);
  v_scope private.list_scope := private.list_scope_of(p_team_id, p_query -> 'filters', p_now);
  v_walked bigint;
  v_stretches text[];
  v_places boolean[];
  v_order private.list_order;
  v_values text[];
  v_words text;
begin
  lead_ids := '{}';
  came_from := 'start';
  if v_scope.team_id is null then
    return;
  end if;
  if v_scope.condition is not null then
    v_walked := private.worth_walking(p_team_id, v_scope.condition, v_size);
  end if;
  if v_walked = 0 then
    -- Few matches are put in order as a whole, instead of being looked for in every stretch.
    v_stretches := array['true'];
  else
    v_stretches := private.possible_stretches(private.page_stretches(p_team_id, v_keys, p_query -> 'filters'), p_query -> 'filters');
  end if;
  if v_cursor is not null then
    -- In which stretch the cursor stands.
    select format('select array[%s]::boolean[] from %s and l.id = %L',
      string_agg('(' || replace(x.condition, 'v.start_time', private.booked_at('l.id')) || ')', ', ' order by x.n),
      private.leads_from(p_team_id, null, 's. l.status'), v_cursor) into v_words
    from unnest(v_stretches) with ordinality as x (condition, n);
    execute v_words into v_places;
    -- A lead whose values have left the filters stands in no stretch: then the list begins anew.
    if array_position(v_places, true) is null then
      v_places := null;
    else
      came_from := p_query -> 'cursor' ->> 'side';
    end if;
  end if;
  v_is_backward := v_is_backward and came_from = 'before';
  if v_is_backward then
    v_stretches := array(select s from unnest(v_stretches) with ordinality as x (s, n) order by n desc);
    v_places := array(select s from unnest(v_places) with ordinality as x (s, n) order by n desc);
  end if;
  for i in coalesce(array_position(v_places, true), 1) .. cardinality(v_stretches) loop
    v_order := private.page_order(v_keys, v_stretches[i], v_is_backward);
    v_values := null;
    if v_places is not null and v_places[i] then
      execute format('select array[%s] from %s',
        (select string_agg(c || '::text', ', ' order by n) from unnest((v_order).columns) with ordinality as x (c, n)),
        private.page_from(p_team_id, array_to_string((v_order).columns, ' '), format('l.id = %L', v_cursor), v_stretches[i])) into v_values;
    end if;
    lead_ids := lead_ids || private.read_stretch(v_scope, v_order, v_stretches[i], v_values, v_walked, v_size - cardinality(lead_ids));
    exit when cardinality(lead_ids) >= v_size;
  end loop;
end $$;

-- As where it is deployed: what is asked for often is in memory, and nobody's page takes the other processors.
alter function public.count_leads(uuid, jsonb, timestamptz) set random_page_cost = 1.1;
alter function public.count_leads(uuid, jsonb, timestamptz) set max_parallel_workers_per_gather = 0;
