import pg from "pg";
import { type Functions, readFunctions, type Statement, toStatement } from "./rest-sql";
import type { OutsideRequest } from "./scheduler";

type Session = pg.Client;

/** What came of a statement: the answer's JSON text, or PostgreSQL's error. */
type Result = { readonly body: string | null } | { readonly error: pg.DatabaseError };

/** Two requests at once, in the order in which they were answered. */
export interface Overlap {
  readonly first: Response;
  readonly second: Response;
  readonly isSecondEarlier: boolean;
  readonly hasWaited: boolean;
}

/** Serves the Supabase API's database requests over PostgreSQL itself, with the rights of the service role. */
export class DatabaseDoor {
  private constructor(
    private readonly functions: Functions,
    private readonly one: Session,
    private readonly other: Session,
    private readonly watch: Session,
  ) {}

  static async open(adminUrl: string): Promise<DatabaseDoor> {
    const [one, other, watch] = await Promise.all([
      openSession(adminUrl, true),
      openSession(adminUrl, true),
      openSession(adminUrl, false),
    ]);
    return new DatabaseDoor(await readFunctions(watch), one, other, watch);
  }

  async close(): Promise<void> {
    await Promise.all([this.one.end(), this.other.end(), this.watch.end()]);
  }

  async serve(request: OutsideRequest): Promise<Response> {
    const statement = toStatement(request, this.functions);
    return toResponse(request, await execute(this.one, statement));
  }

  /**
   * Two transactions that overlap: the first has done its work and does not commit before the second has either
   * finished or met a lock of the first.
   */
  async serveBoth(first: OutsideRequest, second: OutsideRequest): Promise<Overlap> {
    const statement = toStatement(second, this.functions);
    await this.one.query("begin");
    const firstResult = await execute(this.one, toStatement(first, this.functions));
    const secondResult = execute(this.other, statement);
    let isSecondDone = false;
    void secondResult.finally(() => {
      isSecondDone = true;
    });
    const isSecondEarlier = !(await this.seesBlocked(() => isSecondDone));
    await this.one.query("error" in firstResult ? "rollback" : "commit");
    return {
      first: toResponse(first, firstResult),
      second: toResponse(second, await secondResult),
      isSecondEarlier,
      hasWaited: !isSecondEarlier,
    };
  }

  /** Watches until the second session waits for the first (true), or is done and never had to. */
  private async seesBlocked(isDone: () => boolean): Promise<boolean> {
    const values = [pidOf(this.one), pidOf(this.other)];
    while (!isDone()) {
      const { rows } = await this.watch.query<{ waits: boolean }>({
        name: "waits",
        text: "select $1::integer = any (pg_blocking_pids($2)) as waits",
        values,
      });
      if (rows[0]?.waits) return true;
    }
    return false;
  }
}

async function openSession(adminUrl: string, isService: boolean): Promise<Session> {
  const session = new pg.Client({ connectionString: adminUrl });
  await session.connect();
  if (isService) {
    const claims = JSON.stringify({ role: "service_role" });
    await session.query("select set_config('request.jwt.claims', $1, false)", [claims]);
    await session.query("set role service_role");
    await session.query("set jit = off");
  }
  return session;
}

function pidOf(session: Session): number {
  if (!("processID" in session) || typeof session.processID !== "number") {
    throw new Error("pg does not tell its process id");
  }
  return session.processID;
}

const prepared = new Map<string, string>();

/** The name under which a statement is prepared. */
function nameOf(text: string): string {
  const known = prepared.get(text);
  if (known !== undefined) return known;
  const name = `statement_${prepared.size}`;
  prepared.set(text, name);
  return name;
}

async function execute(session: Session, statement: Statement): Promise<Result> {
  try {
    const { rows } = await session.query<{ body: string | null }>({
      name: nameOf(statement.text),
      text: statement.text,
      values: [...statement.values],
    });
    return { body: rows[0]?.body ?? null };
  } catch (error) {
    if (error instanceof pg.DatabaseError) return { error };
    throw error;
  }
}

const STATUS: Readonly<Record<string, number>> = { "23505": 409, "23503": 409, "42501": 403 };

/** In the form in which PostgREST answers. */
function toResponse(request: OutsideRequest, result: Result): Response {
  const headers = { "content-type": "application/json; charset=utf-8" };
  if ("error" in result) {
    const { code = "XX000", message, detail = null, hint = null } = result.error;
    const status = /^PT\d{3}$/.test(code) ? Number(code.slice(2)) : (STATUS[code] ?? 400);
    return Response.json({ code, message, details: detail, hint }, { status, headers });
  }
  if (result.body === null) return new Response(null, { status: 204 });
  if (!request.headers.get("accept")?.includes("vnd.pgrst.object")) {
    return new Response(result.body, { headers });
  }
  const rows: unknown = JSON.parse(result.body);
  if (!Array.isArray(rows) || rows.length === 1) {
    return Response.json(Array.isArray(rows) ? rows[0] : rows, { headers });
  }
  const message = "Cannot coerce the result to a single JSON object";
  return Response.json({ code: "PGRST116", message, details: null, hint: null }, { status: 406 });
}
