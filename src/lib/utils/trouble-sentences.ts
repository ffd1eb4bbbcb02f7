import type { ProviderTrouble } from "./provider-trouble";

/** Trouble that pauses calls: the provider's, and calls that cost more than they may. The database's `provider_trouble`. */
export type Trouble = ProviderTrouble | "cost_overrun";

interface TroubleSentences {
  /** What is the matter, in a few words that follow "Paused: ". */
  readonly word: string;
  readonly title: string;
  readonly means: string;
  readonly todo: string;
}

/** What each trouble is called, what it means and what to do about it. */
export const TROUBLES: Readonly<Record<Trouble, TroubleSentences>> = {
  concurrency_limit: {
    word: "all lines taken",
    title: "All lines at Vapi are taken",
    means: "Vapi refuses more calls at the same time than the account's plan allows.",
    todo: "Wait: calls go on when a line is free. If it happens often, lower “Calls at the same time” or raise the plan at Vapi.",
  },
  rate_limited: {
    word: "too many requests",
    title: "Vapi takes no more requests for now",
    means: "Too many requests came within a short time.",
    todo: "Wait: calls go on in a moment. If it happens often, lower “Calls per run”.",
  },
  number_daily_limit: {
    word: "a number's daily limit",
    title: "A number has made all the calls of its day",
    means: "Numbers bought at Vapi have a daily limit of calls, counted in UTC.",
    todo: "Wait for the next day, or add a number of your own at Vapi, which has no such limit.",
  },
  out_of_credits: {
    word: "out of credits",
    title: "Vapi is out of credits",
    means: "The account's balance is used up, so Vapi places no calls.",
    todo: "Top up at the Vapi dashboard, then press Resume.",
  },
  bad_key: {
    word: "key refused",
    title: "Vapi refuses the key",
    means: "The private key of the deployment was revoked or mistyped.",
    todo: "Give the deployment a valid private key of Vapi, then press Resume.",
  },
  misconfigured: {
    word: "wrong setup",
    title: "The setup at Vapi does not work",
    means:
      "The assistant, a phone number or a service behind them is set up so that no call can work.",
    todo: "Check the assistant and the numbers at the Vapi dashboard, then press Resume.",
  },
  outage: {
    word: "provider outage",
    title: "Vapi does not answer",
    means: "Vapi cannot be reached or fails by itself.",
    todo: "Wait: calls go on as soon as it answers again. Its status page says more.",
  },
  cost_overrun: {
    word: "calls too expensive",
    title: "A call cost more than it may",
    means: "A minute cost more than your limits say, so the daily cap could be exceeded.",
    todo: "Raise “Most that a minute may cost” to the real price, or choose a cheaper assistant, then press Resume.",
  },
};

/** What a pause stops, by its scope. */
export const PAUSED = {
  all: "All calls are paused.",
  team: "Your team's calls are paused.",
  number: "One number is paused; calls go out from the others, if there are any.",
} as const;
