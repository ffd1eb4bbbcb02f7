-- The list of leads at any size. What a call does not change is sorted and filtered by in a table beside the leads, so that
-- its indexes cost a call nothing; what calls change has few indexes on the leads.

alter table public.lead_search
  add column company_name text,
  add column contact_name text,
  add column email text,
  add column city text,
  add column state text,
  add column timezone text,
  add column list_id uuid,
  add column import_id uuid,
  add column listed_at timestamptz;
comment on table public.lead_search is
  'What leads are found and sorted by that a call does not change. Kept by triggers; text holds the searched words in small letters.';
comment on column public.lead_search.listed_at is 'created_at of the lead.';

update public.lead_search s set company_name = l.company_name, contact_name = l.contact_name, email = l.email, city = l.city,
  state = l.state, timezone = l.timezone, list_id = l.list_id, import_id = l.import_id, listed_at = l.created_at
from public.leads l where l.id = s.lead_id;

-- squawk-ignore adding-not-nullable-field
alter table public.lead_search alter column company_name set not null, alter column email set not null, alter column listed_at set not null;

create index lead_search_company_name_idx on public.lead_search (team_id, company_name, lead_id);
create index lead_search_contact_name_idx on public.lead_search (team_id, contact_name, lead_id);
create index lead_search_email_idx on public.lead_search (team_id, email, lead_id);
create index lead_search_city_idx on public.lead_search (team_id, city, lead_id);
create index lead_search_state_idx on public.lead_search (team_id, state, lead_id);
create index lead_search_timezone_idx on public.lead_search (team_id, timezone, lead_id);
-- Which states have leads in a zone.
create index lead_search_zone_state_idx on public.lead_search (team_id, timezone, state);
create index lead_search_listed_at_idx on public.lead_search (team_id, listed_at, lead_id);
create index lead_search_list_id_idx on public.lead_search (list_id, lead_id) where list_id is not null;
create index lead_search_import_id_idx on public.lead_search (import_id, lead_id) where import_id is not null;
-- squawk-ignore require-concurrent-index-deletion
drop index public.lead_search_team_id_idx;
-- squawk-ignore require-concurrent-index-deletion
drop index public.leads_team_company_name_idx;
-- squawk-ignore require-concurrent-index-deletion
drop index public.leads_team_created_at_idx;

-- What calls change. The names of the first two are fixed.
-- squawk-ignore require-concurrent-index-deletion
drop index public.idx_leads_status;
create index idx_leads_status on public.leads (team_id, status, id);
-- squawk-ignore require-concurrent-index-deletion
drop index public.idx_leads_last_called_at;
create index idx_leads_last_called_at on public.leads (team_id, last_called_at, id);
create index leads_attempts_idx on public.leads (team_id, call_attempts, id);
-- Where the two disagree: hardly anywhere, so that they cost a call nothing.
create index leads_called_without_attempt_idx on public.leads (team_id, last_called_at, id) where call_attempts = 0 and last_called_at is not null;
create index leads_attempted_without_call_idx on public.leads (team_id, call_attempts, id) where call_attempts > 0 and last_called_at is null;
create index leads_updated_at_idx on public.leads (team_id, updated_at, id);
create index leads_last_outcome_idx on public.leads (team_id, last_outcome, id) where last_outcome is not null;
create index leads_callback_at_idx on public.leads (team_id, callback_at, id) where callback_at is not null;
create index leads_review_idx on public.leads (team_id, id) where review_reason is not null;
create index leads_suppressed_idx on public.leads (team_id, id) where status = 'pending' and review_reason is null and ready_at = 'infinity';
create index leads_without_consent_idx on public.leads (team_id, id) where consent_basis is null;
create index leads_without_zone_idx on public.leads (team_id, id) where calling_profile is null;
create index appointments_open_lead_idx on public.appointments (lead_id, start_time) where status in ('pending', 'accepted');

-- Words and values that most leads share, or hardly any, need different ways: the planner is to know which is which.
alter table public.lead_search alter column text set statistics 1000;

create or replace function private.index_new_leads() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.lead_search (lead_id, team_id, text, company_name, contact_name, email, city, state, timezone, list_id, import_id, listed_at)
  select c.id, c.team_id, private.search_text(c.company_name, c.contact_name, c.phone, c.email),
    c.company_name, c.contact_name, c.email, c.city, c.state, c.timezone, c.list_id, c.import_id, c.created_at
  from changed c;
  return null;
end $$;

create or replace function private.index_changed_lead() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.lead_search s set text = private.search_text(new.company_name, new.contact_name, new.phone, new.email),
    company_name = new.company_name, contact_name = new.contact_name, email = new.email, city = new.city, state = new.state,
    timezone = new.timezone, list_id = new.list_id, import_id = new.import_id, listed_at = new.created_at
  where s.lead_id = new.id;
  return null;
end $$;
drop trigger leads_index_changed on public.leads;
create trigger leads_index_changed
  after update of company_name, contact_name, phone, email, city, state, timezone, list_id, import_id, created_at on public.leads
  for each row when (
    (old.company_name, old.contact_name, old.phone, old.email, old.city, old.state, old.timezone, old.list_id, old.import_id, old.created_at)
    is distinct from
    (new.company_name, new.contact_name, new.phone, new.email, new.city, new.state, new.timezone, new.list_id, new.import_id, new.created_at)
  ) execute function private.index_changed_lead();

