import { startsWith } from "./csv-kind";

/** The encodings that lists come in; the mark at the beginning is taken off. */
export const CSV_ENCODINGS = ["utf-8", "utf-16le", "utf-16be", "windows-1252"] as const;
export type CsvEncoding = (typeof CSV_ENCODINGS)[number];

export const ENCODING_LABELS: Readonly<Record<CsvEncoding, string>> = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16",
  "utf-16be": "UTF-16 (big-endian)",
  "windows-1252": "Windows-1252 (Western European)",
};

const SAMPLE_BYTES = 4096;

/** How a file is written: by its mark, by the zeros that UTF-16 has in every second place, else by what decodes. */
export function detectEncoding(bytes: Uint8Array): CsvEncoding {
  if (startsWith(bytes, [0xff, 0xfe])) return "utf-16le";
  if (startsWith(bytes, [0xfe, 0xff])) return "utf-16be";
  const wide = detectWide(bytes.subarray(0, SAMPLE_BYTES));
  if (wide) return wide;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return "utf-8";
  } catch {
    // Excel's plain "CSV" on Windows; every byte means something in it, so this cannot fail.
    return "windows-1252";
  }
}

export function decode(bytes: Uint8Array, encoding: CsvEncoding): string {
  return new TextDecoder(encoding).decode(bytes);
}

/** Latin text in UTF-16 is zero in nearly every other byte, and no binary file is that regular. */
function detectWide(sample: Uint8Array): CsvEncoding | undefined {
  const zeros = [0, 0];
  for (const [index, byte] of sample.entries()) {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  }
  const [even = 0, odd = 0] = zeros;
  const most = sample.byteLength / 2;
  if (sample.byteLength < 8) return undefined;
  if (odd > most * 0.7 && even === 0) return "utf-16le";
  if (even > most * 0.7 && odd === 0) return "utf-16be";
  return undefined;
}
