import { setTimeout as sleep } from "node:timers/promises";
import type { BenchCall } from "./calls";
import { availabilityQuestion } from "./messages";

export interface Asked {
  /** The whole answer as the one who asks sees it, in milliseconds. */
  readonly whole: number[];
  /** What the application itself took of it; empty where it does not say. */
  readonly own: number[];
  readonly errors: number;
  /** Over which the samples were taken. */
  readonly seconds: number;
}

export interface AskPlan {
  readonly url: string;
  readonly secret: string;
  readonly calls: readonly BenchCall[];
  readonly seconds: number;
  /** Between an answer and the next question of the same call. */
  readonly thinkMs: number;
}

let asked = 0;

/** Every call asks for free times, again and again, all of them at once. */
export async function askInAllCalls(plan: AskPlan): Promise<Asked> {
  const { calls, seconds, thinkMs } = plan;
  const untilMs = performance.now() + seconds * 1000;
  const whole: number[] = [];
  const own: number[] = [];
  let errors = 0;
  const talk = async (call: BenchCall, index: number) => {
    await sleep((index * thinkMs) / calls.length);
    while (performance.now() < untilMs) {
      asked += 1;
      const body = availabilityQuestion(call, `question-${asked}`);
      const startedMs = performance.now();
      const response = await post(plan, body);
      const text = await response.text();
      whole.push(performance.now() - startedMs);
      if (!response.ok || !/\bI have\b/.test(text)) errors += 1;
      const timing = /\bapp;dur=([\d.]+)/.exec(response.headers.get("server-timing") ?? "");
      if (timing) own.push(Number(timing[1]));
      await sleep(thinkMs);
    }
  };
  await Promise.all(calls.map(talk));
  return { whole, own, errors, seconds };
}

function post({ url, secret }: AskPlan, body: string): Promise<Response> {
  const headers = { "content-type": "application/json", "x-vapi-secret": secret };
  return fetch(url, { method: "POST", headers, body });
}