create function private.copy_last_outcome() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  -- A report that comes again, or about an older call, changes nothing.
  update public.leads l set last_outcome = new.outcome
  where l.id = new.lead_id and l.last_outcome is distinct from new.outcome
    and not exists (
      select 1 from public.calls c
      where c.lead_id = new.lead_id and c.outcome is not null and (c.claimed_at, c.id) > (new.claimed_at, new.id));
  return null;
end $$;
create trigger calls_copy_outcome after update of outcome on public.calls
  for each row when (new.lead_id is not null and new.outcome is not null and old.outcome is distinct from new.outcome)
  execute function private.copy_last_outcome();

update public.leads l set last_outcome = c.outcome
from (
  select distinct on (x.lead_id) x.lead_id, x.outcome from public.calls x
  where x.outcome is not null and x.lead_id is not null order by x.lead_id, x.claimed_at desc, x.id desc
) c where c.lead_id = l.id;

-- Why pending leads wait, for many at once: the windows that the claim works out ahead are used, and worked out if they are not.

create function private.cover_team_windows(p_team_id uuid, p_now timestamptz) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if private.missing_windows(p_team_id, p_now) = '{}' then
    return;
  end if;
  -- Whoever changes the rules holds the same lock: what is worked out here is never older than they are.
  perform 1 from public.settings s where s.team_id = p_team_id for update;
  perform private.cover_windows(p_team_id, p_now);
end $$;

create function private.team_profile_states(p_team_id uuid, p_now timestamptz) returns private.profile_state[]
language plpgsql security definer set search_path = '' as $$
declare
  v_policy private.policy;
  v_states private.profile_state[];
begin
  if not (p_team_id = any (private.team_ids())) and auth.uid() is not null then
    return '{}';
  end if;
  perform private.cover_team_windows(p_team_id, p_now);
  v_policy := private.policy_of(p_team_id);
  with covered as materialized (
    select c.profile, c.max_attempts_24h, c.min_gap_minutes,
      exists (select 1 from private.calling_windows w where w.team_id = c.team_id and w.profile = c.profile and w.opens_at <= p_now and w.closes_at > p_now) as is_open,
      (select min(w.opens_at) from private.calling_windows w where w.team_id = c.team_id and w.profile = c.profile and w.opens_at > p_now) as next_at
    from private.window_coverage c where c.team_id = p_team_id
  ), holidays as materialized (
    select d.profile, min(d.holiday) as name
    from private.profile_days(v_policy, array(select c.profile from covered c where not c.is_open),
      (p_now at time zone 'UTC')::date - 1, (p_now at time zone 'UTC')::date + 1) d
    cross join unnest(d.zones) z
    where d.holiday is not null and d.day = (p_now at time zone z)::date
    group by d.profile
  )
  select array_agg(row(c.profile, l.is_allowed, c.is_open,
    case when c.is_open then timestamptz '-infinity' else coalesce(c.next_at, timestamptz 'infinity') end,
    h.name, c.max_attempts_24h, c.min_gap_minutes)::private.profile_state)
  into v_states
  from covered c
  join private.profile_limits(v_policy, array(select x.profile from covered x)) l on l.profile = c.profile
  left join holidays h on h.profile = c.profile;
  return coalesce(v_states, '{}');
end $$;
comment on function private.team_profile_states(uuid, timestamptz) is
  'Of each profile that the team''s leads have: may it be called, is it open, when does it open next. Definer rights (membership checked inside): the windows are the server''s.';

create function private.why_condition(p_why text, p_settings public.settings, p_states private.profile_state[], p_now timestamptz) returns text
language plpgsql stable set search_path = '' as $$
declare
  -- From the calls, which are few: as an array, so that the planner enters the leads by their ids.
  v_dialled constant text := 'l.id = any (array(
    select m.id from (
      select x.team_id, x.phone, max(x.claimed_at) as last_at from public.calls x
      where x.team_id = %L and x.claimed_at > %L and x.state <> ''not_placed'' and x.is_dialled group by x.team_id, x.phone having count(*) >= %s
    ) c join public.leads m on m.team_id = c.team_id and m.phone = c.phone where %s))';
begin
  return case p_why
    when 'review' then 'l.review_reason is not null'
    when 'suppression' then format('l.review_reason is null and l.ready_at = ''infinity'' and (
      exists (select 1 from public.suppressions x where x.team_id = %1$L and x.channel = ''phone'' and x.address = l.phone)
      or exists (select 1 from public.suppressions x where x.team_id = %1$L and x.channel = ''email'' and x.address = l.email))', p_settings.team_id)
    when 'consent' then format('(l.consent_basis is null or not (l.consent_basis = any (%L::public.consent_basis[])))', p_settings.accepted_consent_bases)
    when 'zone' then 'l.calling_profile is null'
    when 'state' then format('l.calling_profile = any (%L::text[])', array(select s.profile from unnest(p_states) s where not s.is_allowed))
    when 'attempts' then format('l.call_attempts >= %L', p_settings.max_attempts)
    when 'callback' then format('l.callback_at > %L', p_now)
    when 'retry' then format('l.callback_at is null and l.last_called_at > %L', p_now - p_settings.retry_interval * interval '1 hour')
    when 'number_limit' then format(v_dialled, p_settings.team_id, p_now - interval '24 hours',
      coalesce((select min(s.max_attempts_24h) from unnest(p_states) s), 1), 'true')
    when 'gap' then coalesce((
      select format(v_dialled, p_settings.team_id, p_now - max(g.minutes) * interval '1 minute', 1,
        string_agg(format('c.last_at > %L and m.calling_profile = any (%L::text[])', p_now - g.minutes * interval '1 minute', g.profiles), ' or '))
      from (
        select s.min_gap_minutes as minutes, array_agg(s.profile) as profiles from unnest(p_states) s where s.min_gap_minutes > 0 group by 1
      ) g), 'false')
    when 'holiday' then format('l.calling_profile = any (%L::text[])', array(select s.profile from unnest(p_states) s where s.opens_at > p_now and s.holiday is not null))
    when 'hours' then format('l.calling_profile = any (%L::text[])', array(select s.profile from unnest(p_states) s where s.opens_at > p_now and s.holiday is null))
    when 'due' then format('l.review_reason is null and l.ready_at <= %L and l.calling_profile = any (%L::text[])', p_now,
      array(select s.profile from unnest(p_states) s where s.is_allowed and s.opens_at <= p_now))
  end;
