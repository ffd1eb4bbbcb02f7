import { z } from "zod";

/** What every server message has. All else depends on the type, and unknown types are kept. */
export const envelopeSchema = z.object({
  message: z.looseObject({
    type: z.string().min(1).max(100),
    timestamp: z.number().optional().catch(undefined),
    call: z
      .looseObject({
        id: z.string().min(1).max(200),
        monitor: z
          .looseObject({ listenUrl: z.url().optional(), controlUrl: z.url().optional() })
          .optional()
          .catch(undefined),
        assistantOverrides: z
          .looseObject({
            metadata: z.looseObject({ callId: z.unknown() }).optional().catch(undefined),
          })
          .optional()
          .catch(undefined),
      })
      .optional()
      .catch(undefined),
    assistant: z
      .looseObject({ metadata: z.looseObject({ version: z.string().max(64) }) })
      .optional()
      .catch(undefined),
  }),
});

export type VapiMessage = z.output<typeof envelopeSchema>["message"];

const toolFunction = z.looseObject({
  name: z.string(),
  arguments: z.unknown().optional(),
  parameters: z.unknown().optional(),
});

const toolCall = z.looseObject({
  id: z.string().min(1).max(200),
  name: z.string().optional(),
  arguments: z.unknown().optional(),
  parameters: z.unknown().optional(),
  function: toolFunction.optional(),
});

/** Vapi has sent and documented three shapes of a tool call; the list has three names, too. */
export const toolCallsSchema = z.looseObject({
  toolCallList: z.array(toolCall).min(1).max(20).optional(),
  toolCalls: z.array(toolCall).min(1).max(20).optional(),
  toolWithToolCallList: z.array(z.looseObject({ toolCall })).min(1).max(20).optional(),
});

export const statusUpdateSchema = z.looseObject({ status: z.string().min(1).max(100) });

/** The type itself may read `transcript[transcriptType="final"]`. */
export const transcriptSchema = z.looseObject({
  role: z.enum(["assistant", "user"]),
  transcriptType: z.enum(["partial", "final"]).optional(),
  transcript: z.string().max(10_000),
});
