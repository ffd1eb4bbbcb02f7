-- Queueing e-mails inside the transaction that causes them, and handing them to one sender at a time.

create function private.enqueue_email(
  p_kind public.email_kind, p_team_id uuid, p_lead_id uuid, p_call_id uuid, p_appointment_id uuid,
  p_to text, p_variables jsonb, p_dedupe_key text, p_now timestamptz
) returns void
language plpgsql set search_path = '' as $$
declare
  v_settings public.settings;
begin
  select s.* into strict v_settings from public.settings s where s.team_id = p_team_id;
  if p_to is null or not private.is_email(p_to)
    or (p_kind = 'appointment_confirmation' and not v_settings.sends_confirmation_email)
    or (p_kind = 'no_answer_follow_up' and not v_settings.sends_no_answer_email)
    or exists (
      select 1 from public.suppressions s
      where s.team_id = p_team_id and s.channel = 'email' and s.address = p_to
    )
  then
    return;
  end if;
  insert into public.emails (team_id, lead_id, call_id, appointment_id, kind, to_email, variables, dedupe_key, next_attempt_at)
  select p_team_id, p_lead_id, p_call_id, p_appointment_id, p_kind, p_to,
    p_variables || jsonb_build_object('team_name', t.name), p_dedupe_key, p_now
  from public.teams t where t.id = p_team_id
  -- What cancelled it may have been revised since; what was sent stays sent.
  on conflict (dedupe_key) do update set state = 'queued', last_error = null where emails.state = 'cancelled';
end $$;

create function public.claim_due_emails(
  p_now timestamptz, p_wall_now timestamptz, p_lease_until timestamptz, p_limit integer
) returns table (
  id uuid, team_id uuid, lead_id uuid, kind public.email_kind, to_email text, variables jsonb, unsubscribe_token text,
  attempts integer, sender_name text, reply_to text, postal_address text
)
language sql set search_path = '' as $$
  with due as (
    select e.id
    from public.emails e
    join public.settings s on s.team_id = e.team_id
    where e.state = 'queued' and e.next_attempt_at <= p_now
      and (e.lease_until is null or e.lease_until < p_wall_now)
      and s.postal_address is not null
      and not exists (
        select 1 from public.suppressions x
        where x.team_id = e.team_id and x.channel = 'email' and x.address = e.to_email
      )
    order by e.next_attempt_at
    limit p_limit
    for update of e skip locked
  )
  update public.emails e set lease_until = p_lease_until, attempts = e.attempts + 1
  from due, public.settings s, public.teams t
  where e.id = due.id and s.team_id = e.team_id and t.id = e.team_id
  returning e.id, e.team_id, e.lead_id, e.kind, e.to_email, e.variables, e.unsubscribe_token, e.attempts,
    coalesce(s.sender_name, t.name), s.reply_to, s.postal_address
$$;
comment on function public.claim_due_emails(timestamptz, timestamptz, timestamptz, integer) is
  'An e-mail of a team without a postal address waits: it may not be sent (CAN-SPAM). Leases are real time.';

create function public.record_email_sent(p_email_id uuid, p_subject text, p_provider_id text, p_now timestamptz) returns void
language plpgsql set search_path = '' as $$
declare
  v_email public.emails;
begin
  update public.emails e set state = 'sent', subject = p_subject, provider_id = p_provider_id, sent_at = p_now,
    lease_until = null, last_error = null
  where e.id = p_email_id and e.state <> 'sent'
  returning e.* into v_email;
  if found and v_email.lead_id is not null then
    insert into public.activity (team_id, lead_id, call_id, appointment_id, actor, kind, detail, happened_at)
    values (v_email.team_id, v_email.lead_id, v_email.call_id, v_email.appointment_id, 'system', 'email.sent',
      jsonb_build_object('kind', v_email.kind, 'subject', p_subject), p_now);
  end if;
end $$;

create function public.record_email_failure(p_email_id uuid, p_error text, p_retry_at timestamptz default null) returns void
language sql set search_path = '' as $$
  update public.emails set
    state = case when p_retry_at is null then 'failed' else state end,
    next_attempt_at = coalesce(p_retry_at, next_attempt_at),
    last_error = left(p_error, 1000),
    lease_until = null
  where id = p_email_id and state = 'queued'
$$;
comment on function public.record_email_failure(uuid, text, timestamptz) is 'Without p_retry_at the failure is final.';

grant execute on function
  private.enqueue_email(public.email_kind, uuid, uuid, uuid, uuid, text, jsonb, text, timestamptz),
  public.claim_due_emails(timestamptz, timestamptz, timestamptz, integer),
  public.record_email_sent(uuid, text, text, timestamptz),
  public.record_email_failure(uuid, text, timestamptz) to service_role;
