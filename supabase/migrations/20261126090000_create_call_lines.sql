-- What is being said in a call, while it is being said. What counts in the end is the transcript of the report.

create type public.call_speaker as enum ('assistant', 'user');

create table public.call_lines (
  id uuid primary key default extensions.uuid_generate_v4(),
  team_id uuid not null references public.teams (id) on delete cascade,
  call_id uuid not null references public.calls (id) on delete cascade,
  line_key text not null check (length(line_key) between 1 and 200),
  role public.call_speaker not null,
  text text not null check (length(text) between 1 and 10000),
  spoken_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (call_id, line_key)
);
comment on column public.call_lines.line_key is 'Equal for two deliveries of one line: speaker, the provider''s instant and the text.';
create index call_lines_call_id_spoken_at_idx on public.call_lines (call_id, spoken_at);
create index call_lines_team_id_idx on public.call_lines (team_id);
create trigger call_lines_touch before update on public.call_lines for each row execute function private.touch_updated_at();

alter table public.call_lines enable row level security;
revoke all on public.call_lines from anon, authenticated;
grant select on public.call_lines to authenticated;
create policy call_lines_select on public.call_lines for select to authenticated
  using (team_id = any ((select private.team_ids())::uuid[]));

-- A channel of its own for each call: the words of all calls would drown the team's.
create policy call_members_listen on realtime.messages for select to authenticated
  using (
    realtime.messages.extension = 'broadcast'
    and split_part((select realtime.topic()), ':', 1) = 'call'
    and exists (
      select 1 from public.calls c
      where c.id = nullif(split_part((select realtime.topic()), ':', 2), '')::uuid
        and c.team_id = any ((select private.team_ids())::uuid[]))
  );

create function private.tell_listeners(p_call_id uuid, p_event text, p_payload jsonb) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform realtime.send(p_payload, p_event, 'call:' || p_call_id, true);
exception when others then
  raise warning 'tell_listeners: %', sqlerrm;
end $$;
comment on function private.tell_listeners(uuid, text, jsonb) is
  'One message to those who watch a call. Definer rights: realtime.send inserts as the caller, whom RLS would refuse silently. Never fails what it is part of.';

create function private.add_call_line(
  p_call public.calls, p_role public.call_speaker, p_text text, p_spoken_at timestamptz, p_now timestamptz
) returns void
language plpgsql set search_path = '' as $$
begin
  insert into public.call_lines (team_id, call_id, line_key, role, text, spoken_at)
  values (p_call.team_id, p_call.id,
    p_role || ':' || coalesce((extract(epoch from p_spoken_at) * 1000)::bigint, 0) || ':' || md5(p_text),
    p_role, p_text, coalesce(p_spoken_at, p_now))
  on conflict (call_id, line_key) do nothing;
  if found then
    perform private.tell_listeners(p_call.id, 'line',
      jsonb_build_object('role', p_role, 'text', p_text, 'isFinal', true, 'at', coalesce(p_spoken_at, p_now)));
  end if;
end $$;

grant execute on function private.tell_listeners(uuid, text, jsonb),
  private.add_call_line(public.calls, public.call_speaker, text, timestamptz, timestamptz) to service_role;
