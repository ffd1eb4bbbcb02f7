import { createServer, type Server } from "node:http";
import { getRequestListener } from "@hono/node-server";
import getPort from "get-port";
import type { Log } from "../support/log";
import { createApi } from "./api";
import type { EmailSender } from "./auth-mail";
import { readProjectConfig } from "./project-config";
import { createRealtime } from "./realtime/server";

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
  const server = createServer(
    getRequestListener((request) => {
      const { pathname } = new URL(request.url);
      if (pathname.startsWith("/rest/v1") || pathname.startsWith("/auth/v1")) {
        return api.fetch(request);
      }
      if (pathname.startsWith("/realtime/v1/api")) return realtime.fetch(request);
      // Everything else of Lite stays shut: its /_system pages show the database's password to anybody.
      return Response.json({ message: "no Route matched with those values" }, { status: 404 });
    }),
  );
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