end $$;
comment on function private.why_condition(text, public.settings, private.profile_state[], timestamptz) is
  'What must hold, in columns with indexes, before a gate can be the one that binds; whether it is, the gates themselves say (why_words).';

create function private.search_patterns(p_search text) returns text[]
language plpgsql immutable set search_path = '' as $$
declare
  v_text text := lower(btrim(coalesce(p_search, '')));
  v_digits text := regexp_replace(v_text, '[^0-9]', '', 'g');
begin
  if v_text = '' then
    return '{}';
  end if;
  -- However a phone number is typed, its digits are looked for in the stored form.
  if v_text ~ '^[0-9 ().+-]+$' and length(v_digits) >= 3 then
    return array['%' || v_digits || '%'];
  end if;
  return array(
    select '%' || regexp_replace(x.word, '([\\%_])', '\\\1', 'g') || '%'
    from regexp_split_to_table(v_text, '\s+') with ordinality as x (word, n) order by x.n limit 8);
end $$;
comment on function private.search_patterns(text) is 'Patterns that must all match: each word anywhere; % and _ are meant literally.';

create function private.lead_conditions(
  p_filters jsonb, p_settings public.settings, p_states private.profile_state[], p_now timestamptz
) returns text
language plpgsql stable set search_path = '' as $$
declare
  v text[] := '{}';
  f jsonb := coalesce(p_filters, '{}');
  v_days integer := substring(f ->> 'called' from '[0-9]+$')::integer;
  v_open constant text := 'exists (select 1 from public.appointments a where a.lead_id = l.id and a.status in (''pending'', ''accepted'')%s)';
  v_values text[];
  v_pattern text;
begin
  if f ? 'status' then
    v := v || format('l.status = any (%L::public.lead_status[])', array(select jsonb_array_elements_text(f -> 'status')));
  end if;
  if f ? 'outcome' then
    v := v || format('l.last_outcome = any (%L::public.call_outcome[])', array(select jsonb_array_elements_text(f -> 'outcome')));
  end if;
  if f ? 'why' then
    v_values := array(select jsonb_array_elements_text(f -> 'why'));
    v := v || 'l.status = ''pending'''::text
      || format('(%s)', (select string_agg('(' || private.why_condition(w, p_settings, p_states, p_now) || ')', ' or ') from unnest(v_values) w));
  end if;
  if f ? 'state' then
    v := v || format('s.state = any (%L::text[])', array(select jsonb_array_elements_text(f -> 'state')));
  end if;
  if f ? 'zone' then
    v_values := array(select jsonb_array_elements_text(f -> 'zone'));
    v := v || case when 'none' = any (v_values) then format('(s.timezone is null or s.timezone = any (%L::text[]))', v_values)
      else format('s.timezone = any (%L::text[])', v_values) end;
  end if;
  if f ? 'list' then
    v_values := array(select x from jsonb_array_elements_text(f -> 'list') x where x <> 'none');
    v := v || case when f -> 'list' ? 'none' then format('(s.list_id is null or s.list_id = any (%L::uuid[]))', v_values)
      else format('s.list_id = any (%L::uuid[])', v_values) end;
  end if;
  if f ? 'import' then
    v := v || format('s.import_id = %L', (f ->> 'import')::uuid);
  end if;
  if f ? 'attempts' then
    v := v || case when f -> 'attempts' -> 0 = f -> 'attempts' -> 1 then format('l.call_attempts = %L', (f -> 'attempts' ->> 0)::integer)
      else format('l.call_attempts between %L and %L', (f -> 'attempts' ->> 0)::integer, (f -> 'attempts' ->> 1)::integer) end;
  end if;
  if f ? 'called' then
    v := v || case split_part(f ->> 'called', '-', 1)
      when 'never' then 'l.last_called_at is null'
      when 'within' then format('l.last_called_at >= %L', p_now - v_days * interval '1 day')
      else format('l.last_called_at < %L', p_now - v_days * interval '1 day')
    end;
  end if;
  if f ? 'callback' then
    v := v || case f ->> 'callback'
      when 'due' then format('l.callback_at <= %L', p_now)
      when 'upcoming' then format('l.callback_at > %L', p_now)
      else 'l.callback_at is not null'
    end;
  end if;
  if f ? 'appointment' then
    v := v || case f ->> 'appointment'
      when 'upcoming' then format(v_open, format(' and a.start_time >= %L', p_now))
      when 'past' then format(v_open, format(' and a.start_time < %L', p_now))
      when 'any' then format(v_open, '')
      else 'not ' || format(v_open, '')
    end;
  end if;
  if f ? 'review' then
    v := v || 'l.review_reason is not null'::text;
  end if;
  foreach v_pattern in array private.search_patterns(f ->> 'search') loop
    v := v || format('s.text like %L', v_pattern);
  end loop;
  return (select string_agg(c, ' and ') from unnest(v) c);
