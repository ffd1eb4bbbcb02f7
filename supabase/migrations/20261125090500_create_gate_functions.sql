-- The gates: may this lead be called, and if not, which gate holds it and when does that open? One expression gives the
-- instant at which each gate opens; the claim, the answers for people, the waterfall and the forecast all use it.

create type public.dial_gate as enum (
  'status', 'review', 'suppression', 'consent', 'zone', 'state', 'attempts',
  'callback', 'retry', 'number_limit', 'gap', 'holiday', 'hours',
  'automation', 'provider', 'spend', 'concurrency'
);
comment on type public.dial_gate is
  'In the order in which people are told: what only a person can change first, then what time changes, then what holds the whole team.';

create function private.pace_opens_at(
  p_callback_at timestamptz, p_last_called_at timestamptz, p_retry_hours integer
) returns timestamptz
language sql stable as $$
  select coalesce(p_callback_at, p_last_called_at + p_retry_hours * interval '1 hour', timestamptz '-infinity')
$$;
comment on function private.pace_opens_at(timestamptz, timestamptz, integer) is
  'When the person asked to be called; otherwise the retry interval after the last call. No search_path: it is to be inlined, and names every object in full.';

create function private.number_limit_opens_at(p_recent timestamptz[], p_max_attempts_24h integer) returns timestamptz
language sql stable as $$
  select coalesce(p_recent[p_max_attempts_24h] + interval '24 hours', timestamptz '-infinity')
$$;
comment on function private.number_limit_opens_at(timestamptz[], integer) is
  'p_recent: when the number was dialled, newest first. Fewer than the limit in any 24 hours: the limit-th newest must be 24 hours past.';

create function private.gap_opens_at(p_recent timestamptz[], p_min_gap_minutes integer, p_callback_at timestamptz) returns timestamptz
language sql stable as $$
  select case when p_callback_at is not null then timestamptz '-infinity'
    else coalesce(p_recent[1] + p_min_gap_minutes * interval '1 minute', timestamptz '-infinity') end
$$;

create function private.gate_times(
  p_lead public.leads, p_settings public.settings, p_state private.profile_state, p_is_suppressed boolean,
  p_recent timestamptz[]
) returns timestamptz[]
language sql stable as $$
  select array[
    case when (p_lead).status = 'pending' then timestamptz '-infinity' else timestamptz 'infinity' end,
    case when (p_lead).review_reason is null then timestamptz '-infinity' else timestamptz 'infinity' end,
    case when p_is_suppressed then timestamptz 'infinity' else timestamptz '-infinity' end,
    case when (p_lead).consent_basis = any ((p_settings).accepted_consent_bases) then timestamptz '-infinity' else timestamptz 'infinity' end,
    case when (p_lead).calling_profile is not null then timestamptz '-infinity' else timestamptz 'infinity' end,
    case when (p_lead).calling_profile is null or (p_state).is_allowed then timestamptz '-infinity' else timestamptz 'infinity' end,
    case when (p_lead).call_attempts < (p_settings).max_attempts then timestamptz '-infinity' else timestamptz 'infinity' end,
    coalesce((p_lead).callback_at, timestamptz '-infinity'),
    case when (p_lead).callback_at is null
      then private.pace_opens_at(null, (p_lead).last_called_at, (p_settings).retry_interval) else timestamptz '-infinity' end,
    private.number_limit_opens_at(p_recent, (p_state).max_attempts_24h),
    private.gap_opens_at(p_recent, (p_state).min_gap_minutes, (p_lead).callback_at),
    case when (p_state).holiday is not null then coalesce((p_state).opens_at, timestamptz '-infinity') else timestamptz '-infinity' end,
    case when (p_state).holiday is null then coalesce((p_state).opens_at, timestamptz '-infinity') else timestamptz '-infinity' end
  ]
$$;
comment on function private.gate_times(public.leads, public.settings, private.profile_state, boolean, timestamptz[]) is
  'The dial rules, once. For each gate of the lead, in the order of dial_gate, the instant from which it is open: -infinity while it is, infinity while only a person can open it.';

create function private.latest(p_times timestamptz[]) returns timestamptz
language plpgsql immutable set search_path = '' as $$
begin
  return greatest(p_times[1], p_times[2], p_times[3], p_times[4], p_times[5], p_times[6], p_times[7], p_times[8],
    p_times[9], p_times[10], p_times[11], p_times[12], p_times[13], p_times[14], p_times[15], p_times[16], p_times[17]);
end $$;

create function private.binding_gate(p_times timestamptz[], p_now timestamptz) returns public.dial_gate
language plpgsql immutable set search_path = '' as $$
declare
  v_latest timestamptz := private.latest(p_times);
begin
  return case when v_latest > p_now then (enum_range(null::public.dial_gate))[array_position(p_times, v_latest)] end;
end $$;
comment on function private.binding_gate(timestamptz[], timestamptz) is
  'The gate that opens last; of those that only a person can open the first. Null: all are open.';

-- What the claim asks for each lead is written in plpgsql, which keeps its plans: a function in SQL that cannot be
-- inlined is planned anew for every statement.

create function private.recent_calls(p_team_id uuid, p_phone text, p_now timestamptz) returns timestamptz[]
language plpgsql stable set search_path = '' as $$
begin
  return array(
    select c.claimed_at from public.calls c
    where c.team_id = p_team_id and c.phone = p_phone and c.claimed_at > p_now - interval '24 hours'
      and c.state <> 'not_placed' and c.is_dialled
    order by c.claimed_at desc);
end $$;
comment on function private.recent_calls(uuid, text, timestamptz) is
  'When a number was dialled in the last 24 hours, newest first: attempts are counted per number, whichever lead has it.';

create function private.is_suppressed(p_team_id uuid, p_phone text, p_email text) returns boolean
language plpgsql stable set search_path = '' as $$
begin
  return exists (select 1 from public.suppressions s where s.team_id = p_team_id and s.channel = 'phone' and s.address = p_phone)
    or exists (select 1 from public.suppressions s where s.team_id = p_team_id and s.channel = 'email' and s.address = p_email);
end $$;

grant execute on function
  private.pace_opens_at(timestamptz, timestamptz, integer), private.number_limit_opens_at(timestamptz[], integer),
  private.gap_opens_at(timestamptz[], integer, timestamptz),
  private.gate_times(public.leads, public.settings, private.profile_state, boolean, timestamptz[]),
  private.latest(timestamptz[]), private.binding_gate(timestamptz[], timestamptz),
  private.recent_calls(uuid, text, timestamptz), private.is_suppressed(uuid, text, text)
to authenticated, service_role;
