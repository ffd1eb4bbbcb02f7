import { randomUUID } from "node:crypto";
import pg from "pg";
import { SYSTEM } from "./system";

export interface LiveCall {
  readonly id: string;
  readonly company: string;
  /** Lets the conversation go on by so many steps: a few words or a tool call each. */
  readonly goOn: (steps: number) => Promise<void>;
}

/**
 * A call of the first team that somebody has answered and that goes on only as the test lets it. Placed past the dialer,
 * so that neither the hour nor the fast clock matters; everything after that is as with any call.
 */
export async function startLiveCall(company: string, phone: string): Promise<LiveCall> {
  await command({ do: "script", phone, script: "interested-books" });
  await command({ do: "hold-talk", phone });
  heldPhones.add(phone);
  const database = new pg.Client({ connectionString: SYSTEM.databaseUrl });
  await database.connect();
  try {
    const ids = await insertCall(database, company, phone);
    const { id, createdAt, monitor } = await askProvider(ids, company, phone);
    await database.query(
      `update calls set claimed_at = $2, placed_at = $2, monitor_listen_url = $3, monitor_control_url = $4 where id = $1`,
      [ids.callId, createdAt, monitor.listenUrl, monitor.controlUrl],
    );
    await database.query("select attach_provider_call($1, $2, $3)", [ids.callId, id, createdAt]);
    await untilAnswered(database, ids.callId);
    return {
      id: ids.callId,
      company,
      goOn: (steps) => command({ do: "go-on", phone, steps }),
    };
  } finally {
    await database.end();
  }
}

/** Lets all held conversations run to their end and takes their leads out of the list. */
export async function removeLiveCalls(): Promise<void> {
  for (const phone of heldPhones) await command({ do: "hold-talk", phone, isOn: false });
  heldPhones.clear();
  const database = new pg.Client({ connectionString: SYSTEM.databaseUrl });
  await database.connect();
  try {
    const isDone = await until(async () => {
      await database.query("delete from leads where email = $1 and status <> 'calling'", [EMAIL]);
      const left = await database.query("select 1 from leads where email = $1", [EMAIL]);
      return left.rows.length === 0;
    });
    if (!isDone) throw new Error("a held call did not end");
  } finally {
    await database.end();
  }
}

const EMAIL = "dana@held.example";
const heldPhones = new Set<string>();

interface Ids {
  readonly callId: string;
  readonly leadId: string;
  readonly teamId: string;
}

async function insertCall(database: pg.Client, company: string, phone: string): Promise<Ids> {
  const { rows } = await database.query<{ id: string }>(
    "select id from teams order by created_at limit 1",
  );
  const ids = { callId: randomUUID(), leadId: randomUUID(), teamId: String(rows[0]?.id) };
  await database.query("begin");
  await database.query(
    `insert into leads (id, team_id, company_name, contact_name, phone, email, timezone, timezone_source, consent_basis, status, call_attempts)
     values ($1, $2, $3, 'Dana Held', $4, $5, 'America/Chicago', 'staff', 'written', 'pending', 1)`,
    [ids.leadId, ids.teamId, company, phone, EMAIL],
  );
  await database.query("update leads set status = 'calling' where id = $1", [ids.leadId]);
  await database.query(
    `insert into calls (id, team_id, lead_id, company_name, phone, attempt, state, claimed_at, lease_until)
     values ($1, $2, $3, $4, $5, 1, 'placing', now(), now() + interval '1 minute')`,
    [ids.callId, ids.teamId, ids.leadId, company, phone],
  );
  await database.query("commit");
  return ids;
}

interface CreatedCall {
  readonly id: string;
  readonly createdAt: string;
  readonly monitor: { readonly listenUrl: string; readonly controlUrl: string };
}

async function askProvider(ids: Ids, company: string, phone: string): Promise<CreatedCall> {
  const [assistant, number] = await Promise.all([firstOf("assistant"), firstOf("phone-number")]);
  const variableValues = {
    call_id: ids.callId,
    lead_id: ids.leadId,
    seller_name: "Brightvent Software",
    company_name: company,
    contact_name: "Dana Held",
    email: EMAIL,
    city: "",
    state: "",
    timezone: "America/Chicago",
    time_zone_name: "Central Time",
    local_date: "Tuesday, March 3, 2026",
    local_time: "10:30 AM",
  };
  const metadata = { callId: ids.callId, leadId: ids.leadId, teamId: ids.teamId };
  const response = await vapi("call", {
    method: "POST",
    body: JSON.stringify({
      assistantId: assistant.id,
      phoneNumberId: number.id,
      customer: { number: phone, name: company },
      assistantOverrides: { metadata, variableValues },
    }),
  });
  if (response.status !== 201) throw new Error(`no call: ${await response.text()}`);
  return response.json();
}

async function firstOf(kind: "assistant" | "phone-number"): Promise<{ readonly id: string }> {
  const [first] = await (await vapi(kind)).json();
  return first;
}

function vapi(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = {
    authorization: `Bearer ${SYSTEM.vapiApiKey}`,
    "content-type": "application/json",
  };
  return fetch(`${SYSTEM.standInsUrl}/vapi/${path}`, { ...init, headers });
}

async function command(body: object): Promise<void> {
  const response = await fetch(`${SYSTEM.standInsUrl}/vapi/_control`, {
    method: "POST",
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`refused: ${await response.text()}`);
}

async function untilAnswered(database: pg.Client, callId: string): Promise<void> {
  const isAnswered = await until(async () => {
    const { rows } = await database.query("select started_at from calls where id = $1", [callId]);
    return Boolean(rows[0]?.started_at);
  });
  if (!isAnswered) throw new Error("nobody answered");
}

async function until(isSo: () => Promise<boolean>): Promise<boolean> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await isSo()) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}
