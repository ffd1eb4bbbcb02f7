import type { Stack } from "./stack";
import { parseCommand, type RunOptions, USAGE } from "./support/arguments";
import { LocalError, messageOf } from "./support/errors";
import type { Log } from "./support/log";
import { stopSignal } from "./support/stop-signal";

const log: Log = (line) => console.log(line);

/** Each command loads what it needs: all of it together takes seconds, in which Ctrl-C would find no handler. */
async function main(): Promise<void> {
  const command = parseCommand(process.argv.slice(2));
  switch (command.name) {
    case "db:reset": {
      const { resetLocalData } = await import("./stack");
      await resetLocalData((line) => log(`  ${line}`));
      return log("The local database is new.");
    }
    case "db:types": {
      const types = await import("./database/types");
      return command.isCheck ? types.checkDatabaseTypes() : types.writeDatabaseTypes();
    }
    case "dev":
    case "demo":
      return runStack(command.name, command.options);
    default:
      return command satisfies never;
  }
}

/** Runs until somebody stops it or a part of it fails. */
async function runStack(name: "dev" | "demo", options: RunOptions): Promise<void> {
  const stopped = stopSignal();
  log("Starting the local stack …");
  const { startStack } = await import("./stack");
  const stack = await startStack({
    isFresh: options.isFresh,
    rate: options.rate,
    appPort: options.port,
    app: options.isProduction ? "prod" : "dev",
    log: (line) => log(`  ${line}`),
    appLog: appLog(name),
    signal: stopped,
  }).catch((error: unknown) => {
    // Ctrl-C during the start is no failure.
    if (stopped.aborted) return undefined;
    throw error;
  });
  if (!stack) return;
  try {
    log(overviewOf(stack));
    const failure = await Promise.race([stack.failed, aborted(stopped), follow(name, stack)]);
    if (failure) throw failure;
    log("\nStopping …");
  } finally {
    await stack.stop();
  }
}

/** The demo acts on the running stack for as long as it runs. */
async function follow(name: "dev" | "demo", stack: Stack): Promise<undefined> {
  if (name === "demo") {
    const { runDemo } = await import("./demo");
    await runDemo(stack, (line) => log(`  ${line}`));
  }
  return aborted(stack.signal);
}

/** A developer reads what Next.js prints; whoever watches the demo wants to see errors only. */
function appLog(name: "dev" | "demo"): Log {
  if (name === "dev") return (line) => log(`next │ ${line}`);
  return (line) => {
    if (/⨯|\berror\b/i.test(line)) log(`next │ ${line}`);
  };
}

function overviewOf(stack: Stack): string {
  const now = stack.clock.now().toLocaleString("en-US", {
    timeZone: "America/Chicago",
    dateStyle: "full",
    timeStyle: "short",
  });
  const rows = [
    ["Application", stack.appUrl],
    ["Mails, calls, calendar", stack.standInsUrl],
    ["Supabase API", stack.supabaseUrl],
    ["Database", stack.databaseUrl],
    ["Sign in as", `${stack.login.email}, password ${stack.login.password}`],
    ["Business time", `${now} Central, ${stack.clockSettings.rate} times as fast as real time`],
  ];
  const table = rows.map(([label = "", value]) => `  ${label.padEnd(24)}${value}`);
  return ["", ...table, "", "Ctrl-C stops everything; the data stays in .local/.", ""].join("\n");
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(undefined);
    signal.addEventListener("abort", () => resolve(undefined), { once: true });
  });
}

function report(error: unknown): void {
  if (error instanceof LocalError) {
    console.error(`\n${error.message}`);
    if (error.code === "usage") console.error(`\n${USAGE}`);
  } else {
    console.error(error instanceof Error ? error : messageOf(error));
  }
}

main().then(
  // A stray timer or socket must not keep the terminal.
  () => process.exit(0),
  (error) => {
    report(error);
    process.exit(1);
  },
);
