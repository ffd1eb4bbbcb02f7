import { describe, expect, test } from "vitest";
import { openPool, openTestDatabase } from "../support/database";
import { type Columns, createLead, createTeam, insertRow, one } from "../support/database-actors";
import { minutesLater, NOW, read } from "../support/database-calls";

const database = await openTestDatabase();
const pool = openPool(database, 8);

interface Email {
  readonly id: string;
  readonly to_email: string;
  readonly unsubscribe_token: string;
}

let count = 0;

async function queue(team: string, columns: Columns = {}): Promise<Email> {
  count += 1;
  return one(
    await insertRow<Email>(pool, "emails", {
      team_id: team,
      kind: "no_answer_follow_up",
      dedupe_key: `key-${count}`,
      to_email: `person-${count}@hvac.example`,
      variables: {},
      next_attempt_at: NOW,
      ...columns,
    }),
  );
}

/** The mails that a sender gets; its lease ends a real minute after `wallNow`. */
async function claim({ now = NOW, wallNow = NOW, limit = 50 } = {}) {
  const { rows } = await pool.query<{ id: string; team_id: string; attempts: number }>(
    "select * from claim_due_emails($1, $2, $3, $4)",
    [now, wallNow, minutesLater(1, wallNow), limit],
  );
  return rows;
}

const ids = (rows: readonly { readonly id: string }[]) => rows.map((row) => row.id);
const drain = () => pool.query("delete from emails");

describe("a queued mail", () => {
  test("is handed to one sender, however many ask at once", async () => {
    const team = await createTeam(pool);
    for (let index = 0; index < 60; index += 1) await queue(team);
    const answers = await Promise.all(Array.from({ length: 8 }, () => claim({ limit: 10 })));
    const handedOut = ids(answers.flat());
    expect(new Set(handedOut).size).toBe(handedOut.length);
    const rest = ids(await claim());
    expect(new Set([...handedOut, ...rest]).size).toBe(60);
    expect(await claim()).toEqual([]);
  });

  test("comes with what the sender needs, and nothing has to be looked up again", async () => {
    const team = await createTeam(pool, { sender_name: "Ana", reply_to: "ana@team.example" });
    const email = await queue(team, { variables: { company_name: "Northside" } });
    expect(await claim()).toMatchObject([
      {
        id: email.id,
        team_id: team,
        attempts: 1,
        variables: { company_name: "Northside" },
        unsubscribe_token: email.unsubscribe_token,
        sender_name: "Ana",
        reply_to: "ana@team.example",
        postal_address: "1 Main Street, Springfield",
      },
    ]);
  });

  test("waits until it is due, and goes out in the order of its time", async () => {
    await drain();
    const team = await createTeam(pool);
    const later = await queue(team, { next_attempt_at: minutesLater(2) });
    const first = await queue(team, { next_attempt_at: minutesLater(-2) });
    expect(ids(await claim())).toEqual([first.id]);
    expect(ids(await claim({ now: minutesLater(2) }))).toEqual([later.id]);
  });

  test("is handed out again when the lease of its sender is over", async () => {
    await drain();
    const email = await queue(await createTeam(pool));
    expect(await claim()).toHaveLength(1);
    expect(await claim({ wallNow: minutesLater(1) })).toEqual([]);
    expect(await claim({ wallNow: minutesLater(1.01) })).toMatchObject([
      { id: email.id, attempts: 2 },
    ]);
  });

  test("of a team without a postal address waits until there is one", async () => {
    await drain();
    const team = await createTeam(pool, { postal_address: null });
    const email = await queue(team);
    expect(await claim()).toEqual([]);
    await pool.query(
      "update settings set postal_address = '2 Side Street, Springfield' where team_id = $1",
      [team],
    );
    expect(ids(await claim())).toEqual([email.id]);
  });

  test("to a suppressed address never goes out; another team's may", async () => {
    await drain();
    const [ours, theirs] = [await createTeam(pool), await createTeam(pool)];
    const to_email = "asked-not-to@hvac.example";
    await queue(ours, { to_email });
    const allowed = await queue(theirs, { to_email });
    await insertRow(pool, "suppressions", {
      team_id: ours,
      channel: "email",
      address: to_email,
      reason: "Bounced.",
      source: "provider",
      suppressed_at: NOW,
    });
    expect(ids(await claim())).toEqual([allowed.id]);
    expect(await claim({ wallNow: minutesLater(0.5) })).toEqual([]);
  });
});

