import { z } from "zod";
import { parseClockSettings, REAL_TIME } from "./utils/clock";

const text = z.string().min(1);
const secret = z.string().min(16, "must have at least 16 characters");
const url = z.url().transform((value) => value.replace(/\/$/, ""));

const variables = z.object({
  APP_URL: url,
  NEXT_PUBLIC_SUPABASE_URL: url,
  NEXT_PUBLIC_SUPABASE_ANON_KEY: text,
  SUPABASE_SERVICE_ROLE_KEY: text,
  VAPI_API_KEY: text,
  VAPI_BASE_URL: url.default("https://api.vapi.ai"),
  VAPI_ASSISTANT_ID: z.uuid(),
  VAPI_PHONE_NUMBER_ID: z
    .string()
    .transform((value) => value.split(",").map((id) => id.trim()))
    .pipe(z.array(z.uuid("must be ids, separated by commas")).min(1)),
  VAPI_WEBHOOK_SECRET: secret,
  VAPI_CREDENTIAL_ID: z.uuid().optional(),
  VAPI_TRANSFER_NUMBER: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/, "must be a number like +13125550123")
    .optional(),
  CAL_API_KEY: text,
  CAL_BASE_URL: url.default("https://api.cal.com"),
  CAL_EVENT_TYPE_ID: z.coerce.number().int().positive(),
  CAL_WEBHOOK_SECRET: secret,
  RESEND_API_KEY: text,
  RESEND_BASE_URL: url.default("https://api.resend.com"),
  RESEND_FROM: z.email(),
  CRON_SECRET: secret,
  ALLOWED_ORIGINS: z
    .string()
    .default("")
    .transform((value) => value.split(",").filter((origin) => origin !== "")),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  LOGIN_HINT: z.string().optional(),
  BUSINESS_CLOCK: z
    .string()
    .optional()
    .transform((value, context) => {
      if (value === undefined) return REAL_TIME;
      const settings = parseClockSettings(value);
      if (settings) return settings;
      context.addIssue({ code: "custom", message: "must be <instant>@<instant>x<rate>" });
      return z.NEVER;
    }),
});

const schema = variables.superRefine((env, context) => {
  if (env.BUSINESS_CLOCK === REAL_TIME) return;
  // Scaled time beside a real provider would call people at night: it is for a closed loop on one machine only.
  const outside = [
    env.APP_URL,
    env.NEXT_PUBLIC_SUPABASE_URL,
    env.VAPI_BASE_URL,
    env.CAL_BASE_URL,
    env.RESEND_BASE_URL,
  ].filter((value) => !isLoopback(value));
  if (outside.length > 0) {
    context.addIssue({
      code: "custom",
      path: ["BUSINESS_CLOCK"],
      message: `must be unset, because these are not on this machine: ${outside.join(", ")}`,
    });
  }
});

export type Env = z.output<typeof schema>;

/** Says in one message, a line a variable, all that is missing or wrong in the environment. */
export class EnvError extends Error {
  override readonly name = "EnvError";
}

/**
 * Validates an environment. An empty string counts as missing.
 *
 * @throws EnvError naming each variable that is missing or wrong; values are never part of the message.
 */
export function parseEnv(source: Source): Env {
  return parseWith(schema, source);
}

const publishing = variables
  .pick({
    APP_URL: true,
    VAPI_API_KEY: true,
    VAPI_BASE_URL: true,
    VAPI_WEBHOOK_SECRET: true,
    VAPI_CREDENTIAL_ID: true,
    VAPI_TRANSFER_NUMBER: true,
  })
  .extend({ VAPI_ASSISTANT_ID: variables.shape.VAPI_ASSISTANT_ID.optional() });

/**
 * Validates what publishing the assistant needs. There may be no assistant yet: publishing makes it.
 *
 * @throws EnvError as `parseEnv` does.
 */
export function parsePublishEnv(source: Source): z.output<typeof publishing> {
  return parseWith(publishing, source);
}

type Source = Record<string, string | undefined>;

function parseWith<Schema extends z.ZodType>(schema: Schema, source: Source): z.output<Schema> {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const result = schema.safeParse(present);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => {
    const key = issue.path.join(".");
    return `  ${key}: ${present[key] === undefined ? "is missing" : issue.message}`;
  });
  throw new EnvError(
    `The environment is not complete. See .env.example for what each variable means.\n${lines.join("\n")}`,
  );
}

export const ENV_KEYS = Object.keys(variables.shape);

let cached: Env | undefined;

/** The validated environment of this process. Server only: most of it is secret. */
export function getEnv(): Env {
  cached ??= parseEnv(process.env);
  return cached;
}

function isLoopback(value: string): boolean {
  const { hostname } = new URL(value);
  return hostname === "localhost" || hostname === "127.0.0.1" || hostname === "[::1]";
}
