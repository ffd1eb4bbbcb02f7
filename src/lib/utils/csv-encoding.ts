import { startsWith } from "./csv-kind";

/** The encodings that lists come in; the mark at the beginning is taken off. */
export const CSV_ENCODINGS = [
  "utf-8",
  "utf-16le",
  "utf-16be",
  "windows-1252",
  "macintosh",
] as const;
export type CsvEncoding = (typeof CSV_ENCODINGS)[number];

export const ENCODING_LABELS: Readonly<Record<CsvEncoding, string>> = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16",
  "utf-16be": "UTF-16 (big-endian)",
  "windows-1252": "Windows-1252 (Western European)",
  macintosh: "Mac OS Roman",
};

const SAMPLE_BYTES = 4096;

/**
 * How a file is written: by its mark, by the zeros that UTF-16 has in every second place, else by what decodes. A few
 * broken bytes (a file cut short, two files joined) do not make all other letters of a UTF-8 file wrong.
 */
export function detectEncoding(bytes: Uint8Array): CsvEncoding {
  if (startsWith(bytes, [0xff, 0xfe])) return "utf-16le";
  if (startsWith(bytes, [0xfe, 0xff])) return "utf-16be";
  const wide = detectWide(bytes.subarray(0, SAMPLE_BYTES));
  if (wide) return wide;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return "utf-8";
  } catch {
    if (isMostlyUtf8(decode(bytes, "utf-8"))) return "utf-8";
    // Else Excel's plain "CSV"; every byte means something in both, so these cannot fail.
    return isMac(bytes) ? "macintosh" : "windows-1252";
  }
}

/** Windows-1252 read as UTF-8 has a broken letter for nearly each that is not ASCII. */
function isMostlyUtf8(text: string): boolean {
  const brokenCount = text.match(/\uFFFD/g)?.length ?? 0;
  const letterCount = text.match(/[\u0080-\uFFFC]/g)?.length ?? 0;
  return letterCount > brokenCount;
}

export function decode(bytes: Uint8Array, encoding: CsvEncoding): string {
  const decoder = new TextDecoder(encoding);
  // As a stream: else Node 20 takes Windows-1252 for Latin-1 and loses € and “” (nodejs/node#56542).
  return decoder.decode(bytes, { stream: true }) + decoder.decode();
}

/**
 * Between two small letters, Mac OS has its é and ü where Windows has capitals and signs, and its apostrophe where Windows
 * has Õ; Windows has its own where Mac OS has accents that stand alone. What is a letter in both says nothing.
 */
function isMac(bytes: Uint8Array): boolean {
  let macCount = 0;
  let windowsCount = 0;
  for (let at = 1; at < bytes.length - 1; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80 || !isSmall(bytes[at - 1]) || !isSmall(bytes[at + 1])) continue;
    if (byte >= 0xe0 || byte === APOSTROPHE.windows) windowsCount += 1;
    else if (byte === APOSTROPHE.mac || (byte <= 0x9f && !SMALL_IN_BOTH.has(byte))) macCount += 1;
  }
  return macCount > windowsCount;
}

const APOSTROPHE = { windows: 0x92, mac: 0xd5 } as const;

/** š, œ and ž in Windows, ö, ú and û in Mac OS. */
const SMALL_IN_BOTH: ReadonlySet<number> = new Set([0x9a, 0x9c, 0x9e]);

function isSmall(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x61 && byte <= 0x7a;
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
