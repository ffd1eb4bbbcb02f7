import { classifyEndedReason, type EndedReasonFamily } from "./ended-reason";

const ENDED_REASONS: Readonly<Record<string, string>> = {
  "customer-ended-call": "The person hung up.",
  "assistant-ended-call": "The agent hung up.",
  "assistant-said-end-call-phrase": "The agent said goodbye and hung up.",
  "assistant-ended-call-after-message-spoken": "The agent said its last sentence and hung up.",
  "assistant-forwarded-call": "The call was handed to a person.",
  "customer-did-not-answer": "Nobody answered.",
  "customer-busy": "The line was busy.",
  voicemail: "A voicemail answered.",
  "silence-timed-out": "Nobody said anything for too long.",
  "exceeded-max-duration": "The call reached the longest time allowed.",
  "manually-canceled": "The call was ended from the desk or at the provider.",
  "call-deleted": "The call was deleted at the provider.",
  "scheduled-call-deleted": "The call was deleted at the provider before it was placed.",
  "twilio-reported-customer-misdialed": "The number does not exist.",
  "worker-shutdown": "The provider's machine stopped during the call.",
};

const FAMILIES: Readonly<Record<EndedReasonFamily, string>> = {
  no_answer: "Nobody answered.",
  busy: "The line was busy.",
  voicemail: "A voicemail answered.",
  conversation: "The conversation came to its end.",
  transfer: "The call was handed to a person, or was about to be.",
  bad_number: "The number cannot be reached.",
  operator: "The call was cancelled.",
  provider_error: "Something failed at the provider.",
  unknown: "For a reason that is not known here.",
};

/** Why a call ended, in a sentence; the provider has hundreds of codes, so that rare ones share the words of their kind. */
export function describeEndedReason(reason: string): string {
  return ENDED_REASONS[reason] ?? FAMILIES[classifyEndedReason(reason).family];
}

const TOOL_NAMES: Readonly<Record<string, string>> = {
  check_availability: "Looks for free times",
  book_appointment: "Books the demo",
  reschedule_appointment: "Moves the demo",
  cancel_appointment: "Cancels the demo",
  request_callback: "Notes a callback",
  opt_out: "Takes the number off the list",
  endCall: "Hangs up",
  transferCall: "Hands the call to a person",
};

/** What a tool of the agent does, in words. */
export function nameTool(name: string): string {
  return TOOL_NAMES[name] ?? humanize(name);
}

/** "part_of_day" and "partOfDay" as "Part of day". */
export function humanize(key: string): string {
  const words = key
    .replaceAll(/([a-z\d])([A-Z])/g, "$1 $2")
    .replaceAll(/[_-]+/g, " ")
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A value of structured data or of a tool's arguments, for reading. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined || value === "") return "–";
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (typeof value === "string" || typeof value === "number") return String(value);
  if (Array.isArray(value)) return value.map(describeValue).join(", ") || "–";
  return JSON.stringify(value);
}

const PROVIDER_WORDS: Readonly<Record<string, string>> = {
  scheduled: "Scheduled",
  queued: "Queued",
  ringing: "Ringing",
  "in-progress": "Talking",
  forwarding: "Transferring",
  ended: "Ended",
};

/** What an open call is doing. */
export function describeProgress(state: string, providerStatus: string | null): string {
  if (state === "claimed") return "Next in line";
  if (state === "placing") return "Being placed";
  return PROVIDER_WORDS[providerStatus ?? "queued"] ?? "With the provider";
}

/** "0:42", "1:02:45": how long a call lasted. */
export function formatDuration(seconds: number): string {
  const whole = Math.round(seconds);
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = String(whole % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}
