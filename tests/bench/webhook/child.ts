import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export interface Child<Started> {
  readonly started: Started;
  /** Sends something and takes the next message for the answer to it. */
  ask(question: object): Promise<unknown>;
  stop(): Promise<void>;
}

/** Runs a module of this folder in a process of its own, which is sent `options` and says when it has started. */
export async function startChild<Started>(file: string, options: object): Promise<Child<Started>> {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const child = fork(path, {
    // Modules of the application are for servers only.
    execArgv: [...process.execArgv, "--conditions=react-server", "--experimental-websocket"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  child.send(options);
  const started = (await nextMessage(child, file)) as Started;
  return {
    started,
    ask: async (question) => {
      child.send(question);
      return await nextMessage(child, file);
    },
    stop: async () => {
      if (child.exitCode !== null) return;
      const ended = once(child, "exit");
      child.disconnect();
      await ended;
    },
  };
}

async function nextMessage(child: ChildProcess, file: string): Promise<unknown> {
  const ended = once(child, "exit").then(() => {
    throw new Error(`${file} has ended`);
  });
  const [message] = await Promise.race([once(child, "message"), ended]);
  return message;
}
