import "server-only";
import type { Db, ServiceContext } from "../../context";
import { databaseError } from "../../errors";
import { openRecording } from "../../vapi/recording";

interface RecordingInput {
  readonly callId: string;
  /** The `Range` header of whoever listens. */
  readonly range: string | null;
  readonly signal: AbortSignal;
}

/**
 * Opens a call's recording under the caller's rights; undefined when there is none, or the call is not theirs.
 *
 * @param privileged the server's own hand, which knows where the recording lies.
 */
export async function findRecording(
  ctx: Pick<ServiceContext, "db" | "log">,
  privileged: Db,
  { callId, range, signal }: RecordingInput,
): Promise<Response | undefined> {
  const { data, error } = await ctx.db
    .from("calls")
    .select("provider_call_id, started_at")
    .eq("id", callId)
    .maybeSingle();
  if (error) throw databaseError("looking for a recording", error);
  if (!data?.provider_call_id || !data.started_at) return undefined;
  const found = await openRecording({
    providerCallId: data.provider_call_id,
    reportedUrl: await readAddress(privileged, callId),
    range,
    signal,
  });
  if (!found) ctx.log.info({ callId }, "the provider gave no recording");
  return found;
}

async function readAddress(privileged: Db, callId: string): Promise<string | null> {
  const { data, error } = await privileged
    .from("calls")
    .select("recording_url")
    .eq("id", callId)
    .single();
  if (error) throw databaseError("reading where a recording lies", error);
  return data.recording_url;
}
