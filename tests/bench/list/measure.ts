import pg from "pg";
import { percentile, tell, time } from "../harness";
import { readPlans } from "./plans";
import { type Question, questionsOf } from "./questions";
import { LISTED_AT, type SeededList } from "./seed";

export interface Measured {
  readonly name: string;
  readonly p50: number;
  readonly p99: number;
  /** The page in the middle of what can be reached by paging on. */
  readonly nextP50: number;
  /** The page before that one. */
  readonly backP50: number;
  readonly countP50: number;
  readonly plainMs: number;
  /** Sequential scans of the leads, or of the table beside them, in any statement that ran. */
  readonly scans: readonly string[];
}

export const GOAL_MS = 50;
const RUNS = 12;
/** At the end, for questions that a few runs left open: of so many, one in a hundred may be slow. */
const MORE_RUNS = 100;
/** Of questions that are far from the goal. */
const FAR_RUNS = 3;
const FAR_MS = 4 * GOAL_MS;
const TELL_EVERY = 25;
const PAGE_SIZE = 50;
const PAGES_ON = 5;
const TIMEOUT_MS = 3000;

/** Asks each question as a member of the team, under row level security, over one connection. */
export async function measureList(
  adminUrl: string,
  seeded: SeededList,
  only: string,
): Promise<Measured[]> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  const plans = readPlans(client);
  await client.query("load 'auto_explain'");
  // A question that takes so long has missed the goal by far; the others are to be measured all the same.
  await client.query(`set statement_timeout = ${TIMEOUT_MS}`);
  await client.query("set role authenticated");
  await client.query("select set_config('request.jwt.claims', $1, false)", [
    JSON.stringify({ sub: seeded.memberId, role: "authenticated" }),
  ]);
  try {
    const measured: Measured[] = [];
    const questions = questionsOf(seeded).filter(({ name }) => name.includes(only));
    for (const [index, question] of questions.entries()) {
      measured.push(await measureOrGiveUp(client, seeded, question, plans, RUNS));
      if ((index + 1) % TELL_EVERY === 0) tell(`${index + 1} of ${questions.length} questions`);
    }
    for (const [index, question] of questions.entries()) {
      const first = measured[index];
      if (!first || !isOpen(first)) continue;
      tell(`once more, ${MORE_RUNS} times: ${question.name} (${Math.round(first.p99)} ms)`);
      measured[index] = await measureOrGiveUp(client, seeded, question, plans, MORE_RUNS);
    }
    return measured;
  } finally {
    await client.end();
  }
}

/** One slow run of a few may have been anything; where the most were slow, nothing is open. */
function isOpen({ p50, nextP50, backP50, p99, countP50 }: Measured): boolean {
  return Math.max(p50, nextP50, backP50) <= GOAL_MS && Math.max(p99, countP50) > GOAL_MS;
}

async function measureOrGiveUp(
  ...[client, seeded, question, plans, runs]: Parameters<typeof measureQuestion>
): Promise<Measured> {
  try {
    return await measureQuestion(client, seeded, question, plans, runs);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== "57014") throw error;
    await client.query("set role authenticated");
    const ms = TIMEOUT_MS;
    return {
      name: question.name,
      p50: ms,
      p99: ms,
      nextP50: ms,
      backP50: ms,
      countP50: ms,
      plainMs: Number.NaN,
      scans: [],
    };
  }
}

async function measureQuestion(
  client: pg.Client,
  { teamId }: SeededList,
  question: Question,
  plans: ReturnType<typeof readPlans>,
  wantedRuns: number,
): Promise<Measured> {
  const list = (cursor: object | null) =>
    client.query("select public.list_leads($1, $2, $3) as page", [
      teamId,
      { filters: question.filters, sort: question.sort, cursor, pageSize: PAGE_SIZE },
      LISTED_AT,
    ]);
  const scans = await plans.whichScan(() => list(null));
  const [taste = 0] = await time(1, () => list(null));
  const runs = taste > FAR_MS ? FAR_RUNS : wantedRuns;
  const cursor = await pageOn(list);
  const [first, next, back] = [
    await time(runs, () => list(null)),
    await time(runs, () => list(cursor)),
    await time(runs, () => list(cursor && { ...cursor, side: "before" })),
  ];
  const count = await time(3, () =>
    client.query("select * from public.count_leads($1, $2, $3)", [
      teamId,
      question.filters,
      LISTED_AT,
    ]),
  );
  return {
    name: question.name,
    p50: percentile(first, 0.5),
    p99: Math.max(...[first, next, back].map((samples) => percentile(samples, 0.99))),
    nextP50: percentile(next, 0.5),
    backP50: percentile(back, 0.5),
    countP50: percentile(count, 0.5),
    plainMs: await measurePlain(client, teamId, question),
    scans,
  };
}

/** The cursor some pages on. */
async function pageOn(list: (cursor: object | null) => Promise<pg.QueryResult>) {
  let cursor: { readonly side: string; readonly leadId: string } | null = null;
  for (let page = 0; page < PAGES_ON; page += 1) {
    const answer = await list(cursor);
    const last: { readonly id: string } | undefined = answer.rows[0].page.rows.at(-1);
    if (!last) break;
    cursor = { side: "after", leadId: last.id };
  }
  return cursor;
}

/** What an application asks without this: the page by offset with the exact count; only sorts that need no join. */
async function measurePlain(
  client: pg.Client,
  teamId: string,
  { filters, sort, isCompared }: Question,
): Promise<number> {
  if (!isCompared) return Number.NaN;
  const isPlain = Object.keys(filters).every((key) => key === "status" || key === "state");
  if (!isPlain || sort.some(({ by }) => by === "appointment_at")) return Number.NaN;
  const order = sort.map(({ by, direction }) => `${by} ${direction} nulls last`).join(", ");
  const where = [
    "team_id = $1",
    filters.status ? `status = any ('{${filters.status}}')` : "true",
    filters.state ? `state = any ('{${filters.state}}')` : "true",
  ].join(" and ");
  await client.query("set statement_timeout = 0");
  const [ms = Number.NaN] = await time(1, async () => {
    await client.query(`select * from leads where ${where} order by ${order}, id limit 50`, [
      teamId,
    ]);
    await client.query(`select count(*) from leads where ${where}`, [teamId]);
  });
  await client.query(`set statement_timeout = ${TIMEOUT_MS}`);
  return ms;
}
