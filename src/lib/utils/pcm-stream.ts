import { z } from "zod";

const headerSchema = z.object({
  sampleRate: z.number().min(8000).max(48_000),
  channels: z.union([z.literal(1), z.literal(2)]),
});

export type PcmFormat = z.output<typeof headerSchema>;

/** Sound as a loudspeaker takes it: for each channel its samples from -1 to 1. */
export interface PcmChunk {
  readonly format: PcmFormat;
  readonly channels: readonly Float32Array<ArrayBuffer>[];
}

export interface PcmReader {
  /** Takes bytes as they come, cut anywhere; undefined when no whole sample is there yet. */
  read(bytes: Uint8Array): PcmChunk | undefined;
}

const NEW_LINE = 10;
const LONGEST_HEADER_BYTES = 1000;

/**
 * Reads what `/api/calls/…/listen` sends: a line of JSON, then signed 16-bit samples, least byte first, channels in turn.
 *
 * @throws Error from `read` when the stream does not begin with such a line.
 */
export function createPcmReader(): PcmReader {
  let rest: Uint8Array = new Uint8Array();
  let format: PcmFormat | undefined;
  return {
    read: (bytes) => {
      rest = join(rest, bytes);
      if (!format) {
        const end = rest.indexOf(NEW_LINE);
        if (end < 0 && rest.byteLength <= LONGEST_HEADER_BYTES) return undefined;
        format = headerSchema.parse(JSON.parse(new TextDecoder().decode(rest.subarray(0, end))));
        rest = rest.subarray(end + 1);
      }
      const step = 2 * format.channels;
      const length = Math.floor(rest.byteLength / step);
      if (length === 0) return undefined;
      const channels = split(rest.subarray(0, length * step), format.channels, length);
      rest = rest.subarray(length * step);
      return { format, channels };
    },
  };
}

function join(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.byteLength === 0) return second;
  const whole = new Uint8Array(first.byteLength + second.byteLength);
  whole.set(first);
  whole.set(second, first.byteLength);
  return whole;
}

function split(bytes: Uint8Array, count: number, length: number): Float32Array<ArrayBuffer>[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: count }, (_, channel) =>
    Float32Array.from(
      { length },
      (_sample, index) => view.getInt16(2 * (index * count + channel), true) / 32_768,
    ),
  );
}

/** How loud it is, from 0 to 1: the square root of the mean square, so that a loud voice fills the scale. */
export function loudness({ channels }: PcmChunk): number {
  const samples = channels[0] ?? [];
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return samples.length === 0 ? 0 : Math.min(1, 3 * Math.sqrt(sum / samples.length));
}
