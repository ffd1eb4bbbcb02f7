import type { Instrumentation } from "next";
import { EnvError, getEnv } from "@/lib/env";

/** Runs once when the server starts: with an environment that is not complete it must not start at all. */
export async function register(): Promise<void> {
  try {
    getEnv();
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

/** Logs what no route or action has caught. Headers and bodies stay out: they hold secrets and people. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  const { createLog } = await import("@/lib/log");
  const requestId = readHeader(request.headers["x-request-id"]);
  createLog("server").error(
    {
      error,
      requestId,
      method: request.method,
      route: context.routePath,
      routeType: context.routeType,
    },
    "a request failed",
  );
};

function readHeader(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
