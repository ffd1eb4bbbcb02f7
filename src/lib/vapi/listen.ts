import "server-only";
import WebSocket from "ws";
import { z } from "zod";

const CONNECT_TIMEOUT_MS = 8000;
const LARGEST_FRAME_BYTES = 256_000;
/** About four seconds of mono sound: whoever is further behind misses some. */
const BUFFERED_BYTES = 128_000;

/** The fields of the first text frame; the docs do not promise them. */
const formatSchema = z.object({
  sampleRate: z.number().int().min(8000).max(48_000).catch(16_000),
  channels: z.number().int().min(1).max(2).catch(1),
});

type SoundFormat = z.output<typeof formatSchema>;

/**
 * A call's sound while it goes on: one line of JSON with `sampleRate` and `channels`, then signed 16-bit samples, least
 * byte first, until the call ends or `signal` aborts. Frames that nobody takes are dropped whole, so that samples stay
 * in step.
 *
 * @param onEnd called once, however it ends.
 */
export function openSound(
  listenUrl: string,
  signal: AbortSignal,
  onEnd: () => void,
): ReadableStream<Uint8Array> {
  const state: { socket?: WebSocket } = {};
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        if (/^wss?:\/\//i.test(listenUrl)) {
          state.socket = connect(listenUrl, signal, controller);
          state.socket.on("close", onEnd);
        } else {
          controller.close();
          onEnd();
        }
      },
      cancel: () => state.socket?.terminate(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: BUFFERED_BYTES }),
  );
}

function connect(
  listenUrl: string,
  signal: AbortSignal,
  controller: ReadableStreamDefaultController<Uint8Array>,
): WebSocket {
  const socket = new WebSocket(listenUrl, {
    handshakeTimeout: CONNECT_TIMEOUT_MS,
    maxPayload: LARGEST_FRAME_BYTES,
    perMessageDeflate: false,
    followRedirects: false,
  });
  const stop = () => {
    // Not a clean end: the page must not take it for the end of the call.
    fail(controller);
    socket.terminate();
  };
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  let format = formatSchema.parse({});
  let hasHeader = false;
  socket.on("message", (data, isBinary) => {
    if (!isBinary) {
      format = hasHeader ? format : readFormat(String(data), format);
      return;
    }
    if ((controller.desiredSize ?? 0) <= 0) return;
    if (!hasHeader) controller.enqueue(new TextEncoder().encode(`${JSON.stringify(format)}\n`));
    hasHeader = true;
    const samples = wholeSamples(toBytes(data), format);
    if (samples.byteLength > 0) controller.enqueue(samples);
  });
  socket.on("close", () => {
    signal.removeEventListener("abort", stop);
    close(controller);
  });
  // "close" follows. The error's text may hold the address, which is as good as a key.
  socket.on("error", () => undefined);
  return socket;
}

function readFormat(text: string, known: SoundFormat): SoundFormat {
  try {
    return formatSchema.parse(JSON.parse(text));
  } catch {
    return known;
  }
}

function toBytes(data: WebSocket.RawData): Uint8Array {
  if (Array.isArray(data)) return new Uint8Array(Buffer.concat(data));
  return new Uint8Array(data);
}

function wholeSamples(bytes: Uint8Array, { channels }: SoundFormat): Uint8Array {
  return bytes.subarray(0, bytes.byteLength - (bytes.byteLength % (2 * channels)));
}

function fail(controller: ReadableStreamDefaultController<Uint8Array>): void {
  try {
    controller.error(new Error("stopped"));
  } catch {
    // The reader was faster.
  }
}

function close(controller: ReadableStreamDefaultController<Uint8Array>): void {
  try {
    controller.close();
  } catch {
    // The reader was faster.
  }
}
