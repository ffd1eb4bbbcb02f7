import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import type { Speaker } from "./conversation";
import type { VapiStandIn } from "./vapi-stand-in";

const PATH = /\/monitor\/([^/]+)\/listen$/;
const SAMPLE_RATE = 16_000;
const FRAME_MS = 100;
const SAMPLES_PER_FRAME = (SAMPLE_RATE * FRAME_MS) / 1000;
const LOUDNESS = 2600;
const TONES = { bot: 330, user: 220 } as const;
const GONE = "HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";

/**
 * The first text frame. That text frames are JSON is known, and that sound comes as binary PCM; the fields of the real
 * one are unconfirmed.
 */
const START = { type: "start", encoding: "linear16", sampleRate: SAMPLE_RATE, channels: 1 };

/**
 * Serves the listen URLs of running calls: a tone for each speaker in frames of a tenth of a second of real time, until
 * the call ends. Like the service's own they need no key.
 *
 * @returns ends all that are open.
 */
export function serveListeners(http: Server, vapi: VapiStandIn): () => void {
  const sockets = new WebSocketServer({ noServer: true });
  http.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const id = PATH.exec(new URL(request.url ?? "/", "http://localhost").pathname)?.[1] ?? "";
    if (!isGoingOn(vapi, id)) {
      socket.end(GONE);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (listener) => stream(listener, vapi, id));
  });
  return () => {
    for (const listener of sockets.clients) listener.terminate();
    sockets.close();
  };
}

function isGoingOn(vapi: VapiStandIn, id: string): boolean {
  const status = vapi.records.all.get(id)?.status;
  return status !== undefined && status !== "ended";
}

function stream(listener: WebSocket, vapi: VapiStandIn, id: string): void {
  let sampleCount = 0;
  listener.send(JSON.stringify(START));
  const timer = setInterval(() => {
    const record = vapi.records.all.get(id);
    if (!record || !isGoingOn(vapi, id)) return listener.close(1000, "call ended");
    listener.send(soundOf(vapi.runner.audible(record), sampleCount));
    sampleCount += SAMPLES_PER_FRAME;
  }, FRAME_MS);
  listener.on("close", () => clearInterval(timer));
  listener.on("error", () => listener.terminate());
}

/** One frame of signed 16 bit samples, little-endian; the tone goes on where the last frame left it. */
function soundOf(speaker: Speaker | undefined, from: number): Buffer {
  const frame = Buffer.alloc(SAMPLES_PER_FRAME * 2);
  if (!speaker) return frame;
  for (let index = 0; index < SAMPLES_PER_FRAME; index += 1) {
    const wave = Math.sin((2 * Math.PI * TONES[speaker] * (from + index)) / SAMPLE_RATE);
    frame.writeInt16LE(Math.round(LOUDNESS * wave), index * 2);
  }
  return frame;
}
