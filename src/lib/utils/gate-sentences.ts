import { TROUBLES, type Trouble } from "./trouble-sentences";
import { US_STATES } from "./us-states";
import { nameZone } from "./zone-name";

/** The dial rules' gates, in the order in which people are told: the database's enum `dial_gate`. */
export const DIAL_GATES = [
  "status",
  "review",
  "suppression",
  "consent",
  "zone",
  "state",
  "attempts",
  "callback",
  "retry",
  "number_limit",
  "gap",
  "holiday",
  "hours",
  "automation",
  "provider",
  "spend",
  "concurrency",
] as const;

export type DialGate = (typeof DIAL_GATES)[number];

/** What the database tells of each gate while it is closed. */
export interface GateFacts {
  readonly status: { readonly status: string };
  readonly review: { readonly reason: string | null };
  readonly suppression: { readonly reason: string; readonly channel: string } | null;
  readonly consent: { readonly basis: string | null; readonly accepted: readonly string[] };
  readonly zone: { readonly note: string | null };
  readonly state: { readonly states: readonly string[] };
  readonly attempts: { readonly attempts: number; readonly limit: number };
  readonly callback: null;
  readonly retry: { readonly hours: number };
  readonly number_limit: { readonly limit: number; readonly calls: number };
  readonly gap: { readonly minutes: number };
  readonly holiday: { readonly name: string | null };
  readonly hours: { readonly timezones: readonly string[]; readonly states: readonly string[] };
  readonly automation: null;
  readonly provider: readonly { readonly trouble: Trouble }[];
  readonly spend: { readonly cap_usd: number | null; readonly worst_case_usd: number };
  readonly concurrency: { readonly limit: number };
}

/** A gate that is closed, with its facts. */
export type ClosedGate<Gate extends DialGate = DialGate> = {
  [G in Gate]: { readonly gate: G; readonly facts: GateFacts[G] };
}[Gate];

export interface GateSentence {
  /** What is so. */
  readonly what: string;
  /** What somebody can do about it; undefined when only time opens the gate. */
  readonly todo?: string;
}

interface GateWords {
  /** The gate while it is closed, in a word or two. */
  readonly closed: string;
  /** The gate while it is open. */
  readonly open: string;
}

export const GATE_WORDS: Readonly<Record<DialGate, GateWords>> = {
  status: { closed: "Not pending", open: "Pending" },
  review: { closed: "Needs review", open: "No decision is waited for" },
  suppression: { closed: "Do not call", open: "Not on the do-not-call list" },
  consent: { closed: "No consent", open: "Consent on record" },
  zone: { closed: "No time zone", open: "Time zone known" },
  state: { closed: "State not confirmed", open: "State allowed" },
  attempts: { closed: "Attempts used up", open: "Attempts left" },
  callback: { closed: "Waits for a callback", open: "No callback to wait for" },
  retry: { closed: "Waits for a retry", open: "Retry interval over" },
  number_limit: { closed: "24-hour limit", open: "Below the limit of 24 hours" },
  gap: { closed: "Minimum gap", open: "Minimum gap over" },
  holiday: { closed: "Holiday", open: "No holiday" },
  hours: { closed: "Outside hours", open: "Inside calling hours" },
  automation: { closed: "Automation off", open: "Automation on" },
  provider: { closed: "Paused", open: "Provider works" },
  spend: { closed: "Daily cap", open: "Below the daily cap" },
  concurrency: { closed: "All lines busy", open: "A line is free" },
};

/** What is known of the place that is called. */
export interface CalledPlace {
  readonly city: string | null;
}

/** Says of a closed gate what is so and what to do, as two sentences without times. */
export function describeGate<Gate extends DialGate>(
  closed: ClosedGate<Gate>,
  place: CalledPlace = { city: null },
): GateSentence {
  return SENTENCES[closed.gate](closed.facts, place);
}

/** Both sentences in one line. */
export function joinSentence({ what, todo }: GateSentence): string {
  return todo ? `${what} ${todo}` : what;
}

/** The bases on which somebody may be called: the database's `consent_basis`. */
export const CONSENT_BASES: Readonly<Record<string, string>> = {
  written: "written consent",
  oral: "oral consent",
  existing_business_relationship: "an existing business relationship",
  other: "another basis",
};

const STATUS_SENTENCES: Readonly<Record<string, GateSentence>> = {
  calling: { what: "Being called right now." },
  scheduled: { what: "A demo is booked: there is nothing to call for." },
  no_answer: {
    what: "All attempts went unanswered.",
    todo: "Put it back in the queue to try again.",
  },
  not_interested: {
    what: "Not interested.",
    todo: "Put it back in the queue if that has changed.",
  },
};

type Sentences = {
  readonly [G in DialGate]: (facts: GateFacts[G], place: CalledPlace) => GateSentence;
};