end $$;
comment on function private.lead_conditions(jsonb, public.settings, private.profile_state[], timestamptz) is
  'The filters of a list as conditions on l (leads) and s (lead_search); every value is a quoted literal. Null: no filter.';

-- What follows runs with definer rights and checks the membership itself: the policies' conditions would be added to each of the
-- statements, and the planner, who takes them for independent of the team's own, would misjudge how many rows there are.

create type private.list_scope as (
  team_id uuid,
  settings public.settings,
  -- Profiles and their states, when the list asks why leads wait.
  profiles text[],
  states private.profile_state[],
  condition text,
  why text[],
  now timestamptz
);

create function private.list_scope_of(p_team_id uuid, p_filters jsonb, p_now timestamptz) returns private.list_scope
language plpgsql set search_path = '' as $$
declare
  v private.list_scope;
begin
  if auth.uid() is not null and not (p_team_id = any (private.team_ids())) then
    return null;
  end if;
  v.team_id := p_team_id;
  v.now := p_now;
  v.settings := (select x from public.settings x where x.team_id = p_team_id);
  if p_filters ? 'why' then
    v.why := array(select jsonb_array_elements_text(p_filters -> 'why'));
    v.states := private.team_profile_states(p_team_id, p_now);
    v.profiles := array(select s.profile from unnest(v.states) with ordinality as s order by s.ordinality);
  end if;
  v.condition := private.lead_conditions(p_filters, v.settings, v.states, p_now);
  return v;
end $$;
comment on function private.list_scope_of(uuid, jsonb, timestamptz) is 'What a list is about. Null: the team is not the caller''s.';

create function private.list_source(p_team_id uuid, p_text text) returns text
language sql immutable set search_path = '' as $$
  -- The leads, the table beside them, or both: whatever the text asks for, and no more.
  select case
    when strpos(p_text, 's.') = 0 then format('public.leads l where l.team_id = %L', p_team_id)
    when p_text ~ '\ml\.(?!id\M)' then format('public.leads l join public.lead_search s on s.lead_id = l.id and s.team_id = %1$L where l.team_id = %1$L', p_team_id)
    else format('public.lead_search s cross join lateral (select s.lead_id as id) l where s.team_id = %L', p_team_id)
  end
$$;

create function private.leads_from(p_team_id uuid, p_condition text, p_asked text) returns text
language sql immutable set search_path = '' as $$
  select private.list_source(p_team_id, concat_ws(' ', p_condition, p_asked)) || coalesce(' and ' || p_condition, '')
$$;

-- $1 settings, $2 states, $3 their profiles, $4 now, $5 the reasons asked for. Asked last and row by row: it looks things up.
create function private.why_words(p_scope private.list_scope) returns text
language sql immutable set search_path = '' as $$
  -- Looked up here and not by is_suppressed and recent_calls: a call of a function costs more than the look.
  select case when (p_scope).why is null then 'true' else 'coalesce(private.binding_gate(private.gate_times(x.l, $1, ($2)[array_position($3, (x.l).calling_profile)],
      exists (select 1 from public.suppressions u where u.team_id = (x.l).team_id and u.channel = ''phone'' and u.address = (x.l).phone)
        or exists (select 1 from public.suppressions u where u.team_id = (x.l).team_id and u.channel = ''email'' and u.address = (x.l).email),
      array(select c.claimed_at from public.calls c where c.team_id = (x.l).team_id and c.phone = (x.l).phone and c.claimed_at > $4 - interval ''24 hours''
        and c.state <> ''not_placed'' and c.is_dialled order by c.claimed_at desc)), $4)::text, ''due'') = any ($5)' end
$$;
comment on function private.why_words(private.list_scope) is
  'Whether a lead waits for one of the reasons asked for: the gate that binds, as explain_leads tells it but without the gates of the whole team; due when none does.';

create function private.select_lead_ids(p_team_id uuid, p_filters jsonb, p_now timestamptz) returns setof uuid
language plpgsql security definer set search_path = '' set jit = off as $$
declare
  v private.list_scope := private.list_scope_of(p_team_id, p_filters, p_now);
begin
  if v.team_id is not null then
    return query execute format('select %s from (select %s from %s offset 0) x where %s', case when v.why is null then 'x.id' else '(x.l).id' end,
      case when v.why is null then 'l.id' else 'l' end, private.leads_from(p_team_id, v.condition, ''), private.why_words(v)) using v.settings, v.states, v.profiles, v.now, v.why;
  end if;
end $$;
comment on function private.select_lead_ids(uuid, jsonb, timestamptz) is 'All leads of a team that pass the filters, in no order. Definer rights, membership checked.';

create function private.estimated_rows(p_from text) returns bigint
language plpgsql set search_path = '' set enable_seqscan = off as $$
declare
  v_plan json;
begin
  execute 'explain (format json) select 1 from ' || p_from into v_plan;
  return (v_plan -> 0 -> 'Plan' ->> 'Plan Rows')::bigint;
end $$;
comment on function private.estimated_rows(text) is 'What the planner expects, which costs the same for a million.';

