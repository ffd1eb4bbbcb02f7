import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import type { Log } from "./log";
import type { Part } from "./supervisor";

export interface LogFile extends Part {
  readonly log: Log;
}

/** A file that starts empty and takes a part's output, which would be noise in the terminal. */
export async function openLogFile(file: string): Promise<LogFile> {
  await mkdir(dirname(file), { recursive: true });
  const stream = createWriteStream(file);
  await once(stream, "open");
  return {
    log: (line) => void stream.write(`${line}\n`),
    stop: () => new Promise((resolve) => stream.end(resolve)),
  };
}
