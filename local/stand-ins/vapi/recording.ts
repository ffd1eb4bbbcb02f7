import type { CallRecord } from "./types";

const SAMPLE_RATE = 8000;
const HEADER_BYTES = 44;
const LONGEST_SECONDS = 600;
const TONES = { bot: 330, user: 220 } as const;

/** A recording of the call: a soft tone wherever somebody speaks, higher for the assistant, silence between. */
export function buildRecording(record: CallRecord): Uint8Array<ArrayBuffer> {
  const seconds = Math.min(Math.max(record.elapsedMs / 1000, 1), LONGEST_SECONDS);
  const length = Math.ceil(seconds * SAMPLE_RATE);
  const wav = new Uint8Array(HEADER_BYTES + length).fill(128, HEADER_BYTES);
  writeHeader(new DataView(wav.buffer), length);
  for (const { role, secondsFromStart, duration } of record.messages) {
    if ((role !== "bot" && role !== "user") || typeof duration !== "number") continue;
    const first = Math.floor(secondsFromStart * SAMPLE_RATE);
    const last = Math.min(length, first + Math.floor((duration / 1000) * SAMPLE_RATE));
    for (let index = Math.max(0, first); index < last; index += 1) {
      const wave = Math.sin((2 * Math.PI * TONES[role] * index) / SAMPLE_RATE);
      wav[HEADER_BYTES + index] = 128 + Math.round(14 * wave);
    }
  }
  return wav;
}

/** The file, or the part of it that a player asks for: without parts it could not jump. */
export function soundResponse(wav: Uint8Array<ArrayBuffer>, range: string | undefined): Response {
  const headers = new Headers({ "content-type": "audio/wav", "accept-ranges": "bytes" });
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(range ?? "") ?? [];
  if (first === undefined) return new Response(wav, { headers });
  const from = Number(first);
  const to = Math.min(last ? Number(last) : wav.byteLength - 1, wav.byteLength - 1);
  if (from > to) {
    headers.set("content-range", `bytes */${wav.byteLength}`);
    return new Response(null, { status: 416, headers });
  }
  headers.set("content-range", `bytes ${from}-${to}/${wav.byteLength}`);
  return new Response(wav.slice(from, to + 1), { status: 206, headers });
}

/** A RIFF header for mono sound of 8 bits. */
function writeHeader(view: DataView, length: number): void {
  const text = (offset: number, value: string) => {
    for (let index = 0; index < value.length; index += 1) {
      view.setUint8(offset + index, value.charCodeAt(index));
    }
  };
  text(0, "RIFF");
  view.setUint32(4, 36 + length, true);
  text(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, SAMPLE_RATE, true);
  view.setUint32(28, SAMPLE_RATE, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  text(36, "data");
  view.setUint32(40, length, true);
}