create function public.count_leads(p_team_id uuid, p_filters jsonb, p_now timestamptz)
returns table (lead_count bigint, is_exact boolean)
language plpgsql security definer set search_path = '' set jit = off set enable_seqscan = off as $$
declare
  v private.list_scope := private.list_scope_of(p_team_id, p_filters, p_now);
  v_looked_at constant integer := 1001;
  v_from text := private.leads_from(p_team_id, v.condition, '');
  v_seen bigint;
begin
  if v.team_id is null then
    return query select 0::bigint, true;
    return;
  end if;
  execute format('select count(*), count(*) filter (where %s) from (select %s from %s limit %s) x',
    private.why_words(v), case when v.why is null then '1' else 'l' end, v_from, v_looked_at)
    into v_seen, lead_count using v.settings, v.states, v.profiles, v.now, v.why;
  is_exact := v_seen < v_looked_at;
  if not is_exact then
    -- As many in a hundred as among those that were looked at.
    lead_count := greatest(lead_count, private.estimated_rows(v_from) * lead_count / v_seen);
  end if;
  return next;
end $$;
comment on function public.count_leads(uuid, jsonb, timestamptz) is
  'Exact while no more than 1,000 leads have to be looked at, beyond that the planner''s estimate. Definer rights, membership checked.';

-- One page. The first sort keys are cut into stretches: single values where there are few of them, otherwise what has a value and
-- what has none. Each stretch is in the order of an index; they are read one after another until the page is full.

create function private.sort_column(p_by text) returns text
language sql immutable set search_path = '' as $$
  select case
    when p_by in ('company_name', 'contact_name', 'email', 'city', 'state', 'timezone') then 's.' || p_by
    when p_by = 'created_at' then 's.listed_at'
    when p_by = 'appointment_at' then 'v.start_time'
    when p_by in ('phone', 'status', 'last_outcome', 'call_attempts', 'last_called_at', 'callback_at', 'updated_at') then 'l.' || p_by
  end
$$;

create function private.few_values(p_team_id uuid, p_by text, p_filters jsonb) returns text[]
language plpgsql stable set search_path = '' set enable_seqscan = off as $$
declare
  v_filter constant text := case p_by when 'last_outcome' then 'outcome' when 'timezone' then 'zone' else p_by end;
  v_values text[] := '{}';
  v_last text := '';
begin
  case p_by
    when 'status' then v_values := enum_range(null::public.lead_status)::text[];
    when 'last_outcome' then v_values := enum_range(null::public.call_outcome)::text[] || array[null::text];
    when 'call_attempts' then
      v_values := array(select n::text from generate_series(0,
        (select l.call_attempts from public.leads l where l.team_id = p_team_id order by l.call_attempts desc limit 1)) n
        where not p_filters ? 'attempts' or n between (p_filters -> 'attempts' ->> 0)::integer and (p_filters -> 'attempts' ->> 1)::integer);
    when 'state', 'timezone' then
      -- From value to value in the index, however many leads share one.
      loop
        execute format('select s.%1$I from public.lead_search s where s.team_id = $1 and s.%1$I > $2 order by s.%1$I limit 1', p_by)
          into v_last using p_team_id, v_last;
        exit when v_last is null;
        v_values := v_values || v_last;
      end loop;
      v_values := v_values || array[null::text];
    else return null;
  end case;
  if jsonb_typeof(p_filters -> v_filter) = 'array' and v_filter <> 'attempts' then
    v_values := array(
      select x.value from unnest(v_values) with ordinality as x (value, n)
      where p_filters -> v_filter ? coalesce(x.value, 'none') order by x.n);
  end if;
  if p_by = 'state' and p_filters ? 'zone' and not p_filters -> 'zone' ? 'none' then
    v_values := array(
      select x.value from unnest(v_values) with ordinality as x (value, n)
      where exists (
        select 1 from jsonb_array_elements_text(p_filters -> 'zone') z
        join public.lead_search s on s.team_id = p_team_id and s.timezone = z and s.state = x.value)
        or x.value is null
      order by x.n);
  end if;
  return v_values;
end $$;
comment on function private.few_values(uuid, text, jsonb) is
  'The values of a column that has few, in their order and null last, as far as the filters let them pass; null for the other columns.';

create type private.list_order as (
  -- Which columns decide, each with its direction as it is read (turned round when reading backwards); the id comes last.
  columns text[],
  directions text[],
  -- Columns in which no null can stand in a stretch need no rule for nulls, and can follow an index.
  are_filled boolean[],
  is_backward boolean
);

create function private.is_after(p_order private.list_order, p_at integer, p_value text) returns text
language plpgsql immutable set search_path = '' as $$
declare
  v_column text := (p_order).columns[p_at];
  v_sign text := case (p_order).directions[p_at] when 'asc' then '>' else '<' end;
begin
  if p_value is null then
    return case when (p_order).is_backward then v_column || ' is not null' else 'false' end;
  end if;
  if (p_order).are_filled[p_at] or (p_order).is_backward then
    return format('%s %s %L', v_column, v_sign, p_value);
  end if;
  return format('(%s %s %L or %1$s is null)', v_column, v_sign, p_value);
end $$;

create function private.keyset_condition(p_order private.list_order, p_values text[]) returns text
language plpgsql immutable set search_path = '' as $$
declare
  v_equal text := 'true';
  v_ways text[] := '{}';
