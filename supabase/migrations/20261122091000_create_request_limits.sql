-- Request limits that hold across instances: a fixed window per key, one upsert per request. Real time: it protects the machine.

create table private.request_counts (
  key text not null,
  window_start timestamptz not null,
  request_count integer not null,
  primary key (key, window_start)
);
create index request_counts_window_start_idx on private.request_counts (window_start);
alter table private.request_counts enable row level security;
grant select, insert, update, delete on private.request_counts to service_role;

create function public.hit_request_limit(p_key text, p_limit integer, p_window_seconds integer)
returns table (is_allowed boolean, retry_after_seconds integer)
language plpgsql set search_path = '' as $$
declare
  v_start timestamptz := to_timestamp(floor(extract(epoch from clock_timestamp()) / p_window_seconds) * p_window_seconds);
  v_count integer;
begin
  insert into private.request_counts as c (key, window_start, request_count) values (p_key, v_start, 1)
  on conflict (key, window_start) do update set request_count = c.request_count + 1
  returning c.request_count into v_count;
  if v_count = 1 then
    delete from private.request_counts c where c.window_start < clock_timestamp() - interval '1 day';
  end if;
  return query select v_count <= p_limit,
    greatest(1, ceil(extract(epoch from v_start - clock_timestamp()) + p_window_seconds)::integer);
end $$;
grant execute on function public.hit_request_limit(text, integer, integer) to service_role;
