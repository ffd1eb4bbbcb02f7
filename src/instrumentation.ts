import type { Instrumentation } from "next";

/** Runs once when the server starts. NEXT_RUNTIME is a constant of the build: the other runtime gets no Node code. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { refuseIncompleteEnvironment } = await import("./instrumentation-node");
  refuseIncompleteEnvironment();
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
