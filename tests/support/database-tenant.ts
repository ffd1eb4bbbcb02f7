import {
  addMember,
  type Columns,
  createLead,
  createTeam,
  insertRow,
  one,
  type Queryable,
} from "./database-actors";
import { NOW } from "./database-calls";

export interface Tenant {
  readonly team: string;
  readonly admin: string;
  readonly member: string;
  readonly viewer: string;
  readonly lead: string;
  readonly import: string;
  readonly run: string;
  readonly call: string;
}

let tenantCount = 0;

/** A team with people of each role and at least one row in every table. */
export async function createTenant(db: Queryable): Promise<Tenant> {
  tenantCount += 1;
  const team = await createTeam(db, { automation_enabled: false });
  const admin = await addMember(db, team, "admin");
  const member = await addMember(db, team, "member");
  const viewer = await addMember(db, team, "viewer");
  const lead = await createLead(db, team);
  const insert = async (table: string, columns: Columns) =>
    one(await insertRow<{ id: string }>(db, table, { team_id: team, ...columns })).id;

  const importId = await insert("imports", {
    file_name: "list.csv",
    total_rows: 9,
    created_by: member,
  });
  await insert("import_refusals", {
    import_id: importId,
    row_number: 1,
    reason: "No phone number.",
    fields: {},
  });
  await insert("import_changes", {
    import_id: importId,
    lead_id: lead.id,
    row_number: 2,
    before: {},
    after: {},
  });
  const run = await insert("automation_runs", { trigger: "cron", started_at: NOW });
  const call = await insert("calls", {
    lead_id: lead.id,
    run_id: run,
    company_name: "Northside Heating",
    phone: lead.phone,
    attempt: 1,
    state: "ended",
    outcome: "voicemail",
    claimed_at: NOW,
    settled_at: NOW,
    reserved_usd: 5,
    spend_day: NOW.slice(0, 10),
    monitor_control_url: "https://provider.example/control",
  });
  await insertConversation(insert, call);
  await insertPapers(insert, { lead: lead.id, phone: lead.phone, admin });
  await insertDesk(insert, { lead: lead.id, member });
  return { team, admin, member, viewer, lead: lead.id, import: importId, run, call };
}

async function insertDesk(
  insert: Insert,
  { lead, member }: { lead: string; member: string },
): Promise<void> {
  await insert("lead_lists", { name: "Spring fair", created_by: member });
  await insert("lead_views", { name: "The team's", query: "status=pending", created_by: member });
  await insert("lead_notes", {
    lead_id: lead,
    author_id: member,
    body: "Call the owner.",
    noted_at: NOW,
  });
  const action = await insert("lead_actions", {
    kind: "requeue",
    total_count: 1,
    created_by: member,
    started_at: NOW,
  });
  await insert("lead_action_items", { action_id: action, lead_id: lead });
}

type Insert = (table: string, columns: Columns) => Promise<string>;

async function insertConversation(insert: Insert, call: string): Promise<void> {
  const uid = `tenant-${tenantCount}`;
  await insert("appointments", {
    call_id: call,
    cal_booking_uid: uid,
    start_time: "2026-03-05T16:00:00Z",
    end_time: "2026-03-05T16:30:00Z",
    status: "accepted",
    last_event_at: NOW,
  });
  const offer = { call_id: call, code: "S1", start_at: NOW, offered_at: NOW };
  await insert("slot_offers", { ...offer, timezone: "America/Chicago" });
  await insert("booking_requests", { call_id: call, start_at: NOW, requested_at: NOW });
  const tool = { call_id: call, tool_call_id: "tool-1", name: "opt_out", arguments: {} };
  await insert("tool_calls", { ...tool, requested_at: NOW });
  const line = { call_id: call, line_key: "user:0:x", role: "user", text: "Hello?" };
  await insert("call_lines", { ...line, spoken_at: NOW });
  await insert("webhook_events", {
    source: "vapi",
    event_key: uid,
    type: "end-of-call-report",
    received_at: NOW,
  });
}

async function insertPapers(
  insert: Insert,
  { lead, phone, admin }: { lead: string; phone: string; admin: string },
): Promise<void> {
  await insert("consents", {
    lead_id: lead,
    phone,
    basis: "written",
    text_shown: "They agreed in writing.",
    attested_by: admin,
    attested_at: NOW,
  });
  await insert("suppressions", {
    channel: "email",
    address: `no-${tenantCount}@hvac.example`,
    reason: "Asked for it.",
    source: "staff",
    created_by: admin,
    suppressed_at: NOW,
  });
  await insert("team_calling_rules", {
    state: "TX",
    weekday_start: "09:00",
    weekday_end: "20:00",
    allows_holidays: false,
    is_allowed: true,
    reason: "Registered.",
    changed_by: admin,
  });
  await insert("team_holidays", { day: "2026-07-03", name: "Summer party", created_by: admin });
  await insert("provider_pauses", {
    scope: "team",
    trouble: "cost_overrun",
    reason: "A call cost more than was reserved for it.",
    started_at: NOW,
    resume_at: "infinity",
    ended_at: NOW,
  });
  await insert("emails", {
    lead_id: lead,
    kind: "no_answer_follow_up",
    dedupe_key: `tenant-${tenantCount}`,
    to_email: `to-${tenantCount}@hvac.example`,
    variables: {},
    next_attempt_at: NOW,
  });
  await insert("team_invitations", {
    email: `guest-${tenantCount}@staff.example`,
    role: "member",
    token_hash: `hash-${tenantCount}`,
    expires_at: "2099-01-01T00:00:00Z",
    invited_by: admin,
  });
}
