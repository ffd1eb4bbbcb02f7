/** Told that somebody went back or forward in the browser; true keeps the page from hearing of it. */
type HistoryGuard = (event: PopStateEvent) => boolean;

let guard: HistoryGuard | undefined;

/** Once, before the router listens to the same event: browsers tell listeners of the window in the order in which they came. */
export function installHistoryGate(): void {
  window.addEventListener("popstate", (event) => {
    if (guard?.(event)) event.stopImmediatePropagation();
  });
}

/** Until the returned function is called, `next` decides whether the page hears of moves in the browser's history. */
export function guardHistory(next: HistoryGuard): () => void {
  guard = next;
  return () => {
    if (guard === next) guard = undefined;
  };
}
