import type { UseFormReturn } from "react-hook-form";
import type { z } from "zod";
import type { Settings, SettingsChanges, settingsChangesSchema } from "@/lib/services/settings";

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
    calling_days: settings.calling_days,
    // The database adds seconds, which a time field does not show.
    calling_start: settings.calling_start.slice(0, 5),
    calling_end: settings.calling_end.slice(0, 5),
  };
}
