import { createClient, type RealtimeChannel, type SupabaseClient } from "@supabase/supabase-js";
import { SignJWT } from "jose";
import postgres from "postgres";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import ws from "ws";
import {
  createBareTestDatabase,
  startTestSupabase,
  type TestDatabase,
  type TestSupabase,
} from "../../local/database/test-database";
import { sharedTestCluster } from "../support/shared-cluster";

const MEMBER = "6f1d3c0e-0000-4000-8000-000000000001";
const OUTSIDER = "6f1d3c0e-0000-4000-8000-000000000002";
const TEAM = "6f1d3c0e-0000-4000-8000-00000000000a";

/** A small application of its own, in a database without the product's migrations. */
const FIXTURE = `
  create schema stack_private;
  grant usage on schema stack_private to authenticated;
  create table public.stack_members (team_id uuid, user_id uuid);
  insert into public.stack_members values ('${TEAM}', '${MEMBER}');
  create function stack_private.is_member(team uuid) returns boolean
    language sql stable security definer set search_path = '' as $$
      select exists (select from public.stack_members where team_id = team and user_id = auth.uid())
    $$;

  create table public.stack_notes (
    id bigint generated always as identity primary key,
    team_id uuid not null default '${TEAM}',
    body text not null check (body <> ''),
    secret text not null default 'hidden',
    price numeric not null default 12.50,
    extra jsonb not null default '{}',
    seen_at timestamptz not null default '2026-01-02 03:04:05.5+00'
  );
  alter table public.stack_notes enable row level security;
  revoke all on public.stack_notes from anon, authenticated;
  grant select (id, team_id, body, price, extra, seen_at), insert (body, extra), update (body)
    on public.stack_notes to authenticated;
  grant all on public.stack_notes to service_role;
  create policy members on public.stack_notes to authenticated
    using (stack_private.is_member(team_id)) with check (stack_private.is_member(team_id));

  create table public.stack_ungranted (id int);

  create function public.stack_json_type(doc jsonb) returns text language sql as $$ select jsonb_typeof(doc) $$;
  create function public.stack_fail() returns void language plpgsql as $$
    begin raise exception 'the lead is gone' using hint = 'reload', detail = 'lead 7'; end $$;
  create function public.stack_teapot() returns void language plpgsql as $$
    begin raise sqlstate 'PT418' using message = 'a teapot'; end $$;

  create policy stack_members_listen on realtime.messages for select to authenticated using (
    realtime.messages.extension = 'broadcast'
    and split_part(realtime.topic(), ':', 1) = 'stack'
    and stack_private.is_member(split_part(realtime.topic(), ':', 2)::uuid)
  );
  create policy stack_members_send on realtime.messages for insert to authenticated with check (
    split_part(realtime.topic(), ':', 1) = 'stack'
    and stack_private.is_member(split_part(realtime.topic(), ':', 2)::uuid)
  );
  create function public.stack_notify() returns trigger language plpgsql security definer set search_path = '' as $$
    begin
      perform realtime.send(jsonb_build_object('count', (select count(*) from changed)), 'notes.changed', 'stack:${TEAM}', true);
      return null;
    end $$;
  create trigger stack_notify after insert on public.stack_notes
    referencing new table as changed for each statement execute function public.stack_notify();
`;

let database: TestDatabase;
let supabase: TestSupabase;
let sql: postgres.Sql;
const clients: SupabaseClient[] = [];

beforeAll(async () => {
  database = await createBareTestDatabase(await sharedTestCluster());
  sql = postgres(database.postgresUrl, { max: 2, onnotice: () => {} });
  await sql.unsafe(FIXTURE);
  supabase = await startTestSupabase(database);
});

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.removeAllChannels()));
});

afterAll(async () => {
  await supabase?.stop();
  await sql?.end();
  await database?.drop();
});

