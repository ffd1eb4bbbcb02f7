import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

interface Received {
  readonly path: string;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
}

export interface Receiver {
  readonly url: string;
  readonly requests: Received[];
  /** What to answer; the default is 200 with an empty object. */
  answer: (
    request: Received,
  ) => { status: number; body?: unknown } | Promise<{ status: number; body?: unknown }>;
  stop(): Promise<void>;
}

/** An application that only remembers the webhooks it gets, and answers as the test says. */
export async function startReceiver(): Promise<Receiver> {
  const requests: Received[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
    const text = Buffer.concat(chunks).toString("utf8");
    const request = { path: incoming.url ?? "", headers: incoming.headers, text };
    requests.push(request);
    const reply = await receiver.answer(request);
    outgoing.writeHead(reply.status, { "content-type": "application/json" });
    outgoing.end(JSON.stringify(reply.body ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answer: () => ({ status: 200 }),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return receiver;
}
