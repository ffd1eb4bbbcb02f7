export const RESEND_FAULTS = [
  "error-before",
  "error-after",
  "hang-before",
  "hang-after",
  "non-json",
  "rate-limited",
  "daily-quota",
  "monthly-quota",
  "unavailable",
  "in-progress",
] as const;

/**
 * What goes wrong with a send; `-before` and `-after` say whether it was carried out first. `in-progress` answers as
 * if the first request with the same idempotency key were still running.
 */
export type ResendFault = (typeof RESEND_FAULTS)[number];

interface PendingFault {
  readonly fault: ResendFault;
  times: number;
}

/** What the mail service does wrong on request. */
export class ResendFaults {
  readonly sends: PendingFault[] = [];

  /** Makes the next `times` sends fail; Infinity means until cleared. */
  nextSends(fault: ResendFault, times = 1): void {
    this.sends.push({ fault, times });
  }

  clear(): void {
    this.sends.length = 0;
  }

  take(): ResendFault | undefined {
    const first = this.sends[0];
    if (!first) return undefined;
    first.times -= 1;
    if (first.times <= 0) this.sends.shift();
    return first.fault;
  }
}
