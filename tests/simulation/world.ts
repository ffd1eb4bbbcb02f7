import type pg from "pg";
import { createRandom, type Random } from "../../local/stand-ins/random";
import type { ScriptName } from "../../local/stand-ins/vapi/scripts";

/** What the next call to a number will meet, whenever it is made. */
export type Fate =
  | { readonly kind: "script"; readonly script: ScriptName }
  /** The call ends for this reason before anybody answers. */
  | { readonly kind: "ends"; readonly reason: string };

export interface SimulatedLead {
  readonly phone: string;
  readonly timezone: string;
  /** By the number of earlier calls to it. */
  readonly fates: readonly Fate[];
}

export interface World {
  readonly number: number;
  readonly leads: readonly SimulatedLead[];
  readonly settings: {
    readonly max_calls_batch: number;
    readonly max_attempts: number;
    readonly retry_interval: number;
    readonly max_concurrent_calls: number;
    readonly daily_spend_cap_usd: number;
  };
}

/** Many seeds share a world, so that its fault-free run has to be made only once. */
const WORLDS = 50;
const FATES_PER_LEAD = 12;
/** What a call may cost at most: ten minutes of half a dollar. */
const WORST_CASE_USD = 5;

const FATES: readonly [Fate, ...Fate[]] = [
  { kind: "script", script: "no-answer" },
  { kind: "script", script: "no-answer" },
  { kind: "script", script: "voicemail" },
  { kind: "script", script: "busy" },
  { kind: "script", script: "hangs-up-early" },
  { kind: "script", script: "not-interested" },
  { kind: "script", script: "not-interested" },
  { kind: "script", script: "not-interested" },
  { kind: "script", script: "opt-out-stated" },
  { kind: "script", script: "opt-out-stated" },
  {
    kind: "ends",
    reason: "call.in-progress.error-providerfault-outbound-sip-503-service-unavailable",
  },
  { kind: "ends", reason: "twilio-failed-to-connect-call" },
  { kind: "ends", reason: "twilio-reported-customer-misdialed" },
];
/** Asks to be called back; on a later call the same script would book. */
const CALLBACK: Fate = { kind: "script", script: "callback-asked" };

export function worldOf(seed: number): World {
  const number = seed % WORLDS;
  const random = createRandom(`world:${number}`);
  const leads = Array.from({ length: random.pick([3, 3, 3, 3, 3, 3, 3, 3, 4, 6]) }, (_, index) =>
    simulatedLead(random, index),
  );
  return {
    number,
    leads,
    settings: {
      max_calls_batch: random.int(2, 5),
      max_attempts: random.pick([2, 2, 2, 3]),
      retry_interval: random.int(1, 4),
      max_concurrent_calls: random.int(2, 5),
      daily_spend_cap_usd: random.int(1, 4) * WORST_CASE_USD + 2,
    },
  };
}

function simulatedLead(random: Random, index: number): SimulatedLead {
  const fates = Array.from({ length: FATES_PER_LEAD }, () => random.pick(FATES));
  if (random.next() < 0.08) fates[0] = CALLBACK;
  return {
    phone: `+131255501${String(20 + index)}`,
    timezone: random.pick(["America/Chicago", "America/New_York"]),
    fates,
  };
}

/** Empties the database and puts the world into it. */
export async function createWorld(db: pg.Client, world: World, start: Date): Promise<string> {
  await db.query("select simulation.start_over()");
  const { settings, leads } = world;
  const rows = leads.map(({ phone, timezone }, index) => ({
    phone,
    timezone,
    email: `owner${phone.slice(1)}@hvac.example`,
    company_name: `Company ${index + 1}`,
    created_at: new Date(start.getTime() - (leads.length - index) * 1000).toISOString(),
  }));
  const { rows: created } = await db.query<{ team_id: string }>(
    "select simulation.create_world($1, $2) as team_id",
    [settings, JSON.stringify(rows)],
  );
  const [team] = created;
  if (!team) throw new Error("the world has no team");
  return team.team_id;
}
