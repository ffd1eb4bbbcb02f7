-- A call of one lead at once, because somebody asks for it: the same gates, the same claim, for that lead alone.

create function public.claim_lead_now(p_run_id uuid, p_lead_id uuid, p_now timestamptz, p_lease_until timestamptz)
returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_run public.automation_runs;
  v_settings public.settings;
  v_lead public.leads;
  v_answer jsonb;
  v_call_id uuid;
  v_numbers text[];
  v_number text;
  v_call_count integer;
  v_day date;
begin
  select r.* into strict v_run from public.automation_runs r where r.id = p_run_id;
  -- The claim of the runs holds the same lock: this lead is taken by one of the two.
  select s.* into strict v_settings from public.settings s where s.team_id = v_run.team_id for update;
  perform private.act_as('user', p_now);
  select l.* into v_lead from public.leads l where l.id = p_lead_id and l.team_id = v_run.team_id for update;
  if not found then
    raise exception 'This lead is gone.' using errcode = 'PT404';
  end if;
  if v_lead.status = 'calling' then
    return jsonb_build_object('kind', 'already_calling', 'call_id', (
      select c.id from public.calls c where c.lead_id = p_lead_id and c.state in ('claimed', 'placing', 'placed')));
  end if;
  v_answer := public.explain_lead(p_lead_id, p_now);
  -- A call by hand asks for no place in the batch of five minutes, but counts in that of the runs by hand; every gate holds.
  if not (v_answer ->> 'is_due')::boolean then
    return jsonb_build_object('kind', 'held', 'answer', v_answer);
  end if;
  if exists (select 1 from private.holding_pauses(v_run.team_id)) then
    return jsonb_build_object('kind', 'held', 'answer', v_answer || jsonb_build_object('binding', 'provider'));
  end if;

  v_numbers := private.usable_numbers(p_now);
  v_day := private.spend_day(v_settings, p_now);
  v_call_count := coalesce((select d.call_count from public.daily_spend d where d.team_id = v_run.team_id and d.day = v_day), 0);
  update public.leads l set status = 'calling', call_attempts = l.call_attempts + 1, last_called_at = p_now, callback_at = null
  where l.id = p_lead_id;
  insert into public.calls (team_id, lead_id, run_id, company_name, phone, attempt, claimed_at, lease_until,
    previous_last_called_at, previous_callback_at, consent_id, phone_number_id, reserved_usd, spend_day)
  values (v_lead.team_id, p_lead_id, p_run_id, v_lead.company_name, v_lead.phone, v_lead.call_attempts + 1, p_now, p_lease_until,
    v_lead.last_called_at, v_lead.callback_at, v_lead.consent_id,
    v_numbers[1 + (v_call_count + 1) % greatest(cardinality(v_numbers), 1)], private.worst_case_usd(v_settings), v_day)
  returning id, phone_number_id into v_call_id, v_number;
  return jsonb_build_object('kind', 'claimed', 'call', jsonb_build_object(
    'call_id', v_call_id, 'lead_id', p_lead_id, 'team_id', v_lead.team_id, 'attempt', v_lead.call_attempts + 1,
    'phone', v_lead.phone, 'company_name', v_lead.company_name, 'contact_name', v_lead.contact_name, 'email', v_lead.email,
    'timezone', v_lead.timezone, 'city', v_lead.city, 'state', v_lead.state, 'custom', v_lead.custom,
    'phone_number_id', v_number, 'max_duration_seconds', v_settings.max_call_minutes * 60));
end $$;
comment on function public.claim_lead_now(uuid, uuid, timestamptz, timestamptz) is
  'Claims one lead for a run by hand if every gate is open, exactly once whoever asks at the same time; otherwise says which gate holds it, as explain_lead does. p_lease_until is real time.';
grant execute on function public.claim_lead_now(uuid, uuid, timestamptz, timestamptz) to service_role;