function tokenFor(userId: string, lifetimeSeconds = 600): Promise<string> {
  return new SignJWT({ role: "authenticated", email: "person@hvac.example" })
    .setProtectedHeader({ alg: "HS256" })
    .setSubject(userId)
    .setAudience("authenticated")
    .setExpirationTime(Math.floor(Date.now() / 1000) + lifetimeSeconds)
    .sign(new TextEncoder().encode(supabase.jwtSecret));
}

function connect(token?: string, vsn?: string): SupabaseClient {
  const client = createClient(supabase.url, supabase.publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false },
    ...(token ? { accessToken: async () => token } : {}),
    realtime: { transport: ws as never, ...(vsn ? { vsn } : {}) },
  });
  clients.push(client);
  return client;
}

function connectAsService(): SupabaseClient {
  return createClient(supabase.url, supabase.secretKey, {
    auth: { persistSession: false },
    realtime: { transport: ws as never },
  });
}

/** Subscribes and waits for the first status that says something. */
async function subscribe(
  client: SupabaseClient,
  topic: string,
  { isPrivate = true, onStatus }: { isPrivate?: boolean; onStatus?: (status: string) => void } = {},
): Promise<{ channel: RealtimeChannel; status: string; reason: string; messages: unknown[] }> {
  await client.realtime.setAuth();
  const messages: unknown[] = [];
  const channel = client
    .channel(topic, { config: { private: isPrivate } })
    .on("broadcast", { event: "*" }, (message) => messages.push(message));
  return new Promise((resolve) => {
    channel.subscribe((status, error) => {
      onStatus?.(status);
      resolve({ channel, status, reason: error?.message ?? "", messages });
    });
  });
}

