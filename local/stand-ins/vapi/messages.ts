import { asObject, type JsonObject } from "../json";
import type { Webhook } from "../webhooks";
import type { MessageServer } from "./assistant";
import type { ToolCallShape } from "./faults";
import type { CallRecord } from "./types";

/** A server message as it goes over the wire; `message.call` is the call as it was at its creation. */
export function buildMessage(
  record: CallRecord,
  type: string,
  timestamp: number,
  fields: JsonObject,
): JsonObject {
  const { phoneNumber, customer } = record.created;
  return {
    message: {
      timestamp,
      type,
      ...fields,
      call: record.created,
      ...(phoneNumber === undefined ? {} : { phoneNumber }),
      ...(customer === undefined ? {} : { customer }),
      assistant: record.assistant,
    },
  };
}

/** A webhook that carries `message` to `server`; the body is the same on each try. */
export function toWebhook(type: string, server: MessageServer, message: JsonObject): Webhook {
  const body = JSON.stringify(message);
  const { url, headers, timeoutMs, retry } = server;
  return { type, retry, request: () => ({ url, headers, timeoutMs, body }) };
}

export interface WireToolCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: JsonObject;
}

/** The tool-calls fields in one of the shapes in which the service is known to send them. */
export function toolCallFields(
  calls: readonly (WireToolCall & { readonly tool: JsonObject | undefined })[],
  shape: ToolCallShape,
): JsonObject {
  const toolCalls = calls.map((call) => shapeToolCall(call, shape));
  return {
    toolCalls,
    toolCallList: toolCalls,
    toolWithToolCallList: calls.map(({ tool }, index) => ({
      type: "function",
      function: asObject(tool?.function),
      async: false,
      ...(tool?.server === undefined ? {} : { server: tool.server }),
      messages: [],
      toolCall: toolCalls[index],
    })),
  };
}

export function shapeToolCall(call: WireToolCall, shape: ToolCallShape): JsonObject {
  const { id, name } = call;
  switch (shape) {
    case "object":
      return { id, type: "function", function: { name, arguments: call.arguments } };
    case "string":
      return {
        id,
        type: "function",
        function: { name, arguments: JSON.stringify(call.arguments) },
      };
    case "flat":
      return { id, name, arguments: call.arguments };
    case "flat-parameters":
      return { id, name, parameters: call.arguments };
  }
}
