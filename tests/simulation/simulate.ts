import { z } from "zod";
import { createRandom } from "../../local/stand-ins/random";
import { cronRequest } from "./app-doors";
import { CronDriver } from "./cron-driver";
import { Faults } from "./faults";
import type { FinalState } from "./final-state";
import { Gateway } from "./gateway";
import type { Laboratory } from "./laboratory";
import { ProviderDoor } from "./provider-door";
import { currentProcess, type Process, Scheduler } from "./scheduler";
import { enterWorld } from "./virtual-globals";
import { WebhookDoor } from "./webhook-door";
import { createWorld, type World, worldOf } from "./world";

/** A Tuesday, 10:00 in Chicago. */
const START = new Date("2026-03-03T16:00:00Z");
const DAY_MS = 24 * 3_600_000;
const LONGEST_MS = 10 * DAY_MS;
const MOST_STEPS = 5_000;

/** Safeguards that can be taken away outside of the database. */
export interface Mutations {
  readonly hidesMetadata?: boolean;
  readonly repeatsCreates?: boolean;
}

export interface Run {
  readonly seed: number;
  readonly world: World;
  readonly profile: string;
  readonly faultCount: number;
  /** Equal for two runs of one seed. */
  readonly trace: readonly string[];
  /** What the processes complained of without having met a fault, and what the provider saw go wrong. */
  readonly problems: readonly string[];
  readonly state: FinalState;
  readonly provider: ProviderDoor;
}

export interface SimulateOptions {
  readonly isFaultFree?: boolean;
  readonly mutations?: Mutations;
}

/** Lives one seed through, from ten in the morning until nothing is left to do. */
export async function simulate(
  lab: Laboratory,
  seed: number,
  { isFaultFree = false, mutations = {} }: SimulateOptions = {},
): Promise<Run> {
  const world = worldOf(seed);
  await createWorld(lab.admin, world, START);
  const run = new Simulation(lab, world, isFaultFree ? -1 - world.number : seed, mutations);
  await run.live();
  const state = await lab.readFinalState();
  const { scheduler, faults, provider, problems } = run;
  return {
    seed,
    world,
    profile: faults.profile.name,
    faultCount: faults.count,
    trace: scheduler.trace,
    problems: [...problems, ...provider.problems],
    state,
    provider,
  };
}

class Simulation {
  readonly scheduler: Scheduler;
  readonly faults: Faults;
  readonly provider: ProviderDoor;
  readonly problems: string[] = [];
  private readonly gateway: Gateway;
  private stepCount = 0;

  constructor(
    private readonly lab: Laboratory,
    world: World,
    private readonly seed: number,
    { hidesMetadata = false, repeatsCreates = false }: Mutations,
  ) {
    this.scheduler = new Scheduler(START.getTime(), createRandom(`order:${seed}`), (step) => {
      this.stepCount += 1;
      return this.gateway.perform(step);
    });
    this.faults = new Faults(createRandom(`faults:${seed}`), seed < 0, () => this.elapsedMs);
    const { scheduler, faults } = this;
    const provider = () => this.provider;
    const handle = (name: string, request: Request) =>
      this.open(name, () => lab.doors.vapi(request));
    const { transport } = new WebhookDoor({ scheduler, faults, provider, handle });
    this.provider = new ProviderDoor({ scheduler, world, transport, hidesMetadata });
    const { database } = lab;
    this.gateway = new Gateway({ scheduler, faults, provider, database, repeatsCreates });
  }

  async live(): Promise<void> {
    const { scheduler, faults, problems, lab, gateway } = this;
    const leave = enterWorld({
      scheduler,
      random: createRandom(`dice:${this.seed}`),
      request: (process, request, signal) => gateway.request(process, request, signal),
    });
    const cron = new CronDriver({
      scheduler,
      faults,
      accountStates: this.provider.standIn.faults,
      progress: () => lab.readProgress(),
      run: (name) => this.open(name, () => lab.doors.cron(cronRequest())),
      giveUp: (why) => problems.push(why),
    });
    const isOver = () => this.elapsedMs > LONGEST_MS || this.stepCount > MOST_STEPS;
    try {
      cron.start();
      await scheduler.run(isOver);
      if (isOver()) problems.push("it does not come to an end");
    } finally {
      this.provider.standIn.stop();
      leave();
    }
  }

  private get elapsedMs(): number {
    return this.scheduler.nowMs - START.getTime();
  }

  /** Starts a process at a door; undefined when it died before it answered. */
  private open(
    name: string,
    handle: () => ReturnType<Laboratory["doors"]["cron"]>,
  ): Promise<Response | undefined> {
    return new Promise((resolve) => {
      const die = () => resolve(undefined);
      const process: Process = { name, isDead: false, excuses: [], die };
      void currentProcess.run(process, async () => {
        const { response } = await handle();
        // Read once: a clone of a response is read through a message port, and nobody waits for those.
        const text = await response.text();
        this.judge(process, response, text);
        this.scheduler.touch();
        this.scheduler.note(`${name} ends with ${response.status}`);
        resolve(new Response(text, response));
      });
    });
  }

  /** An error is all right only for a process that something was done to. */
  private judge(process: Process, response: Response, text: string): void {
    const { runs } = runsSchema.parse(JSON.parse(text));
    const errors = runs.flatMap(({ error }) => (error === undefined ? [] : [error]));
    if (!response.ok) errors.push(`${response.status} ${text}`);
    if (process.excuses.length > 0) return;
    for (const error of errors)
      this.problems.push(`${process.name} fails without a cause: ${error}`);
  }
}

/** What a cron run tells of its teams; other answers have none. */
const runsSchema = z.object({
  runs: z.array(z.object({ error: z.string().optional() })).default([]),
});
