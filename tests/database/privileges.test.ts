import { describe, expect, test } from "vitest";
import { openPool, openTestDatabase } from "../support/database";
import { listFunctions, listTables, readTablePrivileges } from "../support/database-catalogue";

const database = await openTestDatabase();
const pool = openPool(database, 1);

/** A privilege on some columns, as the catalogue's reader writes it. */
const on = (verb: string, columns: string) =>
  `${verb} (${columns.trim().split(/,\s+/).join(", ")})`;

/** All that a signed-in user may do to tables, before row level security; columns where not all of them. */
const USER_TABLES: Readonly<Record<string, readonly string[]>> = {
  activity: ["select"],
  appointments: ["select"],
  automation_runs: ["select"],
  call_lines: ["select"],
  calling_rules: ["select"],
  calls: [
    on(
      "select",
      "assistant_id, assistant_version, attempt, claimed_at, company_name, consent_id, cost_breakdown, cost_usd, created_at, duration_seconds, ended_at, ended_reason, has_recording, id, is_dialled, lead_id, messages, outcome, outcome_reason, phone, phone_number_id, placed_at, provider_call_id, provider_status, requested_callback_at, requested_callback_words, reserved_usd, run_id, settled_at, spend_day, started_at, state, structured_data, summary, team_id, transcript, trouble, updated_at",
    ),
  ],
  consents: [
    on(
      "insert",
      "attested_at, attested_by, basis, import_id, lead_id, note, phone, team_id, text_shown",
    ),
    "select",
  ],
  daily_spend: ["select"],
  emails: [
    on(
      "select",
      "appointment_id, attempts, call_id, created_at, id, kind, last_error, lead_id, next_attempt_at, provider_id, sent_at, state, subject, team_id, to_email, updated_at, variables",
    ),
  ],
  holidays: ["select"],
  import_refusals: ["select"],
  imports: ["select", "update (state)"],
  lead_actions: ["select"],
  lead_lists: ["delete", "insert (created_by, name, team_id)", "select", "update (name)"],
  lead_notes: [
    "delete",
    "insert (author_id, body, lead_id, noted_at, team_id)",
    "select",
    "update (body)",
  ],
  lead_search: ["select"],
  lead_views: [
    "delete",
    "insert (created_by, layout, name, owner_id, query, team_id)",
    "select",
    "update (layout, name, query)",
  ],
  leads: [
    "delete",
    on(
      "insert",
      "city, company_name, contact_name, custom, email, notes, phone, phone_extension, postal_code, state, states, street, team_id, timezone, timezone_source, timezones, zone_note",
    ),
    "select",
    on(
      "update",
      "callback_at, city, company_name, contact_name, custom, email, notes, phone, phone_extension, postal_code, review_reason, state, states, status, street, timezone, timezone_source, timezones, zone_note",
    ),
  ],
  provider_pauses: ["select"],
  settings: [
    "select",
    on(
      "update",
      "accepted_consent_bases, automation_enabled, booking_horizon_days, calling_days, calling_end, calling_start, daily_spend_cap_usd, max_attempts, max_attempts_per_number_24h, max_call_minutes, max_calls_batch, max_concurrent_calls, max_cost_per_minute_usd, min_gap_minutes, postal_address, reply_to, retry_interval, sender_name, sends_confirmation_email, sends_no_answer_email, timezone",
    ),
  ],
  suppressions: [
    "delete",
    "insert (address, channel, created_by, reason, source, suppressed_at, team_id)",
    "select",
  ],
  team_calling_rules: [
    "delete",
    on(
      "insert",
      "allows_holidays, changed_by, is_allowed, max_attempts_24h, min_gap_minutes, reason, saturday_end, saturday_start, state, sunday_end, sunday_start, team_id, weekday_end, weekday_start",
    ),
    "select",
    on(
      "update",
      "allows_holidays, changed_by, is_allowed, max_attempts_24h, min_gap_minutes, reason, saturday_end, saturday_start, sunday_end, sunday_start, weekday_end, weekday_start",
    ),
  ],
  team_holidays: ["delete", "insert (created_by, day, name, team_id)", "select"],
  team_invitations: [
    "delete",
    "select (accepted_at, created_at, email, expires_at, id, invited_by, role, team_id)",
  ],
  team_members: ["delete", "select", "update (role)"],
  teams: ["select", "update (name)"],
  tool_calls: ["select"],
};

