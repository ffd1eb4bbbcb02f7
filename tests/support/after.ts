const running = new Set<Promise<unknown>>();

export function runAfterResponse(task: () => Promise<unknown>): void {
  const promise = task().finally(() => running.delete(promise));
  running.add(promise);
}

/** Waits until all work that was put off until after a response is done. */
export async function settleAfterResponse(): Promise<void> {
  while (running.size > 0) await Promise.all(running);
}
