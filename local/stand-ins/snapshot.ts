import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { asObject, type JsonObject, parseJson } from "./json";
import type { Log } from "./log";

const SNAPSHOT_VERSION = 1;
const SAVE_DELAY_MS = 250;

/** Keeps the stand-ins' data in one JSON file between starts. */
export class SnapshotFile {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly file: string,
    private readonly collect: () => JsonObject,
    private readonly log: Log,
  ) {}

  /** What the last run left, or an empty object when there is nothing that can be used. */
  static read(file: string, log: Log): JsonObject {
    let text: string;
    try {
      text = readFileSync(file, "utf8");
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return {};
      throw error;
    }
    const data = asObject(parseJson(text));
    if (data.version === SNAPSHOT_VERSION) return data;
    log(`${file} has another form and is ignored`);
    return {};
  }

  /** Saves soon; several calls in a row become one write. */
  schedule(): void {
    if (this.timer) return;
    this.timer = setTimeout(() => this.saveLogged(), SAVE_DELAY_MS);
    this.timer.unref();
  }

  /** Writes beside the file and renames, so that a crash leaves the old file or the new one, never half of one. */
  save(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const temporary = `${this.file}.${process.pid}.tmp`;
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(temporary, JSON.stringify({ version: SNAPSHOT_VERSION, ...this.collect() }));
    renameSync(temporary, this.file);
  }

  private saveLogged(): void {
    try {
      this.save();
    } catch (error) {
      this.log(`could not write ${this.file}: ${String(error)}`);
    }
  }
}
