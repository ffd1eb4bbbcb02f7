import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import postgres from "postgres";
import { WebSocketServer } from "ws";
import type { Log } from "../../support/log";
import { createBroadcastApi } from "./broadcast-api";
import { claimsOfKey, type Keys } from "./claims";
import { followMessages } from "./feed";
import type { Broadcast } from "./protocol";
import { Session } from "./session";

export interface RealtimeOptions {
  /** Connects as the superuser: the service writes and reads realtime.messages past its policies. */
  readonly adminUrl: string;
  readonly keys: Keys;
  readonly onSchemaReload: () => Promise<void>;
  readonly log: Log;
}

export interface Realtime {
  /** Serves /realtime/v1/api. */
  fetch(request: Request): Response | Promise<Response>;
  /** Serves the sockets of that server. */
  attach(server: Server): void;
  close(): Promise<void>;
}

const SOCKET_PATH = "/realtime/v1/websocket";
/** Hosted Realtime's limit for a frame. */
const MAX_FRAME_BYTES = 5_000_000;
const PARTITION_INTERVAL_MS = 4 * 60 * 60_000;

/**
 * Supabase Realtime for private broadcast channels: the protocol of the unmodified supabase-js client, with the policies
 * on realtime.messages deciding who may listen and send. Presence and postgres_changes are not part of it.
 */
export async function createRealtime(options: RealtimeOptions): Promise<Realtime> {
  const { keys, log } = options;
  const sql = postgres(options.adminUrl, {
    max: 4,
    onnotice: () => {},
    connection: { application_name: "supabase-realtime" },
  });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES });
  const sessions = new Set<Session>();

  const publish = (topic: string, message: Broadcast, from?: Session) => {
    for (const session of sessions) {
      if (session !== from || session.hearsItself(topic)) session.deliver(topic, message);
    }
  };
  const open = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    const claims = claimsOfKey(url.searchParams.get("apikey"), keys);
    if (url.pathname !== SOCKET_PATH) return refuse(socket, "404 Not Found");
    if (!claims) return refuse(socket, "401 Unauthorized");
    sockets.handleUpgrade(request, socket, head, (client) => {
      const version = url.searchParams.get("vsn") === "1.0.0" ? "1.0.0" : "2.0.0";
      const session = new Session(client, version, claims, { sql, keys, publish, log });
      sessions.add(session);
      client.on("close", () => sessions.delete(session));
      client.on("error", (error) => log(`realtime: ${error.message}`));
    });
  };

  await sql`select realtime.keep_partitions()`;
  const keeper = setInterval(() => {
    sql`select realtime.keep_partitions()`.catch((error) => log(`realtime: ${error.message}`));
  }, PARTITION_INTERVAL_MS);
  await followMessages({
    sql,
    deliver: ({ topic, ...message }) => publish(topic, message),
    isWanted: () => [...sessions].some((session) => session.isListening),
    log,
  });
  // What PostgREST listens to: `notify pgrst, 'reload schema'` after DDL.
  await sql.listen("pgrst", () => void options.onSchemaReload());

  return {
    fetch: createBroadcastApi({ sql, keys, publish }).fetch,
    attach: (server) => server.on("upgrade", open),
    close: async () => {
      clearInterval(keeper);
      for (const client of sockets.clients) client.terminate();
      await sql.end({ timeout: 2 });
    },
  };
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
