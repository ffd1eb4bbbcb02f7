import { z } from "zod";

/** What a call led to, as the analysis may say it. */
export const ANALYSIS_OUTCOMES = [
  "scheduled",
  "not_interested",
  "callback",
  "no_answer",
  "wrong_number",
  "gatekeeper",
  "follow_up",
  "unclear",
] as const;

export type AnalysisOutcome = (typeof ANALYSIS_OUTCOMES)[number];

/**
 * What is read out of each conversation: the definition asks for it by this schema, and the end-of-call report is read by
 * it. Descriptions are instructions to the model that analyses. Absent means not said: the service's documentation advises
 * against nullable types.
 */
export const analysisSchema = z.object({
  outcome: z
    .enum(ANALYSIS_OUTCOMES)
    .describe(
      "scheduled: a demo was booked, or a booked one moved. not_interested: they declined. callback: they want to be called again. no_answer: no person spoke, only a machine or silence, or they hung up before anything was said about it. wrong_number: the number does not belong to that company, or it is no HVAC company. gatekeeper: somebody else answered, and neither the person who decides was reached nor a time to call agreed. follow_up: they want something that a person must do, such as information by e-mail. unclear: none of these fits.",
    ),
  opt_out: z
    .boolean()
    .describe("True if anybody asked not to be called or written to again, in whatever words.")
    .optional(),
  callback_when: z
    .string()
    .describe("When they want to be called, in their own words. Leave out if they named no time.")
    .optional(),
  decision_maker_name: z
    .string()
    .describe("Name of the person who decides, if it was said.")
    .optional(),
  notes: z
    .string()
    .describe(
      "One sentence on what a colleague has to know or do next. Leave out if there is nothing.",
    )
    .optional(),
});

const { shape } = analysisSchema;

/** A model wrote it: each field is taken for itself, and one that does not fit counts as not said. */
const readerSchema = z.object({
  outcome: shape.outcome.optional().catch(undefined),
  opt_out: shape.opt_out.catch(undefined),
  callback_when: shape.callback_when.catch(undefined),
  decision_maker_name: shape.decision_maker_name.catch(undefined),
  notes: shape.notes.catch(undefined),
});

export type CallAnalysis = z.output<typeof readerSchema>;

/** What an analysis says, as far as it can be read. */
export function readAnalysis(value: unknown): CallAnalysis {
  const read = readerSchema.safeParse(value);
  return read.success ? read.data : {};
}

/** For the person who looks at the call afterwards. The placeholders are the provider's. */
export const SUMMARY_MESSAGES = [
  {
    role: "system",
    content:
      "You summarise sales calls for the sales team. Two or three short sentences in plain words: who answered, what they said about their company and the offer, what was agreed and what comes next. Nothing that was not said. Only the summary.",
  },
  {
    role: "user",
    content: "The transcript:\n\n{{transcript}}\n\nHow the call ended: {{endedReason}}",
  },
];
