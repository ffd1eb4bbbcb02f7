import { z } from "zod";

/**
 * The tools of the voice agent, written once: the assistant's definition, the webhook's parser and the tests all derive
 * from these. Descriptions are instructions to the model.
 */
interface ToolDefinition<Name extends string, Schema extends z.ZodType> {
  readonly name: Name;
  readonly description: string;
  readonly schema: Schema;
}

export const checkAvailability = define({
  name: "check_availability",
  description:
    "Finds free times for the demo. Call it before offering any time. Without a date it looks over the coming days. Offer only times from the answer, and remember the slot code that follows each; never read the codes aloud.",
  schema: z.object({
    date: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/)
      .describe("Day the person asked for, as YYYY-MM-DD, in their own time zone.")
      .optional(),
    part_of_day: z
      .enum(["morning", "afternoon", "any"])
      .describe("Part of the day that suits the person.")
      .optional(),
  }),
});

export const bookAppointment = define({
  name: "book_appointment",
  description:
    "Books the demo at a time that check_availability offered in this call, once the person has agreed to it. Read the answer back to the person. If it offers other times, the wanted one is gone: offer those.",
  schema: z.object({
    slot_id: z.string().describe("Code of the agreed time, such as S1, exactly as it was offered."),
    attendee_name: z
      .string()
      .describe("Name of the person who will attend, if they gave it.")
      .optional(),
    attendee_email: z
      .string()
      .describe("E-mail address for the invitation, only if the person gave another one.")
      .optional(),
  }),
});

export const TOOLS = [checkAvailability, bookAppointment] as const;

/**
 * Laid over the arguments by the provider after the model has chosen its own, and invisible to the model: the ids of the
 * call and the lead cannot be talked into something else.
 */
export const STATIC_PARAMETERS = [
  { key: "call_id", value: "{{call_id}}" },
  { key: "lead_id", value: "{{lead_id}}" },
] as const;

/** The arguments of a tool as JSON Schema, for the assistant's definition. */
export function parametersOf(tool: (typeof TOOLS)[number]): Record<string, unknown> {
  const { $schema: _, ...schema } = z.toJSONSchema(tool.schema, {
    target: "draft-7",
    io: "input",
  });
  return schema;
}

/**
 * Reads the arguments of a tool call. Unknown keys are dropped; null and blank count as absent, because models send them
 * for what they have no value for.
 */
export function parseArguments<Schema extends z.ZodType>(
  tool: ToolDefinition<string, Schema>,
  args: unknown,
): z.ZodSafeParseResult<z.output<Schema>> {
  const given = typeof args === "object" && args !== null ? Object.entries(args) : [];
  const present = given.filter(
    ([, value]) => value !== null && !(typeof value === "string" && value.trim() === ""),
  );
  return tool.schema.safeParse(Object.fromEntries(present));
}

function define<Name extends string, Schema extends z.ZodType>(
  tool: ToolDefinition<Name, Schema>,
): ToolDefinition<Name, Schema> {
  return tool;
}
