import type { JsonObject } from "../json";
import type { ScriptName } from "./scripts";

export type CallStatus =
  | "scheduled"
  | "queued"
  | "ringing"
  | "in-progress"
  | "forwarding"
  | "ended";

export type MessageRole = "system" | "bot" | "user" | "tool_calls" | "tool_call_result";

/** One entry of a call's `artifact.messages`; the extra keys differ by role. */
export interface CallMessage extends JsonObject {
  readonly role: MessageRole;
  readonly time: number;
  readonly secondsFromStart: number;
}

/** What the application answered to a tool call. */
export interface ToolAnswer {
  readonly result?: string;
  readonly error?: string;
  /** Words that are spoken as they are. */
  readonly message?: { readonly content: string; readonly endsCall: boolean };
}

/** A tool call as the scripted conversation made it, with what the application answered. */
interface ToolUse extends ToolAnswer {
  readonly id: string;
  readonly name: string;
  readonly arguments: JsonObject;
  /** Real milliseconds between the request and its answer. */
  readonly latencyMs: number;
}

/** What the analysis of a conversation would find in it. */
export interface Findings {
  readonly outcome:
    | "scheduled"
    | "not_interested"
    | "callback"
    | "no_answer"
    | "wrong_number"
    | "gatekeeper"
    | "follow_up";
  readonly summary: string;
  readonly success: boolean;
  /** Further structured data, for example `opt_out` or `callback_when`. */
  readonly extra?: JsonObject;
}

export interface CallRecord {
  readonly id: string;
  readonly number: string;
  readonly script: ScriptName;
  /** How many calls this number has had, this one included. */
  readonly attempt: number;
  /** The call as it was when created: webhooks carry this stale picture of it. */
  readonly created: JsonObject;
  /** The assistant with the call's overrides laid over it. */
  readonly assistant: JsonObject;
  name: string | undefined;
  status: CallStatus;
  updatedAt: string;
  startedAt: string | undefined;
  endedAt: string | undefined;
  endedReason: string | undefined;
  /**
   * Length of the conversation so far: what was said and waited by the script, and the application's answers at the
   * speed at which they came. On a fast clock a slow answer must not use up the call, nor its cost.
   */
  elapsedMs: number;
  readonly messages: CallMessage[];
  readonly toolUses: ToolUse[];
  /** The results of the finished call, as the end-of-call report carries them. */
  report: JsonObject | undefined;
}
