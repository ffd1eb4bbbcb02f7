import "server-only";
import { z } from "zod";
import type { Db, ServiceContext } from "../../context";
import type { Json } from "../../database.types";
import { AppError, databaseError } from "../../errors";
import { type ControlResult, endCall, sayInCall } from "../../vapi/monitor";

export const spokenTextSchema = z
  .string()
  .trim()
  .min(1, "Type what the agent shall say.")
  .max(500, "The agent can say at most 500 characters at once.")
  // The provider's voice reads one line.
  .transform((text) => text.replaceAll(/\s+/g, " "));

/** What two hands need: the user's, under row level security, and the server's, which knows the call's secrets. */
export interface StepInContext {
  readonly user: ServiceContext;
  readonly privileged: Db;
}

interface Asker {
  readonly userId: string;
  readonly callId: string;
}

/** Lets the agent say a text in a running call. Who asked for it stands in the timeline. */
export async function sayInOpenCall(
  ctx: StepInContext,
  input: Asker & { readonly text: string },
): Promise<ControlResult> {
  const call = await requireControl(ctx, input);
  return act(ctx, call, input.userId, {
    kind: "call.say",
    detail: { text: input.text },
    run: () => sayInCall(call.controlUrl, input.text),
  });
}

/** Hangs a running call up. Who asked for it stands in the timeline. */
export async function endOpenCall(ctx: StepInContext, input: Asker): Promise<ControlResult> {
  const call = await requireControl(ctx, input);
  return act(ctx, call, input.userId, {
    kind: "call.end_requested",
    detail: {},
    run: () => endCall(call.controlUrl),
  });
}

/** The provider's address of a call's sound, for whoever may listen. */
export async function requireListenUrl(ctx: StepInContext, input: Asker): Promise<string> {
  const { listenUrl } = await requireOpenCall(ctx, input);
  if (listenUrl) return listenUrl;
  throw unavailable("The provider gave no way to listen to this call.");
}

interface OpenCall {
  readonly id: string;
  readonly teamId: string;
  readonly leadId: string | null;
  readonly controlUrl: string | null;
  readonly listenUrl: string | null;
}

type ControllableCall = OpenCall & { readonly controlUrl: string };

async function requireControl(ctx: StepInContext, input: Asker): Promise<ControllableCall> {
  const call = await requireOpenCall(ctx, input);
  const { controlUrl } = call;
  if (!controlUrl) throw unavailable("The provider gave no way to step into this call.");
  return { ...call, controlUrl };
}

/**
 * The call with its secrets, after three questions: may the user see it, may they step in, is it going on?
 *
 * @throws AppError `not_found` for a call of another team, `forbidden` for a viewer, `conflict` when it is over.
 */
async function requireOpenCall(
  { user, privileged }: StepInContext,
  { callId, userId }: Asker,
): Promise<OpenCall> {
  const seen = await user.db.from("calls").select("team_id").eq("id", callId).maybeSingle();
  if (seen.error) throw databaseError("looking for a call", seen.error);
  if (!seen.data) throw noSuchCall();
  await requireHelper(user, seen.data.team_id, userId);
  const { data, error } = await privileged
    .from("calls")
    .select("id, team_id, lead_id, state, monitor_control_url, monitor_listen_url")
    .eq("id", callId)
    .eq("team_id", seen.data.team_id)
    .maybeSingle();
  if (error) throw databaseError("reading how to step into a call", error);
  if (!data) throw noSuchCall();
  if (data.state !== "placed") throw unavailable("This call is not going on.");
  return {
    id: data.id,
    teamId: data.team_id,
    leadId: data.lead_id,
    controlUrl: data.monitor_control_url,
    listenUrl: data.monitor_listen_url,
  };
}

/** By the role in the call's own team, whatever the user is elsewhere. */
async function requireHelper(
  user: Pick<ServiceContext, "db">,
  teamId: string,
  userId: string,
): Promise<void> {
  const { data, error } = await user.db
    .from("team_members")
    .select("role")
    .eq("team_id", teamId)
    .eq("user_id", userId)
    .maybeSingle();
  if (error) throw databaseError("reading a role", error);
  if (data?.role === "admin" || data?.role === "member") return;
  throw new AppError("forbidden", "a viewer may not step into a call", {
    userMessage: "You can read calls, but not step in: ask an admin of your team for the role.",
  });
}

interface Step {
  readonly kind: "call.say" | "call.end_requested";
  readonly detail: Readonly<Record<string, Json>>;
  readonly run: () => Promise<ControlResult>;
}

/** Written down before it is done: nothing is said in a call without a trace. */
async function act(
  { user, privileged }: StepInContext,
  call: OpenCall,
  userId: string,
  step: Step,
): Promise<ControlResult> {
  const { data, error } = await privileged
    .from("activity")
    .insert({
      team_id: call.teamId,
      lead_id: call.leadId,
      call_id: call.id,
      actor: "user",
      user_id: userId,
      kind: step.kind,
      detail: step.detail,
      happened_at: user.now().toISOString(),
    })
    .select("id")
    .single();
  if (error) throw databaseError("noting who steps into a call", error);
  const result = await step.run();
  user.log.info({ callId: call.id, kind: step.kind, result: result.kind }, "stepped into a call");
  if (result.kind !== "ok") {
    const detail = { ...step.detail, failed: result.kind };
    const noted = await privileged.from("activity").update({ detail }).eq("id", data.id);
    if (noted.error) user.log.warn({ error: noted.error, callId: call.id }, "timeline not updated");
  }
  return result;
}

function noSuchCall(): AppError {
  return new AppError("not_found", "no such call, or not the user's", {
    userMessage: "There is no such call.",
  });
}

function unavailable(userMessage: string): AppError {
  return new AppError("conflict", `cannot step in: ${userMessage}`, { userMessage });
}