/** All that a signed-in user may call by REST; each checks the caller itself or runs with the caller's rights. */
const USER_FUNCTIONS: readonly string[] = [
  "accept_invitation(text)",
  "add_suppressions(uuid, jsonb, text, suppression_source, timestamp with time zone)",
  "attest_consent(uuid, uuid[], consent_basis, text, text, timestamp with time zone)",
  "can_create_first_team()",
  "cancel_lead_action(uuid)",
  "continue_lead_action(uuid, integer, timestamp with time zone)",
  "count_leads(uuid, jsonb, timestamp with time zone)",
  "create_first_team(text)",
  "create_lead(uuid, jsonb, timestamp with time zone)",
  "edit_lead(uuid, jsonb, jsonb, timestamp with time zone)",
  "end_provider_pause(uuid, timestamp with time zone)",
  "explain_lead(uuid, timestamp with time zone)",
  "explain_leads(uuid[], timestamp with time zone)",
  "export_leads(uuid[])",
  "forecast_calls(uuid, integer, timestamp with time zone)",
  "get_automation_health(uuid, timestamp with time zone)",
  "get_automation_overview(uuid, timestamp with time zone)",
  "get_lead_record(uuid)",
  "get_lead_timeline(uuid, timestamp with time zone, uuid, integer)",
  "get_queue_waterfall(uuid, timestamp with time zone)",
  "import_lead_rows(uuid, integer, json, timestamp with time zone)",
  "invite_to_team(uuid, text, team_role, text)",
  "leads_by_id(uuid[])",
  "list_calling_rules(uuid)",
  "list_custom_fields(uuid[])",
  "list_export_ids(uuid, jsonb, jsonb, timestamp with time zone)",
  "list_import_places(uuid, text[])",
  "list_leads(uuid, jsonb, timestamp with time zone)",
  "make_imported_searchable(uuid)",
  "preview_policy(uuid, jsonb, timestamp with time zone)",
  "requeue_lead(uuid, timestamp with time zone)",
  "start_import(uuid, jsonb, timestamp with time zone)",
  "start_lead_action(uuid, lead_action_kind, jsonb, jsonb, timestamp with time zone)",
  "suppress_lead(uuid, text, timestamp with time zone)",
  "undo_import(uuid, integer, timestamp with time zone)",
  "undo_lead_action(uuid, integer, timestamp with time zone)",
  "update_lead(uuid, jsonb, timestamp with time zone)",
];

/** Helpers that policies, checks and the functions above need while a user runs them. */
const USER_HELPERS: readonly string[] = [
  "act_as(actor_kind, timestamp with time zone)",
  "actor()",
  "affordable_calls(settings, numeric)",
  "are_time_zones(text[])",
  "binding_gate(timestamp with time zone[], timestamp with time zone)",
  "blocking_holidays(private.policy, date, date)",
  "booked_at(text)",
  "business_now()",
  "call_cost(calls)",
  "call_reservation(calls)",
  "calling_profile(text[], text[])",
  "changed_policy(private.policy, jsonb)",
  "claim_capacity(automation_runs, settings, timestamp with time zone)",
  "forecast_assumptions(settings, timestamp with time zone)",
  "forecast_classes(private.policy, timestamp with time zone, timestamp with time zone)",
  "forecast_cohorts(private.policy, private.forecast_class[], timestamp with time zone)",
  "forecast_key(bigint, integer)",
  "forecast_slot(timestamp with time zone)",
  "forecast_stretches(private.forecast_class[], timestamp with time zone, integer, integer)",
  "gap_opens_at(timestamp with time zone[], integer, timestamp with time zone)",
  "gate_facts(dial_gate, leads, private.policy, timestamp with time zone)",
  "gate_since(dial_gate, leads, private.policy, timestamp with time zone)",
  "gate_times(leads, settings, private.profile_state, boolean, timestamp with time zone[])",
  "holding_pauses(uuid)",
  "is_email(text)",
  "is_suppressed(uuid, text, text)",
  "is_time_zone(text)",
  "json_instant(timestamp with time zone)",
  "judge_team(private.policy, timestamp with time zone)",
  "latest(timestamp with time zone[])",
  "lead_gates(leads, private.policy, timestamp with time zone)",
  "list_page(uuid, jsonb, timestamp with time zone)",
  "next_call_at(private.policy, text, timestamp with time zone[], timestamp with time zone)",
  "next_run_at(timestamp with time zone)",
  "number_limit_opens_at(timestamp with time zone[], integer)",
  "open_call_count(uuid)",
  "pace_opens_at(timestamp with time zone, timestamp with time zone, integer)",
  "place_key(leads)",
  "policy_of(uuid)",
  "profile_days(private.policy, text[], date, date)",
  "profile_limits(private.policy, text[])",
  "profile_parts(text[])",
  "profile_states(private.policy, text[], timestamp with time zone)",
  "profile_windows(private.policy, text[], timestamp with time zone, timestamp with time zone)",
  "recent_calls(uuid, text, timestamp with time zone)",
  "select_lead_ids(uuid, jsonb, timestamp with time zone)",
  "simulate_calls(private.policy, private.forecast_assumptions, integer, timestamp with time zone)",
  "sort_expression(text)",
  "spend_capacity(settings, timestamp with time zone)",
  "spend_day(settings, timestamp with time zone)",
  "state_rules(private.policy, text[])",
  "team_gate_times(settings, timestamp with time zone)",
  "team_ids(team_role[])",
  "window_before(private.policy, text, timestamp with time zone)",
  "worst_case_usd(settings)",
];

