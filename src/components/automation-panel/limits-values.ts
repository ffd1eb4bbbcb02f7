import type { UseFormReturn } from "react-hook-form";
import type { z } from "zod";
import {
  type Settings,
  type SettingsChanges,
  settingsChangesSchema,
} from "@/lib/services/settings";

export type LimitsInput = z.input<typeof settingsChangesSchema>;

/** The form's state: the limits among the settings. */
export type LimitsFormState = UseFormReturn<LimitsInput, unknown, SettingsChanges>;

/** The limits among the settings, as the form shows them. */
export function toLimits(settings: Settings): LimitsInput {
  return {
    max_calls_batch: settings.max_calls_batch,
    retry_interval: settings.retry_interval,
    max_attempts: settings.max_attempts,
    max_concurrent_calls: settings.max_concurrent_calls,
    max_attempts_per_number_24h: settings.max_attempts_per_number_24h,
    min_gap_minutes: settings.min_gap_minutes,
    accepted_consent_bases: settings.accepted_consent_bases,
    max_call_minutes: settings.max_call_minutes,
    max_cost_per_minute_usd: settings.max_cost_per_minute_usd,
    daily_spend_cap_usd: settings.daily_spend_cap_usd,
    calling_days: settings.calling_days,
    // The database adds seconds, which a time field does not show.
    calling_start: settings.calling_start.slice(0, 5),
    calling_end: settings.calling_end.slice(0, 5),
  };
}

/** What is changed and can be saved; undefined while nothing is, or something cannot be. */
export function toChanges(
  values: LimitsInput,
  dirty: Partial<Record<keyof LimitsInput, unknown>>,
): SettingsChanges | undefined {
  const names = Object.keys(dirty).filter((name) => Boolean(dirty[name as keyof LimitsInput]));
  if (names.length === 0) return undefined;
  const parsed = settingsChangesSchema.safeParse(values);
  if (!parsed.success) return undefined;
  return Object.fromEntries(Object.entries(parsed.data).filter(([name]) => names.includes(name)));
}
