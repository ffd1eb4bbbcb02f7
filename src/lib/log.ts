import "server-only";
import pino from "pino";
import { getEnv } from "./env";

export type Log = pino.Logger;

let root: Log | undefined;

/**
 * A structured logger for one part of the system. Log ids of calls, leads, teams and events; never headers, bodies,
 * transcripts or people. The keys below are cut out even if somebody forgets.
 */
export function createLog(scope: string): Log {
  root ??= pino({
    level: getEnv().LOG_LEVEL,
    base: null,
    redact: {
      paths: [
        "*.authorization",
        "*.token",
        "*.secret",
        "*.password",
        "*.transcript",
        "*.phone",
        "*.email",
      ],
      censor: "[redacted]",
    },
    serializers: { error: pino.stdSerializers.errWithCause },
  });
  return root.child({ scope });
}
