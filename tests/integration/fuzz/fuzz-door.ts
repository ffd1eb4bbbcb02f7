import pMap from "p-map";
import { createRandom } from "../../../local/stand-ins/random";
import { settleAfterResponse } from "../../support/after";
import { mutateBody } from "../../support/mutate-body";
import { minimize } from "../../support/mutate-minimal";
import type { Answer, Door, FuzzCase } from "./door";

export interface FuzzPlan {
  /** Everything follows from it. */
  readonly seed: string;
  readonly count: number;
  /** Statements that have written so far. */
  readonly writes: () => Promise<number>;
  /** Called between batches: the request limits are not what is tested. */
  readonly resetLimits: () => Promise<void>;
}

export interface FuzzResult {
  /** How often each status was answered to requests that had proved themselves. */
  readonly trusted: Map<number, number>;
  readonly strange: Map<number, number>;
  /** What was wrong, with the seed and the smallest body that shows it. */
  readonly failures: string[];
}

const BATCH = 250;
const AT_ONCE = 12;
const MOST_FAILURES = 3;
const FOR_TRUSTED = [200, 400, 413];
const FOR_STRANGERS = [400, 401, 413];
const INNER_WORKINGS = /\bat .*\.[jt]s|node_modules|select .* from |constraint|SQLSTATE|PGRST/i;

/** Sends `count` mutated messages to a door; in every second batch none of them proves itself. */
export async function fuzzDoor(door: Door, plan: FuzzPlan): Promise<FuzzResult> {
  const result: FuzzResult = { trusted: new Map(), strange: new Map(), failures: [] };
  for (let from = 0; from < plan.count; from += BATCH) {
    const isTrusted = (from / BATCH) % 2 === 0;
    const size = Math.min(BATCH, plan.count - from);
    const cases = Array.from({ length: size }, (_, index) =>
      makeCase(door, `${plan.seed}:${from + index}`, isTrusted),
    );
    await plan.resetLimits();
    await (isTrusted ? sendTrusted : sendStrange)(door, cases, plan, result);
    if (result.failures.length >= MOST_FAILURES) break;
  }
  return result;
}

function makeCase(door: Door, seed: string, isTrusted: boolean): FuzzCase {
  const random = createRandom(seed);
  const { body, how, headers } = mutateBody(random, door.message(random), door);
  const credentials = isTrusted ? door.prove(body) : door.fake(random, body);
  return { seed, how, body, headers: { ...headers, ...credentials }, isTrusted };
}

async function sendTrusted(
  door: Door,
  cases: readonly FuzzCase[],
  _plan: FuzzPlan,
  { trusted, failures }: FuzzResult,
): Promise<void> {
  const work = async (fuzz: FuzzCase) => {
    const answer = await send(door, fuzz);
    trusted.set(answer.status, (trusted.get(answer.status) ?? 0) + 1);
    const complaint = complaintOf(door, fuzz.body, answer);
    if (complaint === undefined || failures.length >= MOST_FAILURES) return;
    failures.push(complaint);
    const smallest = await minimize(fuzz.body, async (body) => {
      const headers = { ...fuzz.headers, ...door.prove(body) };
      return complaintOf(door, body, await send(door, { ...fuzz, body, headers })) !== undefined;
    });
    failures[failures.indexOf(complaint)] = report(fuzz, complaint, smallest);
  };
  await pMap(cases, work, { concurrency: AT_ONCE });
  await settleAfterResponse();
}

/** One after another, so that a write can be laid at somebody's door. */
async function sendStrange(
  door: Door,
  cases: readonly FuzzCase[],
  { writes }: FuzzPlan,
  { strange, failures }: FuzzResult,
): Promise<void> {
  const before = await writes();
  for (const fuzz of cases) {
    const { status } = await send(door, fuzz);
    strange.set(status, (strange.get(status) ?? 0) + 1);
    if (FOR_STRANGERS.includes(status)) continue;
    failures.push(report(fuzz, `a stranger was answered ${status}`, fuzz.body));
  }
  await settleAfterResponse();
  if ((await writes()) === before) return;
  for (const fuzz of cases) {
    const earlier = await writes();
    await send(door, fuzz);
    await settleAfterResponse();
    if ((await writes()) > earlier) failures.push(report(fuzz, "a stranger wrote", fuzz.body));
  }
  failures.push(`one of the ${cases.length} strangers from ${cases[0]?.seed} on wrote`);
}

async function send(door: Door, fuzz: FuzzCase): Promise<Answer> {
  const request = new Request(door.url, {
    method: "POST",
    headers: fuzz.headers,
    body: Buffer.from(fuzz.body),
  });
  const response = await door.post(request);
  return { status: response.status, text: await response.text() };
}

function complaintOf(door: Door, body: Uint8Array, answer: Answer): string | undefined {
  const { status, text } = answer;
  if (!FOR_TRUSTED.includes(status)) return `it was answered ${status}: ${text.slice(0, 300)}`;
  if (INNER_WORKINGS.test(text)) return `the answer tells of its inner workings: ${text}`;
  return door.judge(body, answer);
}

function report(fuzz: FuzzCase, complaint: string, body: Uint8Array): string {
  const text = Buffer.from(body).toString("utf8");
  const isText = Buffer.from(text, "utf8").equals(Buffer.from(body));
  const shown = isText ? shorten(text) : `base64 ${Buffer.from(body).toString("base64")}`;
  const headers = shorten(JSON.stringify(fuzz.headers));
  return `${complaint}\nseed ${fuzz.seed} (${fuzz.how}), headers ${headers}\nsmallest body: ${shown.slice(0, 2_000)}`;
}

/** With what is repeated many times told as such. */
function shorten(text: string): string {
  return text.replaceAll(
    /(.{1,12}?)\1{15,}/gs,
    (all, part: string) => `«${part}» ${all.length / part.length} times`,
  );
}
