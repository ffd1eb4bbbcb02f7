-- Suppressing takes effect at once, across every channel, in one transaction.

create function private.suppress(
  p_team_id uuid, p_phone text, p_email text, p_reason text,
  p_source public.suppression_source, p_now timestamptz
) returns boolean
language plpgsql set search_path = '' as $$
declare
  v_is_new boolean;
begin
  insert into public.suppressions (team_id, channel, address, reason, source, created_by, suppressed_at)
  select p_team_id, a.channel::public.suppression_channel, a.address, p_reason, p_source, (select auth.uid()), p_now
  from (values ('phone', p_phone), ('email', p_email)) as a (channel, address)
  where a.address is not null
  on conflict (team_id, channel, address) do nothing;
  v_is_new := found;

  update public.emails e set state = 'cancelled', last_error = 'The address asked not to be contacted.'
  where e.team_id = p_team_id and e.state = 'queued' and e.to_email = p_email;
  return v_is_new;
end $$;
comment on function private.suppress(uuid, text, text, text, public.suppression_source, timestamptz) is
  'True when one of the two was not suppressed before.';

create function public.unsubscribe_email(p_token text, p_now timestamptz) returns boolean
language plpgsql set search_path = '' as $$
declare
  v_email public.emails;
  v_is_new boolean;
begin
  select e.* into v_email from public.emails e where e.unsubscribe_token = p_token;
  if not found then
    return false;
  end if;
  perform private.act_as('system', p_now);
  v_is_new := private.suppress(v_email.team_id, null, v_email.to_email, 'Unsubscribed by the link in an e-mail.', 'email', p_now);
  -- The mail program posts to the link and the person clicks it, too.
  if v_is_new and v_email.lead_id is not null then
    insert into public.activity (team_id, lead_id, actor, kind, detail, happened_at)
    values (v_email.team_id, v_email.lead_id, 'system', 'email.unsubscribed', '{}', p_now);
  end if;
  return true;
end $$;
grant execute on function private.suppress(uuid, text, text, text, public.suppression_source, timestamptz),
  public.unsubscribe_email(text, timestamptz) to service_role;
