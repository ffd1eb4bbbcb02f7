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

const partOfDay = z
  .enum(["morning", "afternoon", "any"])
  .describe("Part of the day that suits the person.")
  .optional();

const slotId = z
  .string()
  .describe("Code of the agreed time, such as S1, exactly as it was offered.");

const reason = z.string().describe("The person's own words on why, if they gave any.").optional();

export const checkAvailability = define({
  name: "check_availability",
  description:
    "Finds free times for the demo. Use it before naming any time. Pass on when the person would like it in their own words; do not work out dates yourself. Offer only times from the answer, and remember the slot code that follows each; never read the codes aloud.",
  schema: z.object({
    when: z
      .string()
      .describe(
        "The person's own words for the time they would like, such as: tomorrow afternoon, Thursday after two, next week. Leave out when they have no wish.",
      )
      .optional(),
    part_of_day: partOfDay,
  }),
});

export const bookAppointment = define({
  name: "book_appointment",
  description:
    "Books the demo at a time that was offered in this call, once the person has agreed to it. Read the answer back to the person. If it asks to hold, say so and use it again with the same code. If it offers other times, the wanted one is gone: offer those.",
  schema: z.object({
    slot_id: slotId,
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

export const rescheduleAppointment = define({
  name: "reschedule_appointment",
  description:
    "Moves the demo that the person already has to a time that was offered in this call, once they have agreed to it. If the answer asks to hold, say so and use it again with the same code.",
  schema: z.object({ slot_id: slotId }),
});

export const cancelAppointment = define({
  name: "cancel_appointment",
  description:
    "Cancels the demo that the person already has. Only when they clearly want that and no other time.",
  schema: z.object({ reason }),
});

export const requestCallback = define({
  name: "request_callback",
  description:
    "Notes that the person, or whoever decides, is to be called back, and when. Pass on their own words; do not work out dates yourself. Read the answer back.",
  schema: z.object({
    when: z
      .string()
      .describe(
        "Their own words for when to call, such as: Thursday after two, tomorrow morning, in an hour.",
      ),
  }),
});

export const optOut = define({
  name: "opt_out",
  description:
    "Takes the person off every list at once and ends the call. Use it as soon as anybody asks not to be called or written to again, in whatever words.",
  schema: z.object({ reason }),
});

export const TOOLS = [
  checkAvailability,
  bookAppointment,
  rescheduleAppointment,
  cancelAppointment,
  requestCallback,
  optOut,
] as const;

export type ToolName = (typeof TOOLS)[number]["name"];

export function isToolName(name: string): name is ToolName {
  return TOOLS.some((tool) => tool.name === name);
}

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
