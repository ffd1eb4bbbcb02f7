import { setTimeout as sleep } from "node:timers/promises";
import { Hono } from "hono";
import type { StandIns } from "../../local/stand-ins/index";
import { listen, type RunningServer } from "../../local/stand-ins/server";

/** Requests that take their time on the way to a service. */
export interface Slowness {
  readonly method: "GET" | "POST";
  /** Of the service's path, with the service's name before it. */
  readonly path: RegExp;
  readonly ms: number;
  times: number;
}

const KEPT_HEADERS = ["authorization", "content-type", "cal-api-version", "idempotency-key"];

/**
 * One address for the outside world, whichever stand-ins play it: the application reads its environment once, and each
 * scene has stand-ins of its own.
 */
export class Outside {
  readonly slow: Slowness[] = [];
  private standIns: StandIns | undefined;

  private constructor(private readonly server: { current: RunningServer | undefined }) {}

  static async open(): Promise<Outside> {
    const server: { current: RunningServer | undefined } = { current: undefined };
    const outside = new Outside(server);
    const app = new Hono();
    app.all("*", (context) => outside.forward(context.req.raw));
    server.current = await listen(app, 0);
    return outside;
  }

  get url(): string {
    return this.server.current?.url ?? "";
  }

  /** From now on these answer. */
  lead(standIns: StandIns): void {
    this.standIns = standIns;
    this.slow.length = 0;
  }

  async close(): Promise<void> {
    await this.server.current?.stop();
  }

  private async forward(request: Request): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    const slow = this.slow.find(
      ({ method, path, times }) => times > 0 && method === request.method && path.test(pathname),
    );
    if (slow) {
      slow.times -= 1;
      await sleep(slow.ms);
    }
    const headers = new Headers();
    for (const name of KEPT_HEADERS) {
      const value = request.headers.get(name);
      if (value !== null) headers.set(name, value);
    }
    const body = request.method === "GET" ? undefined : await request.text();
    const { method } = request;
    return fetch(`${this.standIns?.url}${pathname}${search}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
      redirect: "manual",
      signal: request.signal,
    });
  }
}
