import type { CancelResult, RescheduleResult } from "@/lib/services/appointments/change";

/** What stands in a dialog after a change did not go through. */
export interface ChangeTrouble {
  readonly sentence: string;
  /** Error: nothing was changed. Warning: something else is so than the dialog supposed. */
  readonly kind: "warning" | "error";
  /** Whether another attempt from the same dialog makes sense. */
  readonly canRetry: boolean;
  /** Free times nearest to the one that was taken. */
  readonly nearest: readonly Date[];
}

const GONE: ChangeTrouble = {
  sentence: "This demo was cancelled or moved meanwhile. The list shows what is so now.",
  kind: "warning",
  canRetry: false,
  nearest: [],
};

/** What to say about a demo that could not be moved. */
export function troubleOfMove(
  result: Exclude<RescheduleResult, { readonly type: "moved" }>,
): ChangeTrouble {
  switch (result.type) {
    case "taken":
      return {
        sentence:
          result.nearest.length > 0
            ? "That time has just been taken. The nearest free ones:"
            : "That time has just been taken. Choose another.",
        kind: "warning",
        canRetry: true,
        nearest: result.nearest,
      };
    case "gone":
      return GONE;
    case "refused":
      return refused(result.reason);
    case "unknown":
      return unclear("moved");
  }
}

/** What to say about a demo that could not be cancelled. */
export function troubleOfCancel(
  result: Exclude<CancelResult, { readonly type: "cancelled" }>,
): ChangeTrouble {
  switch (result.type) {
    case "gone":
      return GONE;
    case "ended":
      return {
        sentence: "This demo is over, so it cannot be cancelled any more.",
        kind: "warning",
        canRetry: false,
        nearest: [],
      };
    case "refused":
      return refused(result.reason);
    case "unknown":
      return unclear("cancelled");
  }
}

/** A request that failed before the calendar was asked. */
export function failed(message: string): ChangeTrouble {
  return { sentence: message, kind: "error", canRetry: true, nearest: [] };
}

function refused(reason: string): ChangeTrouble {
  return { sentence: reason, kind: "error", canRetry: true, nearest: [] };
}

function unclear(done: "moved" | "cancelled"): ChangeTrouble {
  return {
    sentence: `Cal.com gave no clear answer: the demo may or may not have been ${done}. It is looked at again within minutes, and this page then shows what is so. Until then, do not try again.`,
    kind: "warning",
    canRetry: false,
    nearest: [],
  };
}
