import { z } from "zod";
import type { ServiceContext } from "../context";
import { Constants, type Database } from "../database.types";
import { AppError, databaseError } from "../errors";
import { withoutUndefined } from "../utils/without-undefined";

type Row = Database["public"]["Tables"]["settings"]["Row"];

/** What a team decides about its automation, named as in the database. */
export type Settings = Omit<Row, "id" | "created_at" | "automation_changed_at">;

// One literal, so that the client's types follow it.
const COLUMNS =
  "team_id, automation_enabled, max_calls_batch, retry_interval, max_attempts, max_concurrent_calls, max_attempts_per_number_24h, min_gap_minutes, accepted_consent_bases, calling_days, calling_start, calling_end, max_call_minutes, max_cost_per_minute_usd, daily_spend_cap_usd, timezone, booking_horizon_days, sends_confirmation_email, sends_no_answer_email, sender_name, reply_to, postal_address, updated_at";

function whole(name: string, min: number, max: number) {
  const message = `${name} must be a whole number from ${min} to ${max}.`;
  return z.number({ error: message }).int(message).min(min, message).max(max, message);
}

/** The database rounds further decimals away, which would save another amount than the one shown. */
function dollars(name: string, decimals: 2 | 4) {
  const scale = 10 ** decimals;
  return z
    .number(`${name} must be an amount in dollars.`)
    .refine(
      (value) => Math.abs(value * scale - Math.round(value * scale)) < 1e-6,
      `${name} has at most ${decimals === 2 ? "two" : "four"} decimals.`,
    );
}

function timeBetween(name: string, first: string, last: string) {
  const message = `${name} must be a time from ${first} to ${last}: the law allows calls only between 08:00 and 21:00.`;
  return z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/, message)
    .refine((value) => value.slice(0, 5) >= first && value.slice(0, 5) <= last, message);
}

/** An empty text means "not set". */
function optionalText<Schema extends z.ZodType<string | null>>(schema: Schema) {
  return z.preprocess((value) => {
    const text = typeof value === "string" ? value.trim() : value;
    return text === "" ? null : text;
  }, schema);
}

const shape = z.object({
  automation_enabled: z.boolean(),
  max_calls_batch: whole("Calls per run", 1, 100),
  retry_interval: whole("Hours between attempts", 1, 720),
  max_attempts: whole("Attempts per lead", 1, 20),
  max_concurrent_calls: whole("Calls at the same time", 1, 100),
  max_attempts_per_number_24h: whole("Attempts per number in 24 hours", 1, 10),
  min_gap_minutes: whole("Minutes between two calls to a number", 0, 1440),
  accepted_consent_bases: z
    .array(z.enum(Constants.public.Enums.consent_basis))
    .min(1, "Accept at least one basis of consent: otherwise nobody may be called.")
    .transform((bases) => [...new Set(bases)]),
  max_call_minutes: whole("The longest call in minutes", 1, 60),
  max_cost_per_minute_usd: dollars("The price of a minute", 4)
    .min(0.01, "The price of a minute must be from $0.01 to $20.")
    .max(20, "The price of a minute must be from $0.01 to $20."),
  calling_days: z
    .array(z.number().int().min(1).max(7))
    .min(1, "Choose at least one day for calls.")
    .transform((days) => [...new Set(days)].sort((a, b) => a - b)),
  calling_start: timeBetween("The first calling hour", "08:00", "20:59"),
  calling_end: timeBetween("The last calling hour", "08:01", "21:00"),
  daily_spend_cap_usd: dollars("The daily cap", 2)
    .min(0, "The daily cap cannot be negative.")
    .max(99_999_999, "The daily cap is too large.")
    .nullable(),
  timezone: z.string().refine(isTimeZone, "Choose a time zone like America/Chicago."),
  booking_horizon_days: whole("Days that demos are offered ahead", 1, 60),
  sends_confirmation_email: z.boolean(),
  sends_no_answer_email: z.boolean(),
  sender_name: optionalText(
    z
      .string()
      .max(80, "The sender's name has at most 80 characters.")
      .regex(/^[^\p{Cc}<>"]*$/u, "The sender's name cannot contain <, > or quotes.")
      .nullable(),
  ),
  reply_to: optionalText(
    z
      .string()
      .toLowerCase()
      .pipe(z.email("The reply address must be an e-mail address like sales@company.com."))
      .nullable(),
  ),
  postal_address: optionalText(
    z
      .string()
      .min(10, "Give the whole postal address: street, city, state and ZIP code.")
      .max(300, "The postal address has at most 300 characters.")
      .nullable(),
  ),
});

/** Any part of the settings that staff may change, with the limits that the database holds too. */
export const settingsChangesSchema = shape
  .partial()
  .refine(({ calling_start: start, calling_end: end }) => !start || !end || start < end, {
    path: ["calling_end"],
    message: "The last calling hour must be after the first.",
  });

export type SettingsChanges = z.output<typeof settingsChangesSchema>;

/** The team's settings. */
export async function getSettings(
  ctx: Pick<ServiceContext, "db">,
  { teamId }: { readonly teamId: string },
): Promise<Settings> {
  const { data, error } = await ctx.db
    .from("settings")
    .select(COLUMNS)
    .eq("team_id", teamId)
    .single();
  if (error) throw databaseError("reading the settings", error);
  return data;
}

interface SettingsUpdate {
  readonly teamId: string;
  readonly changes: SettingsChanges;
}

/**
 * Changes what is named and leaves the rest; returns the settings as they are then.
 *
 * @throws AppError `forbidden` for whoever is not an admin of the team; `bad_request` where new and kept values clash.
 */
export async function updateSettings(
  ctx: ServiceContext,
  { teamId, changes }: SettingsUpdate,
): Promise<Settings> {
  const given = withoutUndefined(changes);
  if (Object.keys(given).length === 0) return getSettings(ctx, { teamId });
  const { data, error } = await ctx.db
    .from("settings")
    .update(given)
    .eq("team_id", teamId)
    .select(COLUMNS)
    .maybeSingle();
  if (error?.message.includes("settings_calling_window")) {
    throw new AppError("bad_request", "the calling window is empty", {
      userMessage: "The last calling hour must be after the first.",
      cause: error,
    });
  }
  if (error) throw databaseError("changing the settings", error);
  if (!data) {
    throw new AppError("forbidden", "no settings row that the caller may change", {
      userMessage: "Only an admin of your team can change the settings.",
    });
  }
  ctx.log.info({ teamId, fields: Object.keys(given) }, "settings changed");
  return data;
}

function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z_]+(\/[A-Za-z0-9_+-]+)+$/.test(name) && name !== "UTC") return false;
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
