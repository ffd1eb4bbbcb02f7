import { z } from "zod";

/** A frame of the Phoenix channel protocol, whichever way it is written on the wire. */
export interface Frame {
  readonly joinRef: string | null;
  readonly ref: string | null;
  readonly topic: string;
  readonly event: string;
  readonly payload: unknown;
}

/** A broadcast on its way to the subscribers of a topic. */
export interface Broadcast {
  readonly id: string;
  readonly event: string;
  readonly payload: unknown;
}

/** 1.0.0 writes objects, 2.0.0 arrays and, for broadcasts, binary frames. */
export type ProtocolVersion = "1.0.0" | "2.0.0";

/** Every wire topic carries this before the name that the application gave the channel. */
export const TOPIC_PREFIX = "realtime:";

const ref = z.string().nullable().default(null);
const objectFrame = z.object({
  join_ref: ref,
  ref,
  topic: z.string(),
  event: z.string(),
  payload: z.unknown(),
});
const arrayFrame = z
  .tuple([z.string().nullable(), z.string().nullable(), z.string(), z.string()])
  .rest(z.unknown());

const CLIENT_BROADCAST = 3;
const SERVER_BROADCAST = 4;
const JSON_ENCODING = 1;
const MAX_PART_BYTES = 255;

/** @returns undefined for anything that is no frame of that version. */
export function decodeFrame(
  data: Buffer,
  isBinary: boolean,
  version: ProtocolVersion,
): Frame | undefined {
  if (isBinary) return decodeClientBroadcast(data);
  const json = parseJson(data.toString("utf8"));
  if (version === "1.0.0") {
    const frame = objectFrame.safeParse(json);
    if (!frame.success) return undefined;
    const { join_ref: joinRef, ...rest } = frame.data;
    return { joinRef, ...rest };
  }
  const frame = arrayFrame.safeParse(json);
  if (!frame.success) return undefined;
  const [joinRef, ownRef, topic, event, payload] = frame.data;
  return { joinRef, ref: ownRef, topic, event, payload };
}

export function encodeFrame(frame: Frame, version: ProtocolVersion): string {
  const { joinRef, ref: ownRef, topic, event, payload } = frame;
  return version === "1.0.0"
    ? JSON.stringify({ join_ref: joinRef, ref: ownRef, topic, event, payload })
    : JSON.stringify([joinRef, ownRef, topic, event, payload]);
}

/** A broadcast for a subscriber: binary for 2.0.0 as hosted Realtime sends it, text where that does not fit. */
export function encodeBroadcast(
  topic: string,
  message: Broadcast,
  version: ProtocolVersion,
): string | Buffer {
  const meta = { id: message.id };
  const head = [topic, message.event, JSON.stringify(meta)].map((part) => Buffer.from(part));
  if (version === "2.0.0" && head.every((part) => part.length <= MAX_PART_BYTES)) {
    const sizes = [SERVER_BROADCAST, ...head.map((part) => part.length), JSON_ENCODING];
    return Buffer.concat([
      Buffer.from(sizes),
      ...head,
      Buffer.from(JSON.stringify(message.payload ?? {})),
    ]);
  }
  const payload = { type: "broadcast", event: message.event, payload: message.payload, meta };
  return encodeFrame({ joinRef: null, ref: null, topic, event: "broadcast", payload }, version);
}

/** `[3, lengths of join ref, ref, topic, event, meta, encoding]`, then those parts, then the payload. */
function decodeClientBroadcast(data: Buffer): Frame | undefined {
  const [kind, ...sizes] = data.subarray(0, 6);
  if (kind !== CLIENT_BROADCAST || sizes.length !== 5 || data[6] !== JSON_ENCODING)
    return undefined;
  const parts: string[] = [];
  let offset = 7;
  for (const size of sizes) {
    parts.push(data.toString("utf8", offset, offset + size));
    offset += size;
  }
  const [joinRef, ownRef, topic, event] = parts;
  if (topic === undefined || event === undefined) return undefined;
  const payload = { type: "broadcast", event, payload: parseJson(data.toString("utf8", offset)) };
  return { joinRef: joinRef || null, ref: ownRef || null, topic, event: "broadcast", payload };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
