const listeners = new Map<string, AbortController>();

export interface Seat {
  /** Aborts when the same person starts to listen to the same call elsewhere. */
  readonly signal: AbortSignal;
  readonly leave: () => void;
}

/** One connection to the provider a person and call: whoever comes later takes the seat. */
export function takeSeat(userId: string, callId: string): Seat {
  const key = `${userId}:${callId}`;
  listeners.get(key)?.abort();
  const own = new AbortController();
  listeners.set(key, own);
  return {
    signal: own.signal,
    leave: () => {
      if (listeners.get(key) === own) listeners.delete(key);
    },
  };
}
