import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export interface PlainOptions {
  readonly calUrl: string;
  readonly calApiKey: string;
  readonly eventTypeId: number;
  readonly secret: string;
  /** Business time of the bench, as an ISO string. */
  readonly now: string;
}

const HORIZON_MS = 7 * 86_400_000;
const ZONE = "America/Chicago";

/** The route as it is written everywhere: check the secret, parse, ask Cal.com, answer. It stores nothing. */
async function answer(request: IncomingMessage, options: PlainOptions): Promise<object> {
  if (request.headers["x-vapi-secret"] !== options.secret) throw new Error("unauthorized");
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { message } = JSON.parse(Buffer.concat(chunks).toString("utf8"));
  const results = [];
  for (const { id } of message.toolCallList) {
    results.push({ toolCallId: id, result: sentence(await slots(options)) });
  }
  return { results };
}

async function slots({ calUrl, calApiKey, eventTypeId, now }: PlainOptions): Promise<Date[]> {
  const query = new URLSearchParams({
    eventTypeId: String(eventTypeId),
    start: now,
    end: new Date(Date.parse(now) + HORIZON_MS).toISOString(),
    timeZone: ZONE,
  });
  const response = await fetch(`${calUrl}/v2/slots?${query}`, {
    headers: { authorization: `Bearer ${calApiKey}`, "cal-api-version": "2024-09-04" },
  });
  if (!response.ok) throw new Error(`Cal.com answered ${response.status}`);
  const { data } = (await response.json()) as { data: Record<string, { start: string }[]> };
  return Object.values(data)
    .flat()
    .map(({ start }) => new Date(start));
}

function sentence(times: readonly Date[]): string {
  const words = new Intl.DateTimeFormat("en-US", {
    timeZone: ZONE,
    weekday: "long",
    hour: "numeric",
    minute: "2-digit",
  });
  return `I have ${times
    .slice(0, 3)
    .map((time) => words.format(time))
    .join(", ")}.`;
}

function serve(options: PlainOptions): void {
  const server = createServer(async (request, response) => {
    try {
      const body = JSON.stringify(await answer(request, options));
      response.writeHead(200, { "content-type": "application/json" }).end(body);
    } catch {
      response.writeHead(500).end();
    }
  });
  server.listen(0, "127.0.0.1", () => {
    const { port } = server.address() as AddressInfo;
    process.send?.({ type: "started", url: `http://127.0.0.1:${port}` });
  });
}

process.on("disconnect", () => process.exit());
process.once("message", (options) => serve(options as PlainOptions));
