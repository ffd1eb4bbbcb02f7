import type pg from "pg";
import type { Mutations } from "./simulate";

/** One thing that keeps the promise "exactly once", and how to take it away. */
export interface Safeguard {
  readonly name: string;
  readonly mutations?: Mutations;
  /** Database functions without it: text that must be there, and what stands there instead. */
  readonly edits?: readonly Edit[];
}

interface Edit {
  readonly signature: string;
  readonly from: string;
  readonly to: string;
}

const CLAIM = "public.claim_due_leads(uuid, timestamptz, timestamptz)";

export const SAFEGUARDS: readonly Safeguard[] = [
  {
    name: "the claim's lock",
    edits: [
      {
        signature: CLAIM,
        from: "where s.team_id = v_run.team_id for update;",
        to: "where s.team_id = v_run.team_id;",
      },
      {
        signature: "private.judge_candidates(public.settings, uuid[], timestamptz)",
        from: "for update skip locked",
        to: "",
      },
    ],
  },
  { name: "the match of our ids in the provider's metadata", mutations: { hidesMetadata: true } },
  {
    name: "the sweep",
    edits: [
      {
        signature:
          "public.list_overdue_calls(uuid, timestamptz, timestamptz, timestamptz, integer)",
        from: "where c.team_id = p_team_id and (",
        to: "where false and (",
      },
    ],
  },
  {
    name: "the rule that a fuller report beats a poorer one, in any order",
    edits: [
      {
        signature: "public.settle_call(uuid, jsonb, timestamptz)",
        from: "if v_is_fuller then",
        to: "if true then",
      },
    ],
  },
  { name: "no retry by the provider's SDK", mutations: { repeatsCreates: true } },
];

/** Takes a safeguard out of a database. Fails when the text that it is made of is not there any more. */
export async function removeSafeguard(db: pg.Client, safeguard: Safeguard): Promise<void> {
  for (const { signature, from, to } of safeguard.edits ?? []) {
    const { rows } = await db.query<{ definition: string }>(
      "select pg_get_functiondef($1::regprocedure) as definition",
      [signature],
    );
    const definition = rows[0]?.definition ?? "";
    if (!definition.includes(from)) throw new Error(`${signature} has no "${from}" any more`);
    await db.query(definition.replace(from, to));
  }
}
