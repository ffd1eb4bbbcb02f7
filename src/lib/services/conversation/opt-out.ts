import { optOut, parseArguments } from "../../../assistant/tools";
import { databaseError } from "../../errors";
import { pause } from "../../utils/deadline";
import { SENTENCES } from "./sentences";
import type { ToolRun } from "./tool-run";

const MOST_ATTEMPTS = 3;
const RETRY_MS = 150;

/**
 * Answers opt_out: number and address are suppressed on every channel before the answer is given. Where the database
 * cannot be reached, it is tried again; after that the report of the call, which says the same, is the second chance.
 */
export async function answerOptOut(run: ToolRun, callId: string, args: unknown): Promise<string> {
  const parsed = parseArguments(optOut, args);
  const { ctx } = run;
  for (let attempt = 1; ; attempt += 1) {
    const { error } = await ctx.db.rpc("record_opt_out", {
      p_call_id: callId,
      p_now: ctx.now().toISOString(),
      p_reason: parsed.data?.reason ?? "",
    });
    if (!error) break;
    if (attempt === MOST_ATTEMPTS) throw databaseError("recording an opt-out", error);
    await pause(RETRY_MS);
  }
  ctx.log.info({ callId }, "opted out in a call");
  return SENTENCES.optedOut;
}
