-- A message that says what is known already changes nothing, not even when a row was changed last.

create or replace function private.touch_updated_at() returns trigger
language plpgsql set search_path = '' as $$
begin
  if new is distinct from old then
    new.updated_at := now();
  end if;
  return new;
end $$;
