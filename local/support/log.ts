import { stripVTControlCharacters } from "node:util";

/** Receives one line of text at a time. */
export type Log = (line: string) => void;

/** A sink for process output: splits chunks into lines and hands over each complete one that is not empty. */
export function lineSplitter(log: Log): (chunk: Buffer | string) => void {
  let rest = "";
  return (chunk) => {
    const lines = (rest + chunk.toString()).split(/\r?\n/);
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (stripVTControlCharacters(line).trim() !== "") log(line);
    }
  };
}
