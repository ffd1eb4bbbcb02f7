import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ENV_KEYS } from "../../src/lib/env";
import { PROJECT_ROOT } from "./paths";

/** What Node, npm and a terminal need. Anything else in the developer's shell may be a key of a real service. */
const FROM_SHELL =
  /^(PATH|HOME|USER|LOGNAME|SHELL|TERM|COLORTERM|NO_COLOR|FORCE_COLOR|LANG|LC_\w+|TZ|TMPDIR|TEMP|TMP|CI|NODE_OPTIONS|NODE_EXTRA_CA_CERTS|SystemRoot|windir|APPDATA|LOCALAPPDATA|USERPROFILE|PATHEXT|ComSpec)$/;

const ENV_FILES = [
  "",
  ".local",
  ".development",
  ".development.local",
  ".production",
  ".production.local",
];

/**
 * The whole environment of the local Next.js: the given variables, and every other variable that the application or
 * one of the developer's .env files knows set to nothing, because Next.js would read those files by itself.
 */
export function buildNextEnv(variables: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const fromShell = Object.entries(process.env).filter(([name]) => FROM_SHELL.test(name));
  const blank = [...ENV_KEYS, ...namesInEnvFiles()].map((name) => [name, ""] as const);
  const env: Record<string, string | undefined> = {
    ...Object.fromEntries(blank),
    ...Object.fromEntries(fromShell),
    ...variables,
    NEXT_TELEMETRY_DISABLED: "1",
    // npm keeps no addresses of the registry in this project's lockfile, which Next.js takes for damage.
    NEXT_IGNORE_INCORRECT_LOCKFILE: "1",
  };
  // Next.js types NODE_ENV as always there; its commands set it themselves.
  return env as NodeJS.ProcessEnv;
}

function namesInEnvFiles(): string[] {
  return ENV_FILES.flatMap((suffix) => {
    const file = join(PROJECT_ROOT, `.env${suffix}`);
    if (!existsSync(file)) return [];
    const lines = readFileSync(file, "utf8").matchAll(/^\s*(?:export\s+)?([\w.-]+)\s*[=:]/gm);
    return [...lines].flatMap(([, name]) => (name === undefined ? [] : [name]));
  });
}
