-- Where a recording lies is the server's to know: people hear it through our own address.

-- squawk-ignore adding-field-with-default
alter table public.calls add column has_recording boolean not null generated always as (recording_url is not null) stored;
revoke select (recording_url) on public.calls from authenticated;
grant select (has_recording) on public.calls to authenticated;
