-- What comes from the voice provider is taken in one round trip: stored, matched to its call, and applied.

create function private.hit_door(p_door text) returns integer
language plpgsql set search_path = '' as $$
declare
  v_hit record;
begin
  -- Sixteen counters, so that deliveries do not queue up for one row until each has committed.
  select * into v_hit from public.hit_request_limit(p_door || ':' || floor(random() * 16)::integer, 4000, 60);
  return case when v_hit.is_allowed then null else v_hit.retry_after_seconds end;
end $$;
comment on function private.hit_door(text) is 'Null, or the seconds to wait: about 64,000 deliveries a minute are taken.';

create function private.find_provider_call(p_event jsonb, p_now timestamptz, out call_id uuid, out is_foreign boolean)
language plpgsql set search_path = '' as $$
declare
  v_provider_id text := p_event ->> 'provider_call_id';
  v_is_deaf boolean;
begin
  is_foreign := false;
  select c.id, c.monitor_control_url is null into call_id, v_is_deaf from public.calls c where c.provider_call_id = v_provider_id;
  if found then
    -- The sweep has found this call, which does not learn how to step into it.
    if v_is_deaf and p_event ->> 'control_url' is not null then
      update public.calls c set monitor_listen_url = p_event ->> 'listen_url', monitor_control_url = p_event ->> 'control_url'
      where c.id = call_id and c.state = 'placed';
    end if;
    return;
  end if;
  if p_event ->> 'call_id' is null or v_provider_id is null then
    return;
  end if;
  -- The message came before the answer to our request did: our own id in its metadata ties the two together.
  if public.attach_provider_call((p_event ->> 'call_id')::uuid, v_provider_id, p_now,
    p_listen_url => p_event ->> 'listen_url', p_control_url => p_event ->> 'control_url') then
    call_id := (p_event ->> 'call_id')::uuid;
  else
    is_foreign := exists (select 1 from public.calls c where c.id = (p_event ->> 'call_id')::uuid);
  end if;
end $$;
comment on function private.find_provider_call(jsonb, timestamptz) is
  'The call that a message is about. is_foreign: it carries the id of a call that the provider already has under another id.';

create function private.note_assistant_version(p_call_id uuid, p_version text) returns void
language plpgsql set search_path = '' as $$
begin
  update public.calls c set assistant_version = p_version
  where c.id = p_call_id and p_version is not null and c.assistant_version is distinct from p_version;
end $$;

create function public.take_provider_event(p_event jsonb, p_now timestamptz) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_kind text := p_event ->> 'kind';
  v_wait integer := private.hit_door('door:vapi');
  v_event_id uuid;
  v_known public.webhook_event_state;
  v_is_done boolean;
  v_found record;
  v_call public.calls;
  v_outcome public.call_outcome;