begin
  for i in 1 .. cardinality((p_order).columns) loop
    v_ways := v_ways || format('(%s and %s)', v_equal, private.is_after(p_order, i, p_values[i]));
    v_equal := v_equal || case when p_values[i] is null then format(' and %s is null', (p_order).columns[i])
      else format(' and %s = %L', (p_order).columns[i], p_values[i]) end;
  end loop;
  return '(' || array_to_string(v_ways, ' or ') || ')'
    -- Says the same once more of the first column alone, so that the index is entered at the right place.
    || case when (p_order).are_filled[1] and p_values[1] is not null then format(' and %s %s= %L', (p_order).columns[1],
      case (p_order).directions[1] when 'asc' then '>' else '<' end, p_values[1]) else '' end;
end $$;
comment on function private.keyset_condition(private.list_order, text[]) is 'What comes after a row with these values in the order.';

create function private.order_words(p_order private.list_order, p_columns text[] default null) returns text
language sql immutable set search_path = '' as $$
  select string_agg(c.name || ' ' || c.direction
    || case when c.is_filled then '' when (p_order).is_backward then ' nulls first' else ' nulls last' end, ', ' order by c.n)
  from unnest(coalesce(p_columns, (p_order).columns), (p_order).directions, (p_order).are_filled) with ordinality as c (name, direction, is_filled, n)
$$;

create function private.page_order(p_keys jsonb, p_stretch text, p_is_backward boolean) returns private.list_order
language plpgsql immutable set search_path = '' as $$
declare
  v private.list_order := row('{}', '{}', '{}', p_is_backward);
  v_key jsonb;
  v_column text;
  v_last text := 'asc';
begin
  for v_key in select k from jsonb_array_elements(p_keys) with ordinality as x (k, n) order by n loop
    v_column := private.sort_column(v_key ->> 'by');
    v_last := case when (v_key ->> 'direction' = 'desc') <> p_is_backward then 'desc' else 'asc' end;
    -- A column that has one value in the whole stretch, or none, decides nothing there.
    if strpos(p_stretch, v_column || ' = ') = 0 and strpos(p_stretch, v_column || ' is null') = 0 then
      v.columns := v.columns || v_column;
      v.directions := v.directions || v_last;
      v.are_filled := v.are_filled || (strpos(p_stretch, v_column || ' is not null') > 0
        or v_key ->> 'by' in ('company_name', 'phone', 'email', 'status', 'call_attempts', 'created_at', 'updated_at'));
    end if;
  end loop;
  v.columns := v.columns || 'l.id'::text;
  v.directions := v.directions || v_last;
  v.are_filled := v.are_filled || true;
  return v;
end $$;

create function private.page_stretches(p_team_id uuid, p_keys jsonb, p_filters jsonb) returns text[]
language plpgsql stable set search_path = '' as $$
declare
  v_nullable constant text[] := array['contact_name', 'last_called_at', 'callback_at', 'city', 'appointment_at', 'state', 'timezone', 'last_outcome'];
  v_first jsonb := p_keys -> 0;
  v_column text := private.sort_column(v_first ->> 'by');
  v_values text[] := case when jsonb_array_length(p_keys) > 1 then private.few_values(p_team_id, v_first ->> 'by', p_filters) end;
  v_stretches text[];
begin
  if v_values is null then
    return case when v_first ->> 'by' = any (v_nullable) then array[v_column || ' is not null', v_column || ' is null'] else array['true'] end;
  end if;
  v_stretches := array(
    select case when x.value is null then v_column || ' is null' else format('%s = %L', v_column, x.value) end
    from unnest(v_values) with ordinality as x (value, n)
    -- What has no value comes last in both directions.
    order by x.value is null, case when v_first ->> 'direction' = 'desc' then -x.n else x.n end);
  if p_keys -> 1 ->> 'by' = any (v_nullable) then
    v_column := private.sort_column(p_keys -> 1 ->> 'by');
    v_stretches := array(
      select s.condition || ' and ' || v_column || t.words
      from unnest(v_stretches) with ordinality as s (condition, n)
      cross join (values (1, ' is not null'), (2, ' is null')) as t (m, words)
      order by s.n, t.m);
  end if;
  return v_stretches;
end $$;
comment on function private.page_stretches(uuid, jsonb, jsonb) is
  'The stretches of an order, as conditions: one value of the first key each where a second key must decide among very many, else filled and empty.';

create function private.possible_stretches(p_stretches text[], p_filters jsonb) returns text[]
language sql immutable set search_path = '' as $$
  select array(
    select x.condition from unnest(p_stretches) with ordinality as x (condition, n)
    where not coalesce(
      (strpos(x.condition, 'l.last_called_at is not null') > 0 and p_filters ->> 'called' = 'never')
      or (strpos(x.condition, 'l.last_called_at is null') > 0 and p_filters ->> 'called' <> 'never')
      or (strpos(x.condition, 'l.callback_at is null') > 0 and p_filters ? 'callback')
      or (strpos(x.condition, 'v.start_time is not null') > 0 and p_filters ->> 'appointment' = 'none')
      or (strpos(x.condition, 'v.start_time is null') > 0 and p_filters ->> 'appointment' <> 'none'), false)
    order by x.n)
$$;
comment on function private.possible_stretches(text[], jsonb) is 'Without those that the filters leave empty: the planner does not see that nothing is null and not null.';

