export const CAL_FAULTS = [
  "error-before",
  "error-after",
  "hang-before",
  "hang-after",
  "rate-limited",
  "conflict",
] as const;

/** What goes wrong with a request; `-before` and `-after` say whether it was carried out first. */
export type CalFault = (typeof CAL_FAULTS)[number];

export const CAL_OPERATIONS = [
  "slots",
  "book",
  "reschedule",
  "cancel",
  "get",
  "list",
  "any",
] as const;

export type CalOperation = (typeof CAL_OPERATIONS)[number];

interface PendingFault {
  readonly fault: CalFault;
  readonly operation: CalOperation;
  times: number;
}

/** What the calendar does wrong on request. */
export class CalFaults {
  readonly requests: PendingFault[] = [];
  /** For each, a stranger takes the time just before the booking; only by that phone number, unless it is undefined. */
  readonly strangers: (string | undefined)[] = [];
  /** Real milliseconds that each request of a kind takes; the service's slots take 430 to 860. */
  readonly latencies = new Map<CalOperation, number>();

  /** Makes the next `times` requests of a kind fail; Infinity means until cleared. */
  nextRequests(fault: CalFault, operation: CalOperation = "any", times = 1): void {
    this.requests.push({ fault, operation, times });
  }

  /** Lets somebody else take the time that is booked next, or next by that phone number. */
  takeNextBooking(attendeePhone?: string): void {
    this.strangers.push(attendeePhone);
  }

  clear(): void {
    this.requests.length = 0;
    this.strangers.length = 0;
    this.latencies.clear();
  }

  latencyOf(operation: CalOperation): number {
    return this.latencies.get(operation) ?? this.latencies.get("any") ?? 0;
  }

  takeRequest(operation: CalOperation): CalFault | undefined {
    const index = this.requests.findIndex(
      (pending) => pending.operation === operation || pending.operation === "any",
    );
    const pending = this.requests[index];
    if (!pending) return undefined;
    pending.times -= 1;
    if (pending.times <= 0) this.requests.splice(index, 1);
    return pending.fault;
  }

  takeStranger(attendeePhone: string | undefined): boolean {
    const index = this.strangers.findIndex(
      (phone) => phone === undefined || phone === attendeePhone,
    );
    if (index < 0) return false;
    this.strangers.splice(index, 1);
    return true;
  }
}
