import { parseArgs } from "node:util";
import type { Bench } from "./harness";
import { type Asked, askInAllCalls } from "./webhook/asking";
import { placeCalls } from "./webhook/calls";
import { flood } from "./webhook/flood";
import { type Measured, report } from "./webhook/report";
import { type System, withSystem } from "./webhook/system";

const WARM_UP_SECONDS = 5;
/** Requests a minute that Cal.com allows. */
const CAL_LIMIT = 120;
/** The plain route would run into it within seconds. */
const NO_LIMIT = 1_000_000;

interface Options {
  readonly seconds: number;
  readonly calls: number;
  readonly rate: number;
  readonly thinkMs: number;
  readonly isBuilt: boolean;
}

/** How fast tool calls are answered, beside a route that asks Cal.com each time, and whether a flood is taken whole. */
export const webhookBench: Bench = {
  about:
    "tool calls and webhooks; `npm run bench -- webhook [--seconds 60] [--calls 20] [--rate 200] [--think 1000] [--built]`",
  async run(args) {
    const options = readOptions(args);
    return withSystem(options, async (system) => report(await measure(system, options)));
  },
};

function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seconds: { type: "string", default: "60" },
      calls: { type: "string", default: "20" },
      rate: { type: "string", default: "200" },
      think: { type: "string", default: "1000" },
      // Serves what was built before.
      built: { type: "boolean", default: false },
    },
  });
  return {
    seconds: Number(values.seconds),
    calls: Number(values.calls),
    rate: Number(values.rate),
    thinkMs: Number(values.think),
    isBuilt: values.built,
  };
}

async function measure(system: System, options: Options): Promise<Measured> {
  const { calls: count, rate, seconds, thinkMs } = options;
  const calls = await placeCalls(system.pool, count);
  const secret = system.secrets.vapiWebhookSecret;
  const ask = async (
    url: string,
    calLimit: number,
  ): Promise<{ asked: Asked; calRequests: number }> => {
    await system.calRequests(calLimit);
    const plan = { url, secret, calls, seconds, thinkMs };
    await askInAllCalls({ ...plan, seconds: Math.min(WARM_UP_SECONDS, seconds) });
    const before = await system.calRequests(calLimit);
    const asked = await askInAllCalls(plan);
    return { asked, calRequests: (await system.calRequests(calLimit)) - before };
  };
  const ours = await ask(system.door, CAL_LIMIT);
  const plain = await ask(system.plainDoor, NO_LIMIT);
  return {
    server: system.server,
    calls: count,
    rate,
    ours: ours.asked,
    plain: plain.asked,
    flooded: await flood(system, { rate, seconds }),
    calRequests: { ours: ours.calRequests, plain: plain.calRequests },
  };
}
