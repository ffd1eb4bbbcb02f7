import { createServer, type Server } from "node:http";
import { getRequestListener } from "@hono/node-server";
import getPort from "get-port";
import { Hono } from "hono";
import { cors } from "hono/cors";
import type { Log } from "../support/log";
import { type Api, createApi } from "./api";
import type { EmailSender } from "./auth-mail";
import { refusalOfToken } from "./postgrest-errors";
import { readProjectConfig } from "./project-config";
import { createRealtime, type Realtime } from "./realtime/server";

export interface SupabaseOptions {
  /** Connects as the superuser to a database that `bootstrapDatabase` has prepared. */
  readonly adminUrl: string;
  /** A free one when left out. */
  readonly port?: number;
  /** Signs and verifies the tokens of sessions; at least 32 characters. */
  readonly jwtSecret: string;
  /** `sb_publishable_…`, the key of browsers. */
  readonly publishableKey: string;
  /** `sb_secret_…`, the key of the service role. */
  readonly secretKey: string;
  /** The application's own address, for the links in auth mails. */
  readonly siteUrl: string;
  readonly emailSender: EmailSender;
  readonly log: Log;
}

export interface RunningSupabase {
  readonly url: string;
  stop(): Promise<void>;
}

/** Serves a Supabase project (REST, Auth, Realtime) on one port of 127.0.0.1. */
export async function startSupabase(options: SupabaseOptions): Promise<RunningSupabase> {
  const { adminUrl, jwtSecret, publishableKey, secretKey, log } = options;
  const api = await createApi({ ...options, config: await readProjectConfig() });
  const realtime = await createRealtime({
    adminUrl,
    keys: { jwtSecret, publishableKey, secretKey },
    onSchemaReload: api.reloadSchema,
    log,
  });
  const gateway = createGateway(api, realtime);
  const server = createServer(getRequestListener((request) => gateway.fetch(request)));
  realtime.attach(server);
  const port = options.port ?? (await getPort({ host: "127.0.0.1" }));
  await listen(server, port);
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      await realtime.close();
      await close(server);
      await api.close();
    },
  };
}

/**
 * What the API gateway of a hosted project does: CORS for browsers on any origin (Lite's own answers to auth preflights
 * name no headers, so that browsers would refuse), and no way to anything but the services. Above all not to Lite's
 * /_system pages, which show the database's password to anybody.
 */
function createGateway(api: Api, realtime: Realtime): Hono {
  const app = new Hono();
  app.use(
    cors({
      origin: "*",
      allowMethods: ["GET", "HEAD", "POST", "PATCH", "PUT", "DELETE", "OPTIONS"],
      exposeHeaders: ["Content-Range", "Content-Location", "Preference-Applied", "X-Sb-Error-Code"],
      maxAge: 86_400,
    }),
  );
  app.all("/rest/v1/*", (c) => refusalOfToken(c.req.raw) ?? api.fetch(c.req.raw));
  app.all("/auth/v1/*", (c) => api.fetch(c.req.raw));
  app.all("/realtime/v1/api/*", (c) => realtime.fetch(c.req.raw));
  app.notFound((c) => c.json({ message: "no Route matched with those values" }, 404));
  return app;
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}