create function private.booked_at(p_lead_id text) returns text
language sql immutable set search_path = '' as $$
  select '(select max(x.start_time) from public.appointments x where x.lead_id = ' || p_lead_id || ' and x.status in (''pending'', ''accepted''))'
$$;
comment on function private.booked_at(text) is 'When the demo of a lead begins, as an expression: the latest of its open appointments.';

create function private.page_from(p_team_id uuid, p_asked text, p_condition text, p_stretch text) returns text
language plpgsql immutable set search_path = '' as $$
declare
  v_text text := concat_ws(' and ', p_condition, nullif(replace(replace(p_stretch, 'v.start_time is not null', 'true'), 'v.start_time is null',
    private.booked_at('l.id') || ' is null'), 'true'));
  v_source text := private.list_source(p_team_id, p_asked || ' ' || v_text);
  v_booked text := case
    when strpos(p_stretch, 'v.start_time is not null') > 0 then
      -- From the appointments, which are few; a lead that has several stands where its latest is.
      format('public.appointments v on v.lead_id = l.id and v.team_id = %L and v.status in (''pending'', ''accepted'') and not exists (
        select 1 from public.appointments x where x.lead_id = v.lead_id and x.status in (''pending'', ''accepted'') and (x.start_time, x.id) > (v.start_time, v.id))', p_team_id)
    when strpos(p_stretch, 'v.start_time is null') = 0 and strpos(p_asked, 'v.start_time') > 0 then
      format('(select %s as start_time) v on true', private.booked_at('l.id'))
  end;
begin
  if v_booked is not null then
    v_source := replace(v_source, ' where ', ' join lateral ' || v_booked || ' where ');
    v_source := replace(v_source, 'join lateral public.', 'join public.');
  end if;
  return v_source || coalesce(' and ' || nullif(v_text, ''), '');
end $$;

create function private.read_few(p_scope private.list_scope, p_order private.list_order, p_stretch text, p_keyset text, p_limit integer)
returns uuid[]
language plpgsql set search_path = '' set jit = off set enable_seqscan = off as $$
declare
  v_few constant integer := 30000;
  v_names text[] := array(select 'k' || n from generate_subscripts((p_order).columns, 1) n);
  v_keys text := (
    select string_agg(format('%s as k%s', c.name, c.n), ', ' order by c.n) from unnest((p_order).columns) with ordinality as c (name, n));
  v_ids uuid[];
begin
  -- Fetched before they are put in order: else the planner, who sees the limit, would walk along the order all the same.
  execute format('with found as materialized (select %s, %s from %s limit %s)
    select case when (select count(*) from found) <= %s then array(
      select %s from (select * from found order by %s offset 0) x where %s limit %s) end',
    case when (p_scope).why is null then 'l.id' else 'l' end, v_keys,
    private.page_from((p_scope).team_id, array_to_string((p_order).columns, ' '), concat_ws(' and ', (p_scope).condition, p_keyset), p_stretch),
    v_few + 1, v_few, case when (p_scope).why is null then 'x.id' else '(x.l).id' end,
    private.order_words(p_order, v_names), private.why_words(p_scope), p_limit)
    into v_ids using (p_scope).settings, (p_scope).states, (p_scope).profiles, (p_scope).now, (p_scope).why;
  return v_ids;
end $$;
comment on function private.read_few(private.list_scope, private.list_order, text, text, integer) is
  'What few leads have is found by the filter''s own index and then put in order. Null: they are not few.';

create function private.read_stretch(p_scope private.list_scope, p_order private.list_order, p_stretch text, p_keyset text, p_is_rare boolean, p_limit integer)
returns uuid[]
language plpgsql set search_path = '' set jit = off set enable_seqscan = off as $$
declare
  v_walked constant integer := 4000;
  v_columns constant text := array_to_string((p_order).columns, ' ');
  v_words constant text := private.order_words(p_order);
  v_why constant text := private.why_words(p_scope);
  v_team constant uuid := (p_scope).team_id;
  v_ids uuid[];
begin
  if (p_scope).condition is null then
    execute format('select coalesce(array_agg(x.id), ''{}'') from (select l.id from %s order by %s limit %s) x',
      private.page_from(v_team, v_columns, p_keyset, p_stretch), v_words, p_limit) into v_ids;
    return v_ids;
  end if;
  if not p_is_rare then
    -- What many leads have is found soonest by walking along the order.
    execute format('select coalesce(array_agg(y.id), ''{}'') from (
        select (x.l).id from (select l, (%s) as passes from %s order by %s limit %s) x where x.passes and %s limit %s) y',
      (p_scope).condition, private.page_from(v_team, v_columns || ' ' || (p_scope).condition, p_keyset, p_stretch), v_words, v_walked, v_why, p_limit)
      into v_ids using (p_scope).settings, (p_scope).states, (p_scope).profiles, (p_scope).now, (p_scope).why;
    if cardinality(v_ids) >= p_limit then
      return v_ids;
    end if;
  end if;
  v_ids := private.read_few(p_scope, p_order, p_stretch, p_keyset, p_limit);
  if v_ids is null then
    -- Neither many nor few: the planner knows the statistics.
    execute format('select coalesce(array_agg(y.id), ''{}'') from (
        select (x.l).id from (select l from %s order by %s limit %s) x where %s limit %s) y',
      private.page_from(v_team, v_columns, concat_ws(' and ', (p_scope).condition, p_keyset), p_stretch), v_words,
      case when (p_scope).why is null then p_limit else 20000 end, v_why, p_limit)
      into v_ids using (p_scope).settings, (p_scope).states, (p_scope).profiles, (p_scope).now, (p_scope).why;
  end if;
  return v_ids;
