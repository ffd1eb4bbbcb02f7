import { parseArgs } from "node:util";
import { LocalError, messageOf } from "./errors";

export type Command =
  | { readonly name: "dev" | "demo"; readonly options: RunOptions }
  | { readonly name: "db:reset" }
  | { readonly name: "db:types"; readonly isCheck: boolean };

export interface RunOptions {
  readonly isFresh: boolean;
  readonly isProduction: boolean;
  readonly rate: number;
  readonly port: number;
}

export const USAGE = `Usage: npm run <command> [-- flags]

  dev        the whole system on this machine
  demo       the same, with the demo team's list imported and automation on
  db:reset   delete the local data and make the database anew
  db:types   write src/lib/database.types.ts from the migrations

Flags of dev and demo
  --fresh    forget the data of earlier starts
  --rate N   business seconds per real second (60)
  --port N   port of the application (3000)
  --prod     build first and run the production server

Flags of db:types
  --check    write nothing; fail when the file is not current`;

const FLAGS = {
  fresh: { type: "boolean", default: false },
  prod: { type: "boolean", default: false },
  check: { type: "boolean", default: false },
  rate: { type: "string" },
  port: { type: "string" },
} as const;

const ALLOWED: Readonly<Record<Command["name"], readonly string[]>> = {
  dev: ["fresh", "prod", "rate", "port"],
  demo: ["fresh", "prod", "rate", "port"],
  "db:reset": [],
  "db:types": ["check"],
};

/** @throws LocalError `usage` for anything that is no command of ours. */
export function parseCommand(args: readonly string[]): Command {
  const { values, positionals, tokens } = parse(args);
  const [name, ...rest] = positionals;
  if (!isCommandName(name) || rest.length > 0) {
    throw new LocalError("usage", `Unknown command: ${positionals.join(" ") || "(none)"}`);
  }
  for (const token of tokens) {
    if (token.kind === "option" && !ALLOWED[name].includes(token.name)) {
      throw new LocalError("usage", `${name} has no flag --${token.name}`);
    }
  }
  if (name === "db:reset") return { name };
  if (name === "db:types") return { name, isCheck: values.check };
  return {
    name,
    options: {
      isFresh: values.fresh,
      isProduction: values.prod,
      rate: positive("rate", values.rate, 60),
      port: portNumber(values.port, 3000),
    },
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: FLAGS, allowPositionals: true, tokens: true });
  } catch (cause) {
    throw new LocalError("usage", messageOf(cause), { cause });
  }
}

function isCommandName(name: string | undefined): name is Command["name"] {
  return name !== undefined && Object.hasOwn(ALLOWED, name);
}

function positive(flag: string, text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  // The clock's text form has no exponents, which larger numbers would be written with.
  if (value > 0 && value <= 1_000_000) return value;
  throw new LocalError("usage", `--${flag} must be a number above 0, not ${text}`);
}

function portNumber(text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new LocalError("usage", `--port must be a port number, not ${text}`);
}
