import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";

export interface RunningServer {
  readonly url: string;
  readonly http: Server;
  stop(): Promise<void>;
}

/** Serves `app` on the loopback interface only; port 0 takes any that is free. */
export async function listen(app: Hono, port: number): Promise<RunningServer> {
  const http = createServer(getRequestListener(app.fetch));
  await new Promise<void>((resolve, reject) => {
    http.once("error", reject);
    http.listen(port, "127.0.0.1", () => {
      http.off("error", reject);
      resolve();
    });
  });
  const { port: actualPort } = http.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${actualPort}`,
    http,
    stop: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
}
