import { z } from "zod";
import type { JsonObject } from "../json";
import type { CallRunner } from "./call-runner";
import type { CallRecord } from "./types";

const ROLES = {
  system: "system",
  developer: "system",
  assistant: "bot",
  user: "user",
} as const;

/** What a running call's control URL takes, as https://docs.vapi.ai/calls/call-features describes it. */
const command = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("say"),
    content: z.string().min(1),
    endCallAfterSpoken: z.boolean().default(false),
  }),
  z.object({ type: z.literal("end-call") }),
  z.object({
    type: z.literal("add-message"),
    message: z.object({
      role: z.enum(["system", "developer", "assistant", "user"]),
      content: z.string().min(1),
    }),
    triggerResponseEnabled: z.boolean().default(true),
  }),
  z.object({
    type: z.literal("control"),
    control: z.enum([
      "mute-assistant",
      "unmute-assistant",
      "mute-customer",
      "unmute-customer",
      "say-first-message",
    ]),
  }),
  z.object({
    type: z.literal("transfer"),
    destination: z.looseObject({ type: z.string().min(1) }),
    content: z.string().optional(),
  }),
]);

/** Carries out a command for a running call; gives what is wrong with one that it does not know. */
export function runControl(
  runner: CallRunner,
  record: CallRecord,
  body: JsonObject,
): string[] | undefined {
  const { success, data, error } = command.safeParse(body);
  if (!success) {
    return error.issues.map(({ path, message }) => `${path.join(".") || "body"}: ${message}`);
  }
  switch (data.type) {
    case "say":
      runner.say(record, data.content);
      if (data.endCallAfterSpoken) {
        runner.end(record, "assistant-ended-call-after-message-spoken");
      }
      break;
    case "end-call":
      runner.end(record, "manually-canceled");
      break;
    case "add-message": {
      const { role, content } = data.message;
      runner.instruct(record, ROLES[role], content, data.triggerResponseEnabled);
      break;
    }
    case "control":
      runSwitch(runner, record, data.control);
      break;
    case "transfer":
      if (data.content) runner.say(record, data.content);
      runner.end(record, "assistant-forwarded-call");
      break;
    default:
      data satisfies never;
  }
  return undefined;
}

function runSwitch(runner: CallRunner, record: CallRecord, name: string): void {
  const speaker = name.endsWith("customer") ? "user" : "bot";
  if (name === "say-first-message") runner.sayFirstMessage(record);
  else runner.mute(record, speaker, !name.startsWith("un"));
}
