import type { ServiceContext } from "../../context";
import { databaseError } from "../../errors";

const TOKEN = /^[0-9a-f]{48}$/;

/** Whether an unsubscribe link is one of ours. */
export async function isUnsubscribeToken(ctx: ServiceContext, token: string): Promise<boolean> {
  if (!TOKEN.test(token)) return false;
  const { data, error } = await ctx.db
    .from("emails")
    .select("id")
    .eq("unsubscribe_token", token)
    .maybeSingle();
  if (error) throw databaseError("looking up an unsubscribe link", error);
  return data !== null;
}

/** Suppresses the address that an e-mail went to, and cancels what is queued for it. False for an unknown token. */
export async function unsubscribe(ctx: ServiceContext, token: string): Promise<boolean> {
  if (!TOKEN.test(token)) return false;
  const { data, error } = await ctx.db.rpc("unsubscribe_email", {
    p_token: token,
    p_now: ctx.now().toISOString(),
  });
  if (error) throw databaseError("unsubscribing an address", error);
  return data;
}
