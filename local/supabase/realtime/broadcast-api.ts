import { Hono } from "hono";
import type postgres from "postgres";
import { z } from "zod";
import { type Claims, claimsOfKey, claimsOfToken, type Keys, Refusal } from "./claims";
import { canWrite } from "./policies";
import type { Broadcast } from "./protocol";

export interface BroadcastApiContext {
  readonly sql: postgres.Sql;
  readonly keys: Keys;
  readonly publish: (topic: string, message: Broadcast) => void;
}

const bodySchema = z.object({
  messages: z.array(
    z.object({
      topic: z.string().min(1),
      event: z.string().min(1),
      payload: z.unknown(),
      private: z.boolean().default(false),
    }),
  ),
});
type Message = z.infer<typeof bodySchema>["messages"][number];

/** Sending without a socket: `channel.httpSend()` and its older form with a list of messages. */
export function createBroadcastApi(context: BroadcastApiContext): Hono {
  const app = new Hono().basePath("/realtime/v1/api/broadcast");
  app.onError((error, c) => {
    if (error instanceof Refusal) return c.json({ message: error.message }, 401);
    throw error;
  });
  app.post("/", async (c) => {
    const claims = await identify(c.req.raw, context.keys);
    const body = bodySchema.safeParse(await readJson(c.req.raw));
    if (!body.success) return c.json({ errors: z.flattenError(body.error) }, 422);
    for (const message of body.data.messages) await send(context, claims, message);
    return c.body(null, 202);
  });
  app.post("/:topic/events/:event", async (c) => {
    const claims = await identify(c.req.raw, context.keys);
    const payload = await readJson(c.req.raw);
    if (payload === undefined) return c.json({ message: "The body is no JSON" }, 422);
    const { topic, event } = c.req.param();
    const isPrivate = c.req.query("private") === "true";
    await send(context, claims, { topic, event, payload, private: isPrivate });
    return c.body(null, 202);
  });
  return app;
}

/** As on hosted Realtime, a message that may not be sent is skipped and the answer stays the same. */
async function send(context: BroadcastApiContext, claims: Claims, message: Message): Promise<void> {
  const { topic, event, payload } = message;
  // Nobody listens on public channels: this server refuses to open any.
  if (!message.private || !(await canWrite(context.sql, claims, topic))) return;
  context.publish(topic, { id: crypto.randomUUID(), event, payload });
}

async function identify(request: Request, keys: Keys): Promise<Claims> {
  const token = /^Bearer (.+)$/.exec(request.headers.get("authorization") ?? "")?.[1];
  const claims = claimsOfKey(token ?? request.headers.get("apikey"), keys);
  if (claims) return claims;
  if (token === undefined) throw new Refusal("Unauthorized");
  return claimsOfToken(token, keys);
}

async function readJson(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch {
    return undefined;
  }
}