/** All that runs with the owner's rights: each must check the caller itself. */
const DEFINERS: readonly string[] = [
  "accept_invitation(text)",
  "can_create_first_team()",
  "cancel_lead_action(uuid)",
  "continue_lead_action(uuid, integer, timestamp with time zone)",
  "count_leads(uuid, jsonb, timestamp with time zone)",
  "create_first_team(text)",
  "end_provider_pause(uuid, timestamp with time zone)",
  "import_lead_rows(uuid, integer, json, timestamp with time zone)",
  "invite_to_team(uuid, text, team_role, text)",
  "make_abandoned_searchable(timestamp with time zone, integer)",
  "make_imported_searchable(uuid)",
  "requeue_lead(uuid, timestamp with time zone)",
  "start_import(uuid, jsonb, timestamp with time zone)",
  "start_lead_action(uuid, lead_action_kind, jsonb, jsonb, timestamp with time zone)",
  "undo_import(uuid, integer, timestamp with time zone)",
  "undo_lead_action(uuid, integer, timestamp with time zone)",
  "private.add_spend()",
  "private.announce_change()",
  "private.announce_pause()",
  "private.apply_consent()",
  "private.cancel_suppressed_work()",
  "private.check_calling_matches_open_call()",
  "private.copy_last_outcome()",
  "private.cover_team_windows(uuid, timestamp with time zone)",
  "private.create_settings()",
  "private.finish_search()",
  "private.forget_all_windows()",
  "private.forget_windows()",
  "private.hold_suppressed_leads()",
  "private.holding_pauses(uuid)",
  "private.index_changed_lead()",
  "private.index_new_leads()",
  "private.keep_one_admin()",
  "private.list_page(uuid, jsonb, timestamp with time zone)",
  "private.move_spend()",
  "private.queue_unsuppressed_leads()",
  "private.record_lead_changes()",
  "private.record_lead_creation()",
  "private.register_lanes()",
  "private.release_list()",
  "private.select_lead_ids(uuid, jsonb, timestamp with time zone)",
  "private.set_ready_at()",
  "private.team_ids(team_role[])",
  "private.team_profile_states(uuid, timestamp with time zone)",
  "private.tell_listeners(uuid, text, jsonb)",
];

/** Single expressions that the planner is to inline, which it does only without settings: they name every object in full. */
const INLINED: readonly string[] = [
  "call_cost(calls)",
  "call_reservation(calls)",
  "forecast_key(bigint, integer)",
  "forecast_slot(timestamp with time zone)",
  "gap_opens_at(timestamp with time zone[], integer, timestamp with time zone)",
  "gate_times(leads, settings, private.profile_state, boolean, timestamp with time zone[])",
  "id_of_moment(timestamp with time zone)",
  "is_email(text)",
  "next_run_at(timestamp with time zone)",
  "number_limit_opens_at(timestamp with time zone[], integer)",
  "pace_opens_at(timestamp with time zone, timestamp with time zone, integer)",
  "search_text(text, text, text, text)",
  "spend_day(settings, timestamp with time zone)",
  "worst_case_usd(settings)",
];

