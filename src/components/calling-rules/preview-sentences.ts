import type { PolicyPreview } from "@/lib/services/automation/preview";
import { formatTime } from "@/lib/utils/format-time";

export interface PreviewSentences {
  readonly headline: string;
  /** "41 in FL at 7:55 PM", the largest groups first. */
  readonly gained: readonly string[];
  readonly lost: readonly string[];
}

const numberFormat = new Intl.NumberFormat("en-US");
const SHOWN_PLACES = 5;

/** Why a lead would no longer be called, in as few words as fit behind a place. */
const GATE_WORDS: Readonly<Record<string, string>> = {
  consent: "basis not accepted",
  state: "not allowed",
  attempts: "no attempts left",
  retry: "too soon again",
  number_limit: "called often enough",
  gap: "called a moment ago",
  holiday: "holiday",
  hours: "outside the hours",
};

/** A preview in words; the clock of each place is that of its leads. */
export function describePreview(preview: PolicyPreview, now: Date): PreviewSentences {
  return {
    headline: headlineOf(preview),
    gained: preview.gainedWhere.slice(0, SHOWN_PLACES).map((place) => describePlace(place, now)),
    lost: preview.lostWhere.slice(0, SHOWN_PLACES).map((place) => {
      const why = place.gate ? GATE_WORDS[place.gate] : undefined;
      return `${describePlace(place, now)}${why ? ` (${why})` : ""}`;
    }),
  };
}

function headlineOf({ gained, lost, dueBefore, dueAfter }: PolicyPreview): string {
  const standing = `${numberFormat.format(dueAfter)} instead of ${numberFormat.format(dueBefore)}`;
  if (dueBefore === 0 && dueAfter === 0) {
    return "No lead can be called at this moment, with the change or without: it is outside the hours, a holiday, or something else holds them.";
  }
  if (gained === 0 && lost === 0) {
    return `No difference at this moment: ${countLeads(dueBefore)} can be called by these rules.`;
  }
  if (lost === 0) return `${countLeads(gained, "more ")} callable now (${standing}).`;
  if (gained === 0) return `${countLeads(lost, "fewer ")} callable now (${standing}).`;
  return `${countLeads(gained, "more ")} callable now, ${numberFormat.format(lost)} no longer (${standing}).`;
}

function countLeads(count: number, word = ""): string {
  return `${numberFormat.format(count)} ${word}${count === 1 ? "lead" : "leads"}`;
}

interface Place {
  readonly state?: string | undefined;
  readonly timezone: string | null;
  readonly count: number;
}

function describePlace({ state, timezone, count }: Place, now: Date): string {
  const where = state ? `in ${state}` : "without a state";
  const at = timezone ? ` at ${formatTime(now, timezone, "time")}` : "";
  return `${numberFormat.format(count)} ${where}${at}`;
}
