-- The requests that all instances together may make to a provider with one key. Real time: it is the provider's clock.

create type public.provider_priority as enum ('booking', 'availability', 'background');

create table private.provider_budgets (
  key text primary key,
  request_limit integer not null default 120 check (request_limit between 1 and 100000),
  blocked_until timestamptz not null default '-infinity'
);
comment on column private.provider_budgets.request_limit is 'Requests a minute; what the provider''s headers say, once it has answered.';
create table private.provider_requests (
  key text not null references private.provider_budgets (key) on delete cascade,
  at_second timestamptz not null,
  request_count integer not null check (request_count > 0),
  primary key (key, at_second)
);
comment on table private.provider_requests is 'What was sent in the window that lies behind us, second by second; also what others have sent with the same key.';
alter table private.provider_budgets enable row level security;
alter table private.provider_requests enable row level security;
grant select, insert, update, delete on private.provider_budgets, private.provider_requests to service_role;

create function private.provider_window() returns interval
language sql immutable set search_path = '' as $$
  -- The provider's minute begins with whatever request it pleases; five seconds are for requests that are on their way.
  select interval '65 seconds'
$$;

create function private.provider_share(p_limit integer, p_priority public.provider_priority) returns integer
language sql immutable set search_path = '' as $$
  select case p_priority
    when 'booking' then p_limit
    when 'availability' then p_limit - p_limit / 10
    else p_limit / 2
  end
$$;
comment on function private.provider_share(integer, public.provider_priority) is
  'Bookings may use all that there is; whoever waits for times leaves them a tenth; what nobody waits for leaves half.';

create function private.lock_provider_budget(p_key text, p_wall_now timestamptz, out budget private.provider_budgets, out used integer)
language plpgsql set search_path = '' as $$
begin
  loop
    select b.* into budget from private.provider_budgets b where b.key = p_key for update;
    exit when found;
    insert into private.provider_budgets (key) values (p_key) on conflict (key) do nothing;
  end loop;
  delete from private.provider_requests r
  where r.key = p_key and r.at_second <= p_wall_now - private.provider_window() - interval '1 second';
  used := (select coalesce(sum(r.request_count), 0) from private.provider_requests r where r.key = p_key);
end $$;

create function public.take_provider_token(
  p_key text, p_priority public.provider_priority, p_wall_now timestamptz default clock_timestamp()
) returns table (wait_ms integer, request_limit integer, remaining integer)
language plpgsql set search_path = '' as $$
#variable_conflict use_column
declare
  v_locked record := private.lock_provider_budget(p_key, p_wall_now);
  v_budget private.provider_budgets := v_locked.budget;
  v_used integer := v_locked.used;
  v_share integer := private.provider_share(v_budget.request_limit, p_priority);
  v_opens_at timestamptz := nullif(greatest(v_budget.blocked_until, p_wall_now), p_wall_now);
begin
  if v_opens_at is null and v_used < v_share then
    insert into private.provider_requests as r (key, at_second, request_count)
    values (p_key, date_trunc('second', p_wall_now), 1)
    on conflict (key, at_second) do update set request_count = r.request_count + 1;
    return query select 0, v_budget.request_limit, v_budget.request_limit - v_used - 1;
    return;
  end if;
  if v_used >= v_share then
    -- A small key may have no share for this priority at all: then nothing is due before the window has passed.
    v_opens_at := greatest(v_opens_at, coalesce((
      select min(s.at_second) + private.provider_window() + interval '1 second'
      from (
        select r.at_second, v_used - sum(r.request_count) over (order by r.at_second) as left_over
        from private.provider_requests r where r.key = p_key
      ) s
      where s.left_over < v_share), p_wall_now + private.provider_window()));
  end if;
  return query select greatest(1, ceil(extract(epoch from v_opens_at - p_wall_now) * 1000)::integer),
    v_budget.request_limit, greatest(0, v_budget.request_limit - v_used);
end $$;
comment on function public.take_provider_token(text, public.provider_priority, timestamptz) is
  'wait_ms 0: one request may be sent now. Else nothing was taken, and it is the time after which to ask again. No window of a minute ever holds more than the limit.';

create function public.learn_provider_budget(
  p_key text, p_limit integer, p_remaining integer, p_reset_seconds integer, p_is_blocked boolean,
  p_wall_now timestamptz default clock_timestamp()
) returns void
language plpgsql set search_path = '' as $$
declare
  v_locked record := private.lock_provider_budget(p_key, p_wall_now);
  v_budget private.provider_budgets := v_locked.budget;
  v_limit integer := case when p_limit between 1 and 100000 then p_limit else v_budget.request_limit end;
  v_reset interval := make_interval(secs => least(greatest(coalesce(p_reset_seconds, 60), 1), 600));
  v_unknown integer := v_limit - v_locked.used - p_remaining;
begin
  update private.provider_budgets b set request_limit = v_limit,
    blocked_until = case when p_is_blocked then greatest(b.blocked_until, p_wall_now + v_reset) else b.blocked_until end
  where b.key = p_key;
  if v_unknown > 0 then
    -- Others have sent these with the same key; they count until the provider forgets them.
    insert into private.provider_requests as r (key, at_second, request_count)
    values (p_key,
      date_trunc('second', p_wall_now) + least(v_reset, interval '60 seconds') - private.provider_window(), v_unknown)
    on conflict (key, at_second) do update set request_count = r.request_count + excluded.request_count;
  end if;
end $$;
comment on function public.learn_provider_budget(text, integer, integer, integer, boolean, timestamptz) is
  'What the headers of an answer say: the limit, how much of it is left, when it begins anew, and whether we are shut out until then. Null for what is missing.';

grant execute on function
  private.provider_window(), private.provider_share(integer, public.provider_priority),
  private.lock_provider_budget(text, timestamptz),
  public.take_provider_token(text, public.provider_priority, timestamptz),
  public.learn_provider_budget(text, integer, integer, integer, boolean, timestamptz)
to service_role;
