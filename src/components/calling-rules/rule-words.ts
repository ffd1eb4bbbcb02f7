import type { CallingRule, RuleDay, StatePolicy } from "@/lib/services/calling-rules";
import { US_STATES } from "@/lib/utils/us-states";
import type { RuleFilter } from "./rule-keys";

export function stateName(code: string): string {
  return US_STATES[code] ?? code;
}

/** "8 AM–8:30 PM", or that there are no calls on the day. */
export function formatHours(policy: StatePolicy, day: RuleDay): string {
  const start = policy[`${day}_start`];
  const end = policy[`${day}_end`];
  return start && end ? `${formatHour(start)}–${formatHour(end)}` : "No calls";
}

function formatHour(time: string): string {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  const shown = minutes === 0 ? "" : `:${String(minutes).padStart(2, "0")}`;
  return `${hours % 12 || 12}${shown} ${hours < 12 ? "AM" : "PM"}`;
}

/** "8 h" or "45 min"; undefined where the state sets no gap of its own. */
export function formatGap(minutes: number | null): string | undefined {
  if (minutes === null) return undefined;
  return minutes >= 60 && minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
}

/** Whether a rule passes the text and the filter. */
export function passes(rule: CallingRule, text: string, only: RuleFilter | null): boolean {
  const words = `${rule.state} ${stateName(rule.state)}`.toLowerCase();
  if (!words.includes(text.trim().toLowerCase())) return false;
  if (only === "leads") return rule.leadCount > 0;
  if (only === "changed") return rule.own !== undefined;
  return only === "registration" ? rule.needsRegistration : true;
}

/** Days on which a policy calls earlier or later than the default of the law. */
export function widerDays(policy: StatePolicy, standard: StatePolicy): readonly RuleDay[] {
  return (["weekday", "saturday", "sunday"] as const).filter((day) => {
    const start = policy[`${day}_start`];
    const end = policy[`${day}_end`];
    if (!start || !end) return false;
    const lawStart = standard[`${day}_start`];
    const lawEnd = standard[`${day}_end`];
    return !lawStart || !lawEnd || start < lawStart || end > lawEnd;
  });
}

/** Whether calls into the state wait for a registration that nobody has confirmed. */
export function awaitsRegistration(rule: CallingRule): boolean {
  return rule.needsRegistration && !rule.isAllowed;
}
