/** What the database holds of a world when all is over; made by simulation.final_state(). */
export interface FinalState {
  readonly violations: readonly string[];
  readonly leads: readonly {
    readonly id: string;
    readonly phone: string;
    readonly status: string;
    readonly call_attempts: number;
    readonly review_reason: string | null;
    readonly callback_at: string | null;
  }[];
  readonly calls: readonly FinalCall[];
  readonly suppressed: readonly { readonly address: string; readonly at: string }[];
  readonly spend: readonly DaySpend[];
  readonly recomputed: readonly DaySpend[];
}

export interface FinalCall {
  readonly id: string;
  readonly phone: string;
  readonly state: string;
  readonly attempt: number;
  readonly outcome: string | null;
  readonly provider_call_id: string | null;
  readonly is_attempt_counted: boolean;
  readonly is_dialled: boolean;
  readonly claimed_at: string;
  readonly cost_usd: number | null;
  /** How complete the report is that the call was settled from. */
  readonly report_rank: number;
}

interface DaySpend {
  readonly day: string;
  readonly reserved_usd: number;
  readonly spent_usd: number;
}

/** The part that no fault may change: what became of each lead, and how each of its calls ended, in order. */
export function essence({ leads, calls, suppressed }: FinalState): unknown {
  return {
    leads: leads.map(({ phone, status, call_attempts, review_reason }) => ({
      phone,
      status,
      call_attempts,
      review_reason,
      calls: calls
        .filter((call) => call.phone === phone && call.state === "ended" && call.is_dialled)
        .map(({ attempt, outcome, is_attempt_counted, report_rank }) => ({
          attempt,
          outcome,
          is_attempt_counted,
          report_rank,
        })),
    })),
    suppressed: suppressed.map(({ address }) => address),
  };
}