const SENTENCES: Sentences = {
  status: ({ status }) => STATUS_SENTENCES[status] ?? { what: `Its status is ${status}.` },
  review: ({ reason }) => ({
    what: `Waits for a decision${reason ? `: ${endSentence(reason)}` : "."}`,
    todo: "Decide: back in the queue, or not interested.",
  }),
  suppression: (facts) => ({
    what: facts
      ? `On the do-not-call list by its ${facts.channel === "email" ? "e-mail address" : "number"}: ${endSentence(facts.reason)}`
      : "On the do-not-call list.",
    todo: "An admin can take it off under Do not call.",
  }),
  consent: describeConsent,
  zone: ({ note }) => ({
    what: `No time zone${note ? `: ${endSentence(note)}` : " is known."}`,
    ...(note ? {} : { todo: "Enter a ZIP code, or choose the time zone." }),
  }),
  state: ({ states }) => ({
    what: `${listWords(states.map(nameState)) || "Its state"} ${states.length > 1 ? "need" : "needs"} a confirmed registration.`,
    todo: "See Calling rules.",
  }),
  attempts: ({ attempts, limit }) => ({
    what: `Called ${countTimes(attempts)}, the limit is ${limit}.`,
    todo: "Raise “Attempts per lead”, or put it back in the queue.",
  }),
  callback: () => ({ what: "Asked to be called at another time." }),
  retry: ({ hours }) => ({
    what: `Was called less than ${countUnits(hours, "hour")} ago, the time between attempts.`,
  }),
  number_limit: ({ calls, limit }) => ({
    what: `Called ${countTimes(calls)} in 24 hours, the limit is ${limit}.`,
  }),
  gap: ({ minutes }) => ({
    what: `Its number was called less than ${countUnits(minutes, "minute")} ago, the minimum gap.`,
  }),
  holiday: ({ name }) => ({
    what: name ? `${name}: no calls on this holiday.` : "A day without calls.",
  }),
  hours: describeHours,
  automation: () => ({ what: "The automation is off.", todo: "An admin switches it on." }),
  provider: (pauses) => {
    const first = pauses[0];
    if (!first) return { what: "Calls are paused.", todo: "See Automation." };
    return {
      what: `${TROUBLES[first.trouble].title}.`,
      todo: TROUBLES[first.trouble].todo,
    };
  },
  spend: describeSpend,
  concurrency: ({ limit }) => ({
    what: `${limit === 1 ? "The one line is" : `All ${limit} lines are`} busy: called when a call ends.`,
  }),
};

function describeConsent({ basis, accepted }: GateFacts["consent"]): GateSentence {
  if (!basis) return { what: "No consent on record.", todo: "Attest one." };
  const wanted = listWords(accepted.map(nameBasis), "or");
  return {
    what: `May be called on the basis of ${nameBasis(basis)}, but your team accepts only ${wanted}.`,
    todo: "Attest an accepted basis.",
  };
}

function describeHours({ timezones }: GateFacts["hours"], { city }: CalledPlace): GateSentence {
  const zones = [...new Set(timezones.map(nameZone))];
  const where = city ? ` in ${city}` : "";
  if (zones.length < 2)
    return { what: `Outside calling hours${where} (${zones[0] ?? "no zone"}).` };
  return {
    what: `Outside calling hours${where}: it may be in ${listWords(zones, "or")}, and the hours of all must be open.`,
    todo: "A ZIP code or a time zone makes it certain.",
  };
}

function describeSpend({ cap_usd: cap, worst_case_usd: worst }: GateFacts["spend"]): GateSentence {
  if (cap !== null && cap < worst) {
    return {
      what: `The daily cap of ${money.format(cap)} is less than what one call may cost (${money.format(worst)}).`,
      todo: "Raise the cap, or lower the longest call or the price of a minute.",
    };
  }
  return {
    what: `What is left of the daily cap${cap === null ? "" : ` of ${money.format(cap)}`} does not cover another call, which may cost ${money.format(worst)}.`,
    todo: "Raise the cap, or wait for the next day.",
  };
}

const money = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });

function nameBasis(basis: string): string {
  return CONSENT_BASES[basis] ?? basis;
}

function nameState(code: string): string {
  return US_STATES[code] ?? code;
}

function listWords(words: readonly string[], type: "and" | "or" = "and"): string {
  const style = type === "and" ? "conjunction" : "disjunction";
  return new Intl.ListFormat("en-US", { type: style }).format(words);
}

function countTimes(count: number): string {
  if (count === 1) return "once";
  return count === 2 ? "twice" : `${count} times`;
}

function countUnits(count: number, unit: string): string {
  return count === 1 ? `1 ${unit}` : `${count} ${unit}s`;
}

function endSentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