describe("REST", () => {
  test("a member sees the team's rows with JSON types as PostgREST writes them", async () => {
    await sql`insert into stack_notes (body, extra) values ('first', ${sql.json({ a: [1] })})`;
    const { data, error } = await connect(await tokenFor(MEMBER))
      .from("stack_notes")
      .select("body, price, extra, seen_at")
      .eq("body", "first");
    expect(error).toBeNull();
    expect(data).toEqual([
      { body: "first", price: 12.5, extra: { a: [1] }, seen_at: "2026-01-02T03:04:05.5+00:00" },
    ]);
  });

  test("an outsider sees no row and can write none", async () => {
    const outsider = connect(await tokenFor(OUTSIDER));
    const read = await outsider.from("stack_notes").select("id");
    const write = await outsider.from("stack_notes").insert({ body: "intruder" });
    expect(read.data).toEqual([]);
    expect([write.status, write.error?.code]).toEqual([403, "42501"]);
  });

  test("revoked tables and columns stay revoked", async () => {
    const member = connect(await tokenFor(MEMBER));
    const column = await member.from("stack_notes").select("secret");
    const anonymous = await connect().from("stack_notes").select("id");
    const deletion = await member.from("stack_notes").delete().eq("id", 1);
    expect([column.status, column.error?.code]).toEqual([403, "42501"]);
    expect([anonymous.status, anonymous.error?.code]).toEqual([401, "42501"]);
    expect([deletion.status, deletion.error?.code]).toEqual([403, "42501"]);
  });

  test("a table without grants is out of reach even for the service role, as on a hosted project", async () => {
    const { status, error } = await connectAsService().from("stack_ungranted").select("id");
    expect([status, error?.code]).toEqual([403, "42501"]);
  });

  test("the service role passes row level security", async () => {
    await sql`insert into stack_notes (body, team_id) values ('foreign', gen_random_uuid())`;
    const { data } = await connectAsService()
      .from("stack_notes")
      .select("body")
      .eq("body", "foreign");
    expect(data).toEqual([{ body: "foreign" }]);
  });

  test("a json argument of a function arrives as json", async () => {
    const client = connectAsService();
    const object = await client.rpc("stack_json_type", { doc: { a: 1 } });
    const array = await client.rpc("stack_json_type", { doc: [1, 2] });
    const text = await client.rpc("stack_json_type", { doc: "text" });
    expect([object.data, array.data, text.data]).toEqual(["object", "array", "string"]);
  });

  test("an exception raised in a function is a 400 with its code, details and hint", async () => {
    const { status, error } = await connectAsService().rpc("stack_fail");
    expect(status).toBe(400);
    expect(error).toMatchObject({
      code: "P0001",
      message: "the lead is gone",
      details: "lead 7",
      hint: "reload",
    });
  });

  test("PTnnn chooses the status, and a violated check is a 400", async () => {
    const teapot = await connectAsService().rpc("stack_teapot");
    const check = await connectAsService().from("stack_notes").insert({ body: "" });
    expect([teapot.status, teapot.error?.message]).toEqual([418, "a teapot"]);
    expect([check.status, check.error?.code]).toEqual([400, "23514"]);
  });

  test("an update without a condition is refused", async () => {
    const { status, error } = await connectAsService().from("stack_notes").update({ body: "all" });
    expect([status, error?.code]).toEqual([400, "21000"]);
  });

  test("repeated filters all count, and digits in a text stay text", async () => {
    await sql`insert into stack_notes (body) values ('+16145550101'), ('007'), ('alpha beta'), ('beta')`;
    const bodies = async (query: string) => {
      const response = await fetch(
        `${supabase.url}/rest/v1/stack_notes?select=body&order=body&${query}`,
        {
          headers: { apikey: supabase.secretKey },
        },
      );
      return ((await response.json()) as { body: string }[]).map((row) => row.body);
    };
    expect(await bodies("body=ilike.*alpha*&body=ilike.*beta*")).toEqual(["alpha beta"]);
    expect(await bodies("body=gte.alpha&body=lt.beta")).toEqual(["alpha beta"]);
    expect(await bodies("or=(body.eq.beta,body.eq.x)&or=(body.eq.beta,body.eq.y)")).toEqual([
      "beta",
    ]);
    expect(await bodies("body=eq.%2B16145550101")).toEqual(["+16145550101"]);
    expect(await bodies("body=in.(007,beta)")).toEqual(["007", "beta"]);
    expect(await bodies("body=eq.beta&id=not.is.null")).toEqual(["beta"]);
  });

  test("DDL is seen after `notify pgrst`", async () => {
    await connectAsService().from("stack_notes").select("id");
    await sql`create table public.stack_late (id int)`;
    await sql`grant select on public.stack_late to service_role`;
    await sql`notify pgrst, 'reload schema'`;
    await expect
      .poll(async () => (await connectAsService().from("stack_late").select("id")).status)
      .toBe(200);
  });
});

describe("doors", () => {
  test("the server's own pages are shut", async () => {
    for (const page of ["info", "config", "introspect"]) {
      const response = await fetch(`${supabase.url}/_system/${page}`, {
        headers: { apikey: supabase.secretKey },
      });
      expect([page, response.status]).toEqual([page, 404]);
    }
  });

  test("no key and a wrong key are refused", async () => {
    const none = await fetch(`${supabase.url}/rest/v1/stack_notes`);
    const wrong = await fetch(`${supabase.url}/rest/v1/stack_notes`, {
      headers: { apikey: "sb_x" },
    });
    expect([none.status, wrong.status]).toEqual([401, 401]);
  });

  test("a token that is no JWT, is signed by somebody else or names another role is refused", async () => {
    const sign = (role: string, secret: string) =>
      new SignJWT({ role })
        .setProtectedHeader({ alg: "HS256" })
        .setExpirationTime("1 minute")
        .sign(new TextEncoder().encode(secret));
    const tokens = [
      "garbage",
      await sign("authenticated", "another secret of another server"),
      await sign("supabase_admin", supabase.jwtSecret),
    ];
    const statuses = tokens.map(async (token) => {
      const headers = { apikey: supabase.publishableKey, authorization: `Bearer ${token}` };
      return (await fetch(`${supabase.url}/rest/v1/stack_notes`, { headers })).status;
    });
    expect(await Promise.all(statuses)).toEqual([401, 401, 403]);
  });

  test("a browser on another port may call REST, auth and the broadcast API", async () => {
    for (const path of ["/rest/v1/stack_notes", "/auth/v1/token", "/realtime/v1/api/broadcast"]) {
      const response = await fetch(supabase.url + path, {
        method: "OPTIONS",
        headers: {
          origin: "http://127.0.0.1:3000",
          "access-control-request-method": "POST",
          "access-control-request-headers": "apikey,authorization,content-type,x-client-info",
        },
      });
      expect([path, response.ok]).toEqual([path, true]);
      expect(response.headers.get("access-control-allow-origin")).toBe("*");
      expect(response.headers.get("access-control-allow-headers")).toContain("apikey");
    }
  });
});