describe("what became of a mail", () => {
  const sent = (id: string) =>
    pool.query("select record_email_sent($1, 'Subject', 'provider-1', $2)", [id, minutesLater(1)]);
  const failed = (id: string, retryAt: string | null) =>
    pool.query("select record_email_failure($1, 'refused', $2)", [id, retryAt]);

  test("sent: once, with its place in the lead's timeline", async () => {
    await drain();
    const team = await createTeam(pool);
    const lead = await createLead(pool, team);
    const email = await queue(team, { lead_id: lead.id });
    await claim();
    await Promise.all([sent(email.id), sent(email.id)]);
    await failed(email.id, minutesLater(5));
    expect(await read(pool, "emails", email.id)).toMatchObject({
      state: "sent",
      subject: "Subject",
      provider_id: "provider-1",
      sent_at: new Date(minutesLater(1)),
    });
    const { rows } = await pool.query(
      "select detail from activity where lead_id = $1 and kind = 'email.sent'",
      [lead.id],
    );
    expect(rows).toEqual([{ detail: { kind: "no_answer_follow_up", subject: "Subject" } }]);
    expect(await claim({ now: minutesLater(60), wallNow: minutesLater(60) })).toEqual([]);
  });

  test("failed for now: due again at the time given, at once free for any sender", async () => {
    await drain();
    const email = await queue(await createTeam(pool));
    await claim();
    await failed(email.id, minutesLater(5));
    expect(await claim()).toEqual([]);
    expect(await claim({ now: minutesLater(5) })).toMatchObject([{ id: email.id, attempts: 2 }]);
  });

  test("failed for good: never again", async () => {
    await drain();
    const email = await queue(await createTeam(pool));
    await claim();
    await failed(email.id, null);
    expect(await read(pool, "emails", email.id)).toMatchObject({
      state: "failed",
      last_error: "refused",
    });
    expect(await claim({ now: minutesLater(60), wallNow: minutesLater(60) })).toEqual([]);
  });
});

describe("the unsubscribe link", () => {
  const unsubscribe = async (token: string) =>
    one(
      await pool.query<{ is_known: boolean }>("select unsubscribe_email($1, $2) as is_known", [
        token,
        NOW,
      ]),
    ).is_known;

  test("suppresses the address and cancels what is queued for it, in its team only", async () => {
    await drain();
    const [ours, theirs] = [await createTeam(pool), await createTeam(pool)];
    const lead = await createLead(pool, ours);
    const to_email = lead.email;
    const received = await queue(ours, { to_email, lead_id: lead.id });
    const queued = await queue(ours, { to_email });
    const foreign = await queue(theirs, { to_email });
    expect(await Promise.all([1, 2, 3].map(() => unsubscribe(received.unsubscribe_token)))).toEqual(
      [true, true, true],
    );
    expect(await read(pool, "emails", queued.id)).toMatchObject({ state: "cancelled" });
    expect(ids(await claim())).toEqual([foreign.id]);
    const { rows } = await pool.query(
      "select team_id, channel, address, source from suppressions where address = $1",
      [to_email],
    );
    expect(rows).toEqual([{ team_id: ours, channel: "email", address: to_email, source: "email" }]);
    const activity = await pool.query(
      "select actor from activity where lead_id = $1 and kind = 'email.unsubscribed'",
      [lead.id],
    );
    expect(activity.rows).toEqual([{ actor: "system" }]);
  });

  test("with a token that nobody was sent does nothing", async () => {
    expect(await unsubscribe("0".repeat(48))).toBe(false);
  });

  test("cannot be guessed from another", async () => {
    const team = await createTeam(pool);
    const [a, b] = [await queue(team), await queue(team)];
    expect(a.unsubscribe_token).toMatch(/^[0-9a-f]{48}$/);
    expect(a.unsubscribe_token).not.toBe(b.unsubscribe_token);
  });
});