const MAY_EXECUTE = (role: string) => `has_function_privilege('${role}', p.oid, 'execute')`;

describe("a client without a session", () => {
  test("may do nothing to any table", async () => {
    expect(await readTablePrivileges(pool, "anon")).toEqual({});
    expect(await readTablePrivileges(pool, "public")).toEqual({});
  });

  test("may call no function", async () => {
    for (const schema of ["public", "private"] as const) {
      expect(await listFunctions(pool, schema, MAY_EXECUTE("anon"))).toEqual([]);
    }
  });

  test("may not enter the private schema", async () => {
    const { rows } = await pool.query(
      "select has_schema_privilege('anon', 'private', 'usage') as anon, has_schema_privilege('anon', 'public', 'create') as creates",
    );
    expect(rows).toEqual([{ anon: false, creates: false }]);
  });
});

describe("a signed-in user", () => {
  test("may do exactly this to tables", async () => {
    expect(await readTablePrivileges(pool, "authenticated")).toEqual(USER_TABLES);
  });

  test("may call exactly these functions", async () => {
    const names = await listFunctions(pool, "public", MAY_EXECUTE("authenticated"));
    expect(names).toEqual(USER_FUNCTIONS);
  });

  test("reaches exactly these helpers", async () => {
    const names = await listFunctions(pool, "private", MAY_EXECUTE("authenticated"));
    expect(names).toEqual(USER_HELPERS);
  });

  test("creates no objects and truncates nothing", async () => {
    const { rows } = await pool.query(`
      select n.nspname from pg_namespace n
      where n.nspname in ('public', 'private') and has_schema_privilege('authenticated', n.oid, 'create')
    `);
    expect(rows).toEqual([]);
  });
});

test("the server may call every function of the API", async () => {
  const all = await listFunctions(pool, "public");
  const forUsersOnly = [
    "accept_invitation(text)",
    "can_create_first_team()",
    "create_first_team(text)",
    "invite_to_team(uuid, text, team_role, text)",
  ];
  const allowed = await listFunctions(pool, "public", MAY_EXECUTE("service_role"));
  expect(allowed).toEqual(all.filter((name) => !forUsersOnly.includes(name)));
});

describe("every table", () => {
  test("has row level security", async () => {
    const { rows } = await pool.query<{ name: string }>(
      "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relrowsecurity order by 1",
    );
    expect(rows.map((row) => row.name)).toEqual(await listTables(pool));
  });

  test("has policies for signed-in users only, all of which ask for the team", async () => {
    const { rows } = await pool.query<{ policy: string; roles: string; rule: string }>(
      "select policyname as policy, roles::text, coalesce(qual, '') || coalesce(with_check, '') as rule from pg_policies where schemaname = 'public'",
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { policy, roles, rule } of rows) {
      expect(roles, policy).toBe("{authenticated}");
      expect(rule, policy).toContain("private.team_ids(");
    }
  });

  test("has a policy for each verb that is granted", async () => {
    const { rows } = await pool.query<{ name: string; verbs: string[] }>(
      "select tablename as name, array_agg(lower(cmd) order by cmd)::text[] as verbs from pg_policies where schemaname = 'public' group by tablename",
    );
    const granted = Object.entries(USER_TABLES).map(([name, privileges]) => [
      name,
      privileges.map((privilege) => privilege.split(" ")[0]).sort(),
    ]);
    expect(Object.fromEntries(rows.map((row) => [row.name, row.verbs.sort()]))).toEqual(
      Object.fromEntries(granted),
    );
  });
});

describe("every function", () => {
  test("fixes its search path, except what is inlined", async () => {
    const open = `not coalesce('search_path=""' = any (p.proconfig), false)`;
    expect(await listFunctions(pool, "public", open)).toEqual([]);
    expect(await listFunctions(pool, "private", open)).toEqual(INLINED);
  });

  test("runs with the caller's rights, except these", async () => {
    const definers = await Promise.all([
      listFunctions(pool, "public", "p.prosecdef"),
      listFunctions(pool, "private", "p.prosecdef"),
    ]);
    const [open, hidden] = definers;
    expect([...open, ...hidden.map((name) => `private.${name}`)]).toEqual(DEFINERS);
  });
});

test("views, which run with their owner's rights, do not exist in the API's schema", async () => {
  const { rows } = await pool.query(
    "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')",
  );
  expect(rows).toEqual([]);
});
