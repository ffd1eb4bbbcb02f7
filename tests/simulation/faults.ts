import type { Random } from "../../local/stand-ins/random";
import type { CreateFault } from "../../local/stand-ins/vapi/faults";

/** How likely each thing is to go wrong, from 0 to 1. */
export interface Profile {
  readonly name: string;
  /** A process dies at a request: half before it takes effect, half after. */
  readonly crash: number;
  /** A process stands still before a request, or its answer takes long. */
  readonly stall: number;
  /** A database request fails, is answered with an error, loses its answer or takes effect late. */
  readonly database: number;
  /** A POST /call goes wrong. */
  readonly place: number;
  /** A GET at the provider goes wrong. */
  readonly look: number;
  /** A webhook is lost, late, repeated or loses its answer. */
  readonly webhook: number;
  /** The provider works out the results of a call long after its end. */
  readonly lateReport: number;
  /** The provider sends a report before the results are there, besides the real one, in any order. */
  readonly preliminary: number;
  /** Cron runs start together. */
  readonly together: number;
  /** Two database requests overlap. */
  readonly overlap: number;
  /** How often the whole account is in trouble for a while. */
  readonly troubles: number;
}

const MILD: Profile = {
  name: "mild",
  crash: 0.01,
  stall: 0.01,
  database: 0.01,
  place: 0.08,
  look: 0.08,
  webhook: 0.1,
  lateReport: 0.05,
  preliminary: 0.05,
  together: 0.3,
  overlap: 0.15,
  troubles: 0,
};

const PROFILES: readonly [Profile, ...Profile[]] = [
  MILD,
  { ...MILD, name: "crashes", crash: 0.06, stall: 0.04 },
  {
    ...MILD,
    name: "webhooks",
    webhook: 0.6,
    lateReport: 0.3,
    preliminary: 0.4,
    stall: 0.06,
    look: 0,
  },
  { ...MILD, name: "overlap", together: 0.9, overlap: 0.7, database: 0 },
  { ...MILD, name: "provider", place: 0.4, look: 0.3, webhook: 0.3, troubles: 2 },
  {
    name: "cruel",
    crash: 0.04,
    stall: 0.05,
    database: 0.04,
    place: 0.3,
    look: 0.2,
    webhook: 0.5,
    lateReport: 0.3,
    preliminary: 0.2,
    together: 0.5,
    overlap: 0.4,
    troubles: 1,
  },
];

const QUIET: Profile = {
  name: "fault-free",
  crash: 0,
  stall: 0,
  database: 0,
  place: 0,
  look: 0,
  webhook: 0,
  lateReport: 0,
  preliminary: 0,
  together: 0,
  overlap: 0,
  troubles: 0,
};

/** What befalls one request. `-before` and `-after` say on which side of its effect. */
export type RequestFault =
  | "crash-before"
  | "crash-after"
  | "never-sent"
  | "lost-answer"
  | "late-effect"
  | "error-before"
  | "error-after"
  | "hang-before"
  | "hang-after"
  | "slow-answer"
  | CreateFault;

/** What befalls one delivery of a webhook. */
export type DeliveryFault = "lost" | "late" | "twice" | "again-later" | "lost-answer";

type Kind = "database" | "place" | "look";

const FAULTS: Readonly<Record<Kind, readonly [RequestFault, ...RequestFault[]]>> = {
  database: ["never-sent", "lost-answer", "late-effect", "error-before", "error-after"],
  place: [
    "never-sent",
    "lost-answer",
    "lost-answer",
    "late-effect",
    "error-before",
    "error-after",
    "error-after",
    "hang-before",
    "hang-after",
    "hang-after",
    "non-json",
    "rate-limited",
    "concurrency-blocked",
    "concurrency-limit",
    "daily-limit",
    "out-of-credits",
    "unauthorized",
  ],
  look: ["never-sent", "lost-answer", "error-before", "hang-before"],
};

const DELIVERY_FAULTS: readonly [DeliveryFault, ...DeliveryFault[]] = [
  "lost",
  "lost",
  "late",
  "late",
  "twice",
  "again-later",
  "lost-answer",
];

/** The end of all trouble: from then on the system must find its way back by itself. */
const LAST_FAULT_MS = 2 * 24 * 3_600_000;

/** Decides, by the seed, what goes wrong. */
export class Faults {
  readonly profile: Profile;
  count = 0;

  constructor(
    private readonly random: Random,
    isFaultFree: boolean,
    private readonly elapsedMs: () => number,
  ) {
    this.profile = isFaultFree ? QUIET : random.pick(PROFILES);
  }

  chance(key: Exclude<keyof Profile, "name">): boolean {
    if (this.profile[key] === 0 || this.elapsedMs() > LAST_FAULT_MS) return false;
    const isHit = this.random.next() < this.profile[key];
    if (isHit) this.count += 1;
    return isHit;
  }

  /** A number of milliseconds for a fault that takes time. */
  duration(fromMs: number, toMs: number): number {
    return this.random.int(fromMs, toMs);
  }

  pick<T>(items: readonly [T, ...T[]]): T {
    return this.random.pick(items);
  }

  forRequest(kind: Kind): RequestFault | undefined {
    if (this.chance("crash")) return this.random.pick(["crash-before", "crash-after"]);
    if (this.chance(kind)) return this.random.pick(FAULTS[kind]);
    return this.chance("stall") ? "slow-answer" : undefined;
  }

  forDelivery(): DeliveryFault | undefined {
    return this.chance("webhook") ? this.random.pick(DELIVERY_FAULTS) : undefined;
  }
}