describe("auth", () => {
  test("sign up, sign in, reset the password by mail", async () => {
    const email = "new@hvac.example";
    const client = connect();
    const signUp = await client.auth.signUp({ email, password: "first password" });
    expect(signUp.error).toBeNull();
    expect(signUp.data.session?.user.email).toBe(email);

    await client.auth.resetPasswordForEmail(email);
    const mail = supabase.mails.at(-1);
    expect(mail).toMatchObject({ to: email, subject: "Set a new password" });
    const link = new URL(/href="([^"]+)"/.exec(mail?.html ?? "")?.[1]?.replace("&amp;", "&") ?? "");
    expect(link.origin + link.pathname).toBe("http://127.0.0.1:3000/auth/confirm");
    expect(mail?.text).toContain(link.href);

    const recovery = connect();
    const verified = await recovery.auth.verifyOtp({
      token_hash: link.searchParams.get("token_hash") ?? "",
      type: "recovery",
    });
    expect(verified.error).toBeNull();
    expect((await recovery.auth.updateUser({ password: "second password" })).error).toBeNull();
    const old = await connect().auth.signInWithPassword({ email, password: "first password" });
    const fresh = await connect().auth.signInWithPassword({ email, password: "second password" });
    expect([old.error?.status, fresh.error]).toEqual([400, null]);
  });

  test("the token of a session makes auth.uid() the user", async () => {
    await sql`create or replace function public.stack_whoami() returns text language sql as $$ select auth.uid() || ' ' || auth.role() $$`;
    await sql`notify pgrst, 'reload schema'`;
    const client = connect();
    const { data } = await client.auth.signUp({
      email: "id@hvac.example",
      password: "first password",
    });
    await expect
      .poll(async () => (await client.rpc("stack_whoami")).data)
      .toBe(`${data.user?.id} authenticated`);
  });
});

describe.each(["2.0.0", "1.0.0"])("Realtime, protocol %s", (vsn) => {
  test("a member hears one message for a statement of many rows", async () => {
    const member = connect(await tokenFor(MEMBER), vsn);
    const { status, messages } = await subscribe(member, `stack:${TEAM}`);
    expect(status).toBe("SUBSCRIBED");
    await sql`insert into stack_notes (body) select 'n' || n from generate_series(1, 500) n`;
    await expect.poll(() => messages).toHaveLength(1);
    expect(messages[0]).toMatchObject({
      type: "broadcast",
      event: "notes.changed",
      payload: { count: 500 },
    });
  });

  test("outsiders and anonymous clients are refused", async () => {
    const outsider = await subscribe(connect(await tokenFor(OUTSIDER), vsn), `stack:${TEAM}`);
    const anonymous = await subscribe(connect(undefined, vsn), `stack:${TEAM}`);
    expect([outsider.status, anonymous.status]).toEqual(["CHANNEL_ERROR", "CHANNEL_ERROR"]);
    expect(outsider.reason).toContain("You do not have permissions to read");
  });

  test("a rolled-back transaction sends nothing", async () => {
    const { messages } = await subscribe(connect(await tokenFor(MEMBER), vsn), `stack:${TEAM}`);
    await sql
      .begin(async (tx) => {
        await tx`insert into stack_notes (body) values ('never')`;
        throw new Error("undo");
      })
      .catch(() => {});
    await sql`insert into stack_notes (body) values ('kept')`;
    await expect.poll(() => messages).toHaveLength(1);
  });

  test("members hear each other, not themselves", async () => {
    const first = await subscribe(connect(await tokenFor(MEMBER), vsn), `stack:${TEAM}`);
    const second = await subscribe(connect(await tokenFor(MEMBER), vsn), `stack:${TEAM}`);
    await first.channel.send({ type: "broadcast", event: "typing", payload: { at: 1 } });
    await expect.poll(() => second.messages).toHaveLength(1);
    expect(second.messages[0]).toMatchObject({ event: "typing", payload: { at: 1 } });
    expect(first.messages).toEqual([]);
  });
});

