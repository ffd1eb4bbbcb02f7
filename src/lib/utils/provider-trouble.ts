/** What can be wrong with the phone provider that stops every call, whoever is called. */
export const PROVIDER_TROUBLES = [
  /** All lines of the account are taken: room comes back within minutes. */
  "concurrency_limit",
  /** Too many requests: the provider says how long to wait, or a minute will do. */
  "rate_limited",
  /** One of our numbers has made all the calls of its day: another number may, or this one on the next UTC day. */
  "number_daily_limit",
  /** The money or a paid quota is used up: a person has to pay. */
  "out_of_credits",
  /** A key is not accepted: a person has to replace it. */
  "bad_key",
  /** The assistant, a number or a service behind them is set up so that no call can work: a person has to mend it. */
  "misconfigured",
  /** The provider cannot be reached or fails by itself: it comes back without us. */
  "outage",
] as const;

export type ProviderTrouble = (typeof PROVIDER_TROUBLES)[number];
