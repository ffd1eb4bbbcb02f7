import type { ImportProgress } from "@/lib/services/imports/schema";
import type { ActionOutcome } from "@/lib/utils/action-result";

interface ChunkRequest {
  readonly importId: string;
  /** `{firstRow, rows}` as compressed JSON. */
  readonly body: ArrayBuffer;
  readonly signal: AbortSignal;
  readonly onWaiting: (isWaiting: boolean) => void;
}

/** Real milliseconds between tries; the last is repeated while the browser is offline. */
const PAUSES_MS = [500, 1000, 2000, 4000, 8000];

const UNREACHABLE = "The server could not be reached. Check the connection and go on.";

/**
 * Sends one chunk, again and again while the connection is lost: the server takes a chunk once, however often it comes.
 * Undefined when it was stopped before an answer came.
 */
export async function sendChunk(
  request: ChunkRequest,
): Promise<ActionOutcome<ImportProgress | undefined>> {
  for (let attempt = 0; ; attempt += 1) {
    if (request.signal.aborted) return { isOk: true, data: undefined };
    const answer = await post(request);
    if (answer.kind === "taken") {
      if (attempt > 0) request.onWaiting(false);
      return { isOk: true, data: answer.progress };
    }
    if (answer.kind === "refused") return { isOk: false, message: answer.message };
    request.onWaiting(true);
    if (attempt >= PAUSES_MS.length && navigator.onLine)
      return { isOk: false, message: UNREACHABLE };
    const pauseMs = PAUSES_MS[Math.min(attempt, PAUSES_MS.length - 1)] ?? 1000;
    await untilOnlineOr(pauseMs * (0.75 + Math.random() / 2), request.signal);
  }
}

type Posted =
  | { readonly kind: "taken"; readonly progress: ImportProgress }
  | { readonly kind: "refused"; readonly message: string }
  | { readonly kind: "lost" };

async function post({ importId, body }: ChunkRequest): Promise<Posted> {
  try {
    const response = await fetch(`/api/imports/${importId}/rows`, {
      method: "POST",
      headers: { "content-type": "application/json", "content-encoding": "gzip" },
      body,
    });
    if (response.redirected) {
      return { kind: "refused", message: "You are signed out. Sign in and go on." };
    }
    if (response.status === 429 || response.status >= 500) return { kind: "lost" };
    const answer: ImportProgress & { readonly error?: { readonly message: string } } =
      await response.json();
    if (response.ok) return { kind: "taken", progress: answer };
    return { kind: "refused", message: answer.error?.message ?? UNREACHABLE };
  } catch {
    return { kind: "lost" };
  }
}

/** Waits; not longer than until the browser is online again, nor than until it is stopped. */
function untilOnlineOr(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener("online", done);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    window.addEventListener("online", done);
    signal.addEventListener("abort", done);
  });
}