describe("Realtime", () => {
  test("public channels and topics that no policy knows are refused", async () => {
    const token = await tokenFor(MEMBER);
    const open = await subscribe(connect(token), `stack:${TEAM}`, { isPrivate: false });
    const malformed = await subscribe(connect(token), "stack:no-uuid");
    expect(open.reason).toContain("PrivateOnly");
    expect(malformed.reason).toContain("Unauthorized");
  });

  test("a socket needs a key", async () => {
    const socket = new ws(
      `${supabase.url.replace("http", "ws")}/realtime/v1/websocket?apikey=wrong`,
    );
    const status = await new Promise((resolve) => {
      socket.on("error", () => {});
      socket.on("unexpected-response", (_request, response) => resolve(response.statusCode));
    });
    expect(status).toBe(401);
  });

  test("the channel closes when its token expires", async () => {
    const statuses: string[] = [];
    const { messages } = await subscribe(connect(await tokenFor(MEMBER, 2)), `stack:${TEAM}`, {
      onStatus: (status) => statuses.push(status),
    });
    expect(statuses).toEqual(["SUBSCRIBED"]);
    await expect.poll(() => statuses, { timeout: 5_000 }).toEqual(["SUBSCRIBED", "CLOSED"]);
    await sql`insert into stack_notes (body) values ('too late')`;
    expect(messages).toEqual([]);
  });

  test("a new token of somebody without access closes the channel", async () => {
    const client = connect();
    await client.realtime.setAuth(await tokenFor(MEMBER));
    const statuses: string[] = [];
    const channel = client.channel(`stack:${TEAM}`, { config: { private: true } });
    channel.subscribe((status) => statuses.push(status));
    await expect.poll(() => statuses).toEqual(["SUBSCRIBED"]);
    await client.realtime.setAuth(await tokenFor(OUTSIDER));
    await expect.poll(() => statuses).toEqual(["SUBSCRIBED", "CLOSED"]);
  });

  test("messages get through after the database dropped the connections", async () => {
    const { messages } = await subscribe(connect(await tokenFor(MEMBER)), `stack:${TEAM}`);
    const admin = postgres(database.adminUrl, { max: 1 });
    await admin`
      select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'supabase-realtime' and datname = current_database()
    `;
    await sql`insert into stack_notes (body) values ('during the outage')`;
    await admin.end();
    await expect.poll(() => messages, { timeout: 5_000 }).toHaveLength(1);
    await sql`insert into stack_notes (body) values ('after it')`;
    await expect.poll(() => messages, { timeout: 5_000 }).toHaveLength(2);
  });

  test("sending over HTTP needs a policy that allows it", async () => {
    const { messages } = await subscribe(connect(await tokenFor(MEMBER)), `stack:${TEAM}`);
    const send = async (userId: string) => {
      const client = connect(await tokenFor(userId));
      await client.realtime.setAuth();
      const channel = client.channel(`stack:${TEAM}`, { config: { private: true } });
      return channel.httpSend("ping", { from: userId });
    };
    expect(await send(OUTSIDER)).toMatchObject({ success: true });
    expect(await send(MEMBER)).toMatchObject({ success: true });
    await expect.poll(() => messages).toHaveLength(1);
    expect(messages[0]).toMatchObject({ event: "ping", payload: { from: MEMBER } });
  });
});
