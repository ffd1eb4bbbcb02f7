import type { Vapi } from "@vapi-ai/server-sdk";
import { z } from "zod";

const fieldSchema = z.strictObject({
  type: z.enum(["string", "number", "integer", "boolean"]),
  description: z.string(),
  enum: z.array(z.string()).optional(),
});

const objectSchema = z.strictObject({
  type: z.literal("object"),
  properties: z.record(z.string(), fieldSchema),
  required: z.array(z.string()).optional(),
});

type ProviderSchema = Vapi.OpenAiFunctionParameters & { readonly type: "object" };

/**
 * A JSON Schema as the provider's types have it: one flat object whose fields are all described.
 *
 * @throws ZodError for anything else: it would be sent, but not be understood.
 */
export function toProviderSchema(schema: unknown): ProviderSchema {
  return objectSchema.parse(schema);
}

/** The JSON Schema of what `schema` reads. */
export function providerSchemaOf(schema: z.ZodType): ProviderSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: "draft-7", io: "input" });
  return toProviderSchema(rest);
}
