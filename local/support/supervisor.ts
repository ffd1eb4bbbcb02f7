import { LocalError, messageOf } from "./errors";
import type { Log } from "./log";

/** Something that runs until it is stopped. */
export interface Part {
  /** Settles when the part has ended by itself, with what it said last. Left out by parts inside this process. */
  readonly ended?: Promise<string>;
  stop(): Promise<void>;
}

/**
 * Starts parts in order, stops them in reverse order, and tells when one of them ends on its own: then the whole is
 * worth nothing and has to stop.
 */
export class Supervisor {
  /** Settles with the reason when a part has failed. Never rejects. */
  readonly failed: Promise<LocalError>;
  readonly #running: { readonly name: string; readonly part: Part }[] = [];
  readonly #abort = new AbortController();
  readonly #fail: (reason: LocalError) => void;
  #stopped: Promise<void> | undefined;

  constructor(private readonly log: Log) {
    let fail: (reason: LocalError) => void = () => {};
    this.failed = new Promise((resolve) => {
      fail = resolve;
    });
    this.#fail = fail;
  }

  /** Aborted when stopping begins, for starts that take long. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** @throws LocalError when the start fails or the whole is stopping meanwhile. */
  async start<T extends Part>(name: string, start: () => Promise<T>): Promise<T> {
    this.signal.throwIfAborted();
    const part = await start();
    this.#running.push({ name, part });
    void part.ended?.then((lastWords) => {
      if (this.signal.aborted) return;
      const said = lastWords === "" ? "" : `:\n${lastWords}`;
      this.#fail(new LocalError("part_failed", `${name} ended unexpectedly${said}`));
    });
    if (this.signal.aborted) {
      await part.stop();
      this.signal.throwIfAborted();
    }
    return part;
  }

  /** Stops all parts; calling it again waits for the same stop. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stopAll();
    return this.#stopped;
  }

  async #stopAll(): Promise<void> {
    this.#abort.abort(
      new LocalError("part_failed", "The local stack was stopped while it started."),
    );
    for (const { name, part } of this.#running.reverse()) {
      try {
        await part.stop();
      } catch (error) {
        // The others still have to stop.
        this.log(`${name} did not stop cleanly: ${messageOf(error)}`);
      }
    }
  }
}
