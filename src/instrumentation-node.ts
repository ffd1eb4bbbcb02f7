import { EnvError, getEnv } from "@/lib/env";

/** With an environment that is not complete the server must not start at all: it says what is missing and ends. */
export function refuseIncompleteEnvironment(): void {
  try {
    getEnv();
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
