import { z } from "zod";
import { type AnalysisOutcome, type CallAnalysis, readAnalysis } from "../../../assistant/analysis";
import type { Database, Json } from "../../database.types";
import { classifyEndedReason, type EndedReasonFamily } from "../../utils/ended-reason";
import type { ProviderTrouble } from "../../utils/provider-trouble";

type CallOutcome = Database["public"]["Enums"]["call_outcome"];

const message = z.looseObject({ role: z.string().optional(), message: z.string().nullish() });

/** Kept as it came; `readAnalysis` says what it means. */
const structuredData = z
  .looseObject({ callback_at: z.iso.datetime({ offset: true }).nullish().catch(null) })
  .nullish()
  .catch(null);

/**
 * The end of a call as Vapi tells it: the message of an end-of-call report, or the call object of GET /call/{id}.
 * The wire has more than the SDK's types and less than the docs promise, so every field is optional.
 */
export const callReportSchema = z.looseObject({
  timestamp: z.number().nullish(),
  updatedAt: z.string().nullish(),
  endedReason: z.string().nullish(),
  startedAt: z.iso.datetime({ offset: true }).nullish(),
  endedAt: z.iso.datetime({ offset: true }).nullish(),
  durationSeconds: z.number().nonnegative().nullish(),
  cost: z.number().nonnegative().nullish(),
  costBreakdown: z.looseObject({}).nullish(),
  summary: z.string().nullish(),
  transcript: z.string().nullish(),
  recordingUrl: z.string().nullish(),
  messages: z.array(message).nullish(),
  analysis: z.looseObject({ summary: z.string().nullish(), structuredData }).nullish(),
  artifact: z
    .looseObject({
      messages: z.array(message).nullish(),
      transcript: z.string().nullish(),
      recordingUrl: z.string().nullish(),
      recording: z
        .looseObject({ mono: z.looseObject({ combinedUrl: z.string().nullish() }).nullish() })
        .nullish(),
    })
    .nullish(),
});

export type CallReportMessage = z.output<typeof callReportSchema>;

export interface CallReport {
  readonly [key: string]: Json;
  /** How complete it is: a fuller report of the same call replaces a poorer one. */
  readonly rank: number;
  /** When the provider made it; decides between equally complete reports. */
  readonly report_at: string;
  readonly outcome: CallOutcome;
  readonly outcome_reason: string | null;
  /** What the end of this call proves about the whole account. */
  readonly trouble: ProviderTrouble | null;
  /** False only when the number certainly never rang. */
  readonly was_dialled: boolean;
}

/**
 * Decides what a report says about the call. Pure. A booking or an opt-out that the database knows of still beats
 * it (`settle_call`); what cannot be decided becomes `needs_review`, never a guess.
 *
 * @param fallbackTime ISO instant for a report that carries no time of its own.
 */
export function interpretReport(report: CallReportMessage, fallbackTime: string): CallReport {
  const transcript = report.artifact?.transcript ?? report.transcript ?? null;
  const messages = report.artifact?.messages ?? report.messages ?? [];
  const summary = report.analysis?.summary ?? report.summary ?? null;
  const structured = report.analysis?.structuredData ?? null;
  const endedReason = report.endedReason ?? undefined;
  const { family, trouble, wasDialled } = classifyEndedReason(endedReason);
  // Answered, and not even our own greeting is in it: it was made before the conversation had been put together.
  const isSilent = Boolean(report.startedAt) && messages.length === 0 && !transcript;
  const hasUserSpoken = messages.some((entry) => entry.role === "user" && entry.message?.trim());
  return {
    rank: (structured ? 4 : 0) + (transcript ? 2 : 0) + (summary ? 1 : 0),
    report_at: reportTime(report, fallbackTime),
    ...decide(family, endedReason, readAnalysis(structured), { hasUserSpoken, isSilent }),
    trouble,
    was_dialled: wasDialled,
    ended_reason: endedReason ?? null,
    started_at: report.startedAt ?? null,
    ended_at: report.endedAt ?? null,
    duration_seconds: report.durationSeconds ?? durationOf(report),
    cost_usd: report.cost ?? null,
    cost_breakdown: (report.costBreakdown ?? null) as Json,
    transcript,
    messages: messages as Json,
    summary,
    structured_data: structured as Json,
    recording_url:
      report.artifact?.recordingUrl ??
      report.artifact?.recording?.mono?.combinedUrl ??
      report.recordingUrl ??
      null,
    callback_at: structured?.callback_at ?? null,
  };
}

interface Decision {
  readonly outcome: CallOutcome;
  readonly outcome_reason: string | null;
}

const ANALYSED: Readonly<Record<AnalysisOutcome, (notes: string | undefined) => Decision>> = {
  scheduled: () => plain("booked"),
  not_interested: () => plain("not_interested"),
  callback: () => plain("callback"),
  no_answer: () => plain("no_answer"),
  gatekeeper: () => ({
    outcome: "no_answer",
    outcome_reason: "Somebody else answered; who decides was not reached.",
  }),
  wrong_number: () => review("They said that this is the wrong number: check it."),
  follow_up: (notes) =>
    review(withNotes("They asked for something that a person has to do", notes)),
  unclear: (notes) =>
    review(withNotes("There was a conversation, but its outcome is not clear", notes)),
};

function decide(
  family: EndedReasonFamily,
  endedReason: string | undefined,
  analysis: CallAnalysis,
  { hasUserSpoken, isSilent }: { readonly hasUserSpoken: boolean; readonly isSilent: boolean },
): Decision {
  // A greeting on a machine looks like speech to the analysis: where nobody picked up, only the line's word counts.
  if (family === "no_answer" || family === "busy" || family === "voicemail") return plain(family);
  if (family === "bad_number")
    return { outcome: "bad_number", outcome_reason: "The number cannot be reached." };
  if (family === "operator") return plain("cancelled");

  if (analysis.opt_out && hasUserSpoken) return plain("opted_out");
  if (analysis.outcome && hasUserSpoken) return ANALYSED[analysis.outcome](analysis.notes);
  if (family === "provider_error")
    return { outcome: "provider_error", outcome_reason: endedReason ?? null };
  if (family === "transfer") return review("The call was handed to a person: follow up.");
  if (family === "conversation" && isSilent) {
    return review("The call was answered, but its report does not say what was said.");
  }
  if (family === "conversation" && !hasUserSpoken) return plain("no_answer");
  if (family === "conversation") return ANALYSED.unclear(analysis.notes);
  return review(
    `The call ended for a reason that is not known here: ${endedReason ?? "none given"}.`,
  );
}

function plain(outcome: CallOutcome): Decision {
  return { outcome, outcome_reason: null };
}

function review(reason: string): Decision {
  return { outcome: "needs_review", outcome_reason: reason.slice(0, 500) };
}

function withNotes(reason: string, notes: string | undefined): string {
  return notes ? `${reason}: ${notes}` : `${reason}.`;
}

function reportTime(report: CallReportMessage, fallback: string): string {
  const at = new Date(report.timestamp || Number.NaN);
  // A number can be too large for a date.
  if (!Number.isNaN(at.getTime())) return at.toISOString();
  return report.updatedAt ?? report.endedAt ?? fallback;
}

function durationOf(report: CallReportMessage): number | null {
  if (!report.startedAt || !report.endedAt) return null;
  return Math.max(0, (Date.parse(report.endedAt) - Date.parse(report.startedAt)) / 1000);
}