begin
  if v_wait is not null then
    return jsonb_build_object('retry_after_seconds', v_wait);
  end if;
  select * into v_found from private.find_provider_call(p_event, p_now);
  if v_kind = 'words' then
    perform private.tell_listeners(v_found.call_id, 'line', p_event -> 'line') where v_found.call_id is not null;
    return jsonb_build_object('call_id', v_found.call_id, 'is_foreign', v_found.is_foreign);
  end if;

  select c.* into v_call from public.calls c where c.id = v_found.call_id;
  insert into public.webhook_events as e (source, event_key, type, payload, state, reason, team_id, received_at, handled_at)
  values ('vapi', p_event ->> 'key', p_event ->> 'type', p_event -> 'payload',
    case when v_call.id is null or v_kind = 'ignore' then 'ignored' else 'processed' end::public.webhook_event_state,
    case when v_kind = 'ignore' then p_event ->> 'reason' when v_call.id is null then 'Not a call of this system.' end,
    v_call.team_id, p_now, p_now)
  on conflict (source, event_key) do update set delivery_count = e.delivery_count + 1
  returning e.id, e.state, e.delivery_count > 1 and e.state in ('processed', 'ignored', 'rejected') into v_event_id, v_known, v_is_done;
  if not v_is_done and v_call.id is not null then
    perform private.note_assistant_version(v_call.id, p_event ->> 'assistant_version');
    case v_kind
      when 'status' then
        perform public.record_call_status(v_call.id, p_event ->> 'status', p_now);
      when 'line' then
        perform private.add_call_line(v_call, (p_event #>> '{line,role}')::public.call_speaker, p_event #>> '{line,text}',
          (p_event #>> '{line,at}')::timestamptz, p_now);
      when 'report' then
        v_outcome := public.settle_call(v_call.id, p_event -> 'report', p_now);
      else
        null;
    end case;
  end if;
  if v_known in ('received', 'failed') then
    update public.webhook_events e set state = 'processed', reason = null, handled_at = p_now, team_id = v_call.team_id where e.id = v_event_id;
  end if;
  return jsonb_build_object('event_id', v_event_id, 'call_id', v_call.id, 'team_id', v_call.team_id,
    'is_foreign', v_found.is_foreign, 'is_done', v_is_done, 'outcome', v_outcome);
end $$;
comment on function public.take_provider_event(jsonb, timestamptz) is
  'Stores one message of the voice provider (key, type, payload, provider_call_id, call_id, assistant_version, kind: status, line, words, report or ignore, and what the kind needs), once per key, and applies it. Words are passed on and not kept.';

create function public.fail_provider_event(p_event jsonb, p_reason text, p_now timestamptz) returns void
language plpgsql set search_path = '' as $$
begin
  insert into public.webhook_events as e (source, event_key, type, payload, state, reason, received_at)
  values ('vapi', p_event ->> 'key', p_event ->> 'type', p_event -> 'payload', 'failed', left(p_reason, 1000), p_now)
  on conflict (source, event_key) do update set delivery_count = e.delivery_count + 1, reason = excluded.reason
  where e.state in ('received', 'failed');
end $$;
comment on function public.fail_provider_event(jsonb, text, timestamptz) is 'Keeps a message that could not be applied: applying it rolled back its storing, too.';

create function private.talk_of(p_call public.calls, p_event_type_id bigint, p_now timestamptz) returns jsonb
language plpgsql stable set search_path = '' as $$
begin
  return (
    select jsonb_build_object(
      'callId', p_call.id, 'teamId', p_call.team_id, 'leadId', l.id, 'phone', p_call.phone,
      'name', coalesce(nullif(btrim(l.contact_name), ''), l.company_name), 'email', l.email,
      'timeZone', coalesce(l.timezone, s.timezone), 'horizonDays', s.booking_horizon_days,
      'controlUrl', p_call.monitor_control_url,
      'offers', (select coalesce(jsonb_agg(jsonb_build_object('code', o.code, 'startAt', o.start_at)), '[]')
        from public.slot_offers o where o.call_id = p_call.id),
      'heldByOthers', (select coalesce(jsonb_agg(h.start_at), '[]')
        from private.slot_holds h where h.call_id <> p_call.id and h.held_until > p_now),
      'reservedByUs', (select coalesce(jsonb_agg(h.start_at), '[]')
        from private.slot_holds h where h.call_id = p_call.id and h.held_until > p_now and h.reservation_uid is not null),
      'prepared', (select jsonb_build_object('starts', to_jsonb(p.starts), 'slotMinutes', p.slot_minutes,
          'rangeEnd', private.json_instant(p.range_end), 'fetchedAt', private.json_instant(p.fetched_at))
        from private.prepared_slots p where p.event_type_id = p_event_type_id),
      'appointments', (select coalesce(jsonb_agg(jsonb_build_object('uid', a.cal_booking_uid, 'startAt', a.start_time,
          'endAt', a.end_time, 'status', a.status, 'isOfThisCall', a.call_id is not distinct from p_call.id)
          order by a.call_id is not distinct from p_call.id desc, a.start_time), '[]')
        from public.appointments a
        where a.lead_id = l.id and a.status in ('pending', 'accepted') and a.end_time > p_now))
    from public.settings s, public.leads l
    where s.team_id = p_call.team_id and l.id = p_call.lead_id
  );
end $$;
comment on function private.talk_of(public.calls, bigint, timestamptz) is
  'All that a tool needs to know about the call it is used in; null when the lead is gone.';

create function public.open_tool_calls(p_event jsonb, p_event_type_id bigint, p_now timestamptz) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_wait integer := private.hit_door('door:vapi');
  v_found record;
  v_call public.calls;
  v_new text[];
  v_event_id uuid;
begin
  if v_wait is not null then
    return jsonb_build_object('retry_after_seconds', v_wait);
  end if;
  select * into v_found from private.find_provider_call(p_event, p_now);
  select c.* into v_call from public.calls c where c.id = v_found.call_id;
  insert into public.webhook_events as e (source, event_key, type, payload, state, reason, team_id, received_at, handled_at)
  values ('vapi', p_event ->> 'key', p_event ->> 'type', p_event -> 'payload',
    case when v_call.id is null then 'ignored' else 'processed' end::public.webhook_event_state,
    case when v_call.id is null then 'Not a call of this system.' end, v_call.team_id, p_now, p_now)
  on conflict (source, event_key) do update set delivery_count = e.delivery_count + 1
  returning e.id into v_event_id;
  if v_call.id is null then
    return jsonb_build_object('is_foreign', v_found.is_foreign);
  end if;
  perform private.note_assistant_version(v_call.id, p_event ->> 'assistant_version');

  with begun as (
    insert into public.tool_calls (team_id, call_id, tool_call_id, name, arguments, requested_at)
    select v_call.team_id, v_call.id, r.id, r.name, coalesce(r.arguments, '{}'), p_now
    from jsonb_to_recordset(p_event -> 'requests') as r (id text, name text, arguments jsonb)
    on conflict (call_id, tool_call_id) do nothing
    returning tool_call_id, name
  ), told as (
    select private.tell_listeners(v_call.id, 'tool', jsonb_build_object('name', b.name, 'state', 'asked')) from begun b
  )
  select coalesce(array_agg(b.tool_call_id), '{}') into v_new from begun b where (select count(*) from told) >= 0;
  return jsonb_build_object(
    'call_id', v_call.id, 'team_id', v_call.team_id, 'is_foreign', v_found.is_foreign, 'new', to_jsonb(v_new),
    'answered', (select coalesce(jsonb_object_agg(t.tool_call_id, t.result), '{}') from public.tool_calls t
      where t.call_id = v_call.id and t.result is not null and t.tool_call_id in (
        select r.id from jsonb_to_recordset(p_event -> 'requests') as r (id text))),
    'talk', private.talk_of(v_call, p_event_type_id, p_now));
end $$;
comment on function public.open_tool_calls(jsonb, bigint, timestamptz) is
  'Stores a message with tool calls (as take_provider_event, with requests: id, name, arguments), begins those that are new, and gives what is needed to answer them: new (ids that this delivery has to work on), answered (results by id), talk.';

create function public.load_talk(p_call_id uuid, p_event_type_id bigint, p_now timestamptz) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  v_call public.calls;
begin
  select c.* into v_call from public.calls c where c.id = p_call_id;
  return private.talk_of(v_call, p_event_type_id, p_now);
end $$;
comment on function public.load_talk(uuid, bigint, timestamptz) is 'What open_tool_calls gives as talk, as it is now.';

create or replace function public.finish_tool_call(p_call_id uuid, p_tool_call_id text, p_result text, p_duration_ms integer) returns void
language plpgsql set search_path = '' as $$
declare
  v_name text;
begin
  update public.tool_calls t set result = p_result, duration_ms = p_duration_ms
  where t.call_id = p_call_id and t.tool_call_id = p_tool_call_id and t.result is null
  returning t.name into v_name;
  if found then
    perform private.tell_listeners(p_call_id, 'tool', jsonb_build_object('name', v_name, 'state', 'answered', 'result', p_result));
  end if;
end $$;

alter table public.tool_calls add column late_result text;
comment on column public.tool_calls.late_result is 'What came out of it after the answer had been given.';

create function public.finish_late_tool_call(p_call_id uuid, p_tool_call_id text, p_result text) returns text
language plpgsql set search_path = '' as $$
declare
  v_name text;
begin
  update public.tool_calls t set late_result = p_result
  where t.call_id = p_call_id and t.tool_call_id = p_tool_call_id and t.late_result is null
  returning t.name into v_name;
  if not found then
    return null;
  end if;
  perform private.tell_listeners(p_call_id, 'tool', jsonb_build_object('name', v_name, 'state', 'answered', 'result', p_result));
  return (
    select c.monitor_control_url from public.calls c
    where c.id = p_call_id and c.state = 'placed'
      -- The agent has asked again meanwhile, and gets the result as the answer to that.
      and not exists (
        select 1 from public.tool_calls mine, public.tool_calls other
        where mine.call_id = p_call_id and mine.tool_call_id = p_tool_call_id
          and other.call_id = p_call_id and other.name = mine.name and other.created_at > mine.created_at));
end $$;
comment on function public.finish_late_tool_call(uuid, text, text) is
  'Keeps what came out of a tool call after its answer; gives the control URL of the call if the agent still has to be told.';

drop function public.begin_tool_call(uuid, text, text, jsonb, timestamptz);

grant execute on function
  private.hit_door(text), private.find_provider_call(jsonb, timestamptz), private.note_assistant_version(uuid, text),
  private.talk_of(public.calls, bigint, timestamptz), private.json_instant(timestamptz),
  public.take_provider_event(jsonb, timestamptz), public.fail_provider_event(jsonb, text, timestamptz),
  public.open_tool_calls(jsonb, bigint, timestamptz), public.load_talk(uuid, bigint, timestamptz),
  public.finish_late_tool_call(uuid, text, text)
to service_role;