end $$;
comment on function private.read_stretch(private.list_scope, private.list_order, text, text, boolean, integer) is
  'The first leads of a stretch, after the cursor where it stands in it, that pass the filters. Rare: hardly any lead is expected to.';

create function private.list_page(p_team_id uuid, p_query jsonb, p_now timestamptz, out lead_ids uuid[], out came_from text)
language plpgsql security definer set search_path = '' set jit = off set enable_seqscan = off as $$
declare
  v_rare constant integer := 10000;
  v_keys jsonb := case when coalesce(jsonb_array_length(p_query -> 'sort'), 0) > 0 then p_query -> 'sort' else '[{"by": "created_at", "direction": "desc"}]' end;
  v_size integer := (p_query ->> 'pageSize')::integer + 1;
  v_cursor uuid := (p_query -> 'cursor' ->> 'leadId')::uuid;
  v_is_backward boolean := coalesce(p_query -> 'cursor' ->> 'side' = 'before', false);
  v_scope private.list_scope := private.list_scope_of(p_team_id, p_query -> 'filters', p_now);
  v_stretches text[];
  v_places boolean[];
  v_order private.list_order;
  v_values text[];
  v_words text;
  v_is_rare boolean;
begin
  lead_ids := '{}';
  came_from := 'start';
  if v_scope.team_id is null then
    return;
  end if;
  v_stretches := private.possible_stretches(private.page_stretches(p_team_id, v_keys, p_query -> 'filters'), p_query -> 'filters');
  v_is_rare := v_scope.condition is not null and private.estimated_rows(private.leads_from(p_team_id, v_scope.condition, '')) <= v_rare;
  if v_is_rare then
    -- Few matches are put in order as a whole, instead of being looked for in every stretch.
    v_stretches := array['true'];
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
    v_words := case when v_values is not null then private.keyset_condition(v_order, v_values) end;
    lead_ids := lead_ids || private.read_stretch(v_scope, v_order, v_stretches[i], v_words, v_is_rare, v_size - cardinality(lead_ids));
    exit when cardinality(lead_ids) >= v_size;
  end loop;
end $$;
comment on function private.list_page(uuid, jsonb, timestamptz) is
  'The ids of a page and one more, in the order in which they were read: away from the cursor. came_from: start when there is none, or it is gone. Definer rights, membership checked.';

create function public.leads_by_id(p_lead_ids uuid[])
returns table (
  id uuid, company_name text, contact_name text, phone text, phone_extension text, email text, status public.lead_status,
  review_reason text, last_outcome public.call_outcome, call_attempts integer, last_called_at timestamptz, callback_at timestamptz,
  appointment_at timestamptz, street text, city text, state text, postal_code text, timezone text, timezone_source text, timezones text[],
  list_id uuid, list_name text, import_id uuid, consent_basis public.consent_basis, notes text, custom jsonb,
  created_at timestamptz, updated_at timestamptz
)
language sql stable set search_path = '' as $$
  select l.id, l.company_name, l.contact_name, l.phone, l.phone_extension, l.email, l.status, l.review_reason, l.last_outcome,
    l.call_attempts, l.last_called_at, l.callback_at,
    (select max(a.start_time) from public.appointments a where a.lead_id = l.id and a.status in ('pending', 'accepted')),
    l.street, l.city, l.state, l.postal_code, l.timezone, l.timezone_source, l.timezones,
    l.list_id, (select x.name from public.lead_lists x where x.id = l.list_id), l.import_id, l.consent_basis, l.notes, l.custom,
    l.created_at, l.updated_at
  from unnest(p_lead_ids[1:2000]) with ordinality as o (lead_id, n)
  join public.leads l on l.id = o.lead_id
  order by o.n
$$;
comment on function public.leads_by_id(uuid[]) is 'At most 2,000 leads as the list shows them, in the order of the ids; those that are gone are left out.';

create function public.list_leads(p_team_id uuid, p_query jsonb, p_now timestamptz) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_size integer := (p_query ->> 'pageSize')::integer;
  v_page record := private.list_page(p_team_id, p_query, p_now);
  v_has_more boolean := cardinality(v_page.lead_ids) > v_size;
  v_ids uuid[] := v_page.lead_ids[1:v_size];
begin
  if v_page.came_from = 'before' then
    v_ids := array(select x.id from unnest(v_ids) with ordinality as x (id, n) order by x.n desc);
  end if;
  return jsonb_build_object(
    'rows', coalesce((select jsonb_agg(to_jsonb(r)) from public.leads_by_id(v_ids) r), '[]'),
    'has_previous', case v_page.came_from when 'start' then false when 'after' then true else v_has_more end,
    'has_next', case v_page.came_from when 'before' then true else v_has_more end);
end $$;
comment on function public.list_leads(uuid, jsonb, timestamptz) is
  'A page of a team''s leads: {filters, sort: [{by, direction}], cursor: {side, leadId} | null, pageSize} gives {rows, has_previous, has_next}.';

grant execute on function
  private.select_lead_ids(uuid, jsonb, timestamptz), private.booked_at(text),
  private.list_page(uuid, jsonb, timestamptz), public.leads_by_id(uuid[]), public.list_leads(uuid, jsonb, timestamptz),
  public.count_leads(uuid, jsonb, timestamptz)
to authenticated, service_role;
