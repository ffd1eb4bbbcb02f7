import type { AutomationOverview } from "@/lib/services/automation/overview";
import type { Settings } from "@/lib/services/settings";

/** What somebody should know before the automation is switched on. */
export function findNotes(settings: Settings, overview: AutomationOverview): string[] {
  const notes: string[] = [];
  if (overview.leadsByStatus.pending === 0) {
    notes.push("No lead is pending: import a list or put leads back in the queue.");
  }
  if (!settings.postal_address) {
    notes.push(
      "No postal address is set, so no e-mail goes out, not even a confirmation. An admin sets it under Settings.",
    );
  }
  return notes;
}

/** "10:00 AM" of the database's "10:00:00". */
export function describeHour(time: string): string {
  const at = new Date(`2000-01-01T${time.slice(0, 5)}:00Z`);
  return new Intl.DateTimeFormat("en-US", { timeZone: "UTC", timeStyle: "short" }).format(at);
}

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** "Mon–Fri" or "Mon, Wed, Sat". */
export function describeDays(days: readonly number[]): string {
  const sorted = [...days].sort((a, b) => a - b);
  const first = sorted[0];
  const last = sorted.at(-1);
  if (first === undefined || last === undefined) return "no day";
  const isRun = sorted.length > 2 && last - first === sorted.length - 1;
  if (isRun) return `${dayName(first)}–${dayName(last)}`;
  return sorted.map(dayName).join(", ");
}

/** The short name of an ISO weekday (1 = Monday). */
export function dayName(day: number): string {
  return DAYS[day - 1] ?? "";
}
