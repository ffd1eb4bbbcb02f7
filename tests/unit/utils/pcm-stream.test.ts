import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createPcmReader, loudness } from "@/lib/utils/pcm-stream";

function streamOf(samples: readonly number[], channels: number): Uint8Array {
  const header = new TextEncoder().encode(`${JSON.stringify({ sampleRate: 16_000, channels })}\n`);
  const bytes = new Uint8Array(header.byteLength + 2 * samples.length);
  bytes.set(header);
  const view = new DataView(bytes.buffer);
  for (const [index, sample] of samples.entries()) {
    view.setInt16(header.byteLength + 2 * index, sample, true);
  }
  return bytes;
}

describe("reading sound", () => {
  it("gives the same samples, however the bytes are cut", () => {
    const sample = fc.integer({ min: -32_768, max: 32_767 });
    fc.assert(
      fc.property(
        fc.array(sample, { minLength: 2, maxLength: 40 }),
        fc.constantFrom(1, 2),
        fc.integer({ min: 1, max: 9 }),
        (given, channels, size) => {
          const samples = given.slice(0, given.length - (given.length % channels));
          const bytes = streamOf(samples, channels);
          const reader = createPcmReader();
          const read: number[][] = Array.from({ length: channels }, () => []);
          for (let from = 0; from < bytes.byteLength; from += size) {
            const chunk = reader.read(bytes.slice(from, from + size));
            for (const [index, part] of (chunk?.channels ?? []).entries())
              read[index]?.push(...part);
          }
          const expected = read.map((_, channel) =>
            samples.filter((_sample, index) => index % channels === channel).map((s) => s / 32_768),
          );
          expect(read).toEqual(expected);
        },
      ),
    );
  });

  it("refuses what does not begin with the format", () => {
    expect(() => createPcmReader().read(new Uint8Array(2000).fill(65))).toThrow();
    const html = new TextEncoder().encode("<html>\n");
    expect(() => createPcmReader().read(html)).toThrow();
  });

  it("tells silence from a voice", () => {
    const silence = createPcmReader().read(streamOf([0, 0, 0], 1));
    const voice = createPcmReader().read(streamOf([9000, -9000, 9000], 1));
    expect(silence && loudness(silence)).toBe(0);
    expect(voice && loudness(voice)).toBeGreaterThan(0.5);
  });
});
