import type { Database } from "@/lib/database.types";

type Lead = Database["public"]["Tables"]["leads"]["Row"];

/** What a message says of a changed lead: neither names nor numbers, only what the work on it changes. */
export type LeadPatch = Pick<
  Lead,
  | "id"
  | "status"
  | "review_reason"
  | "call_attempts"
  | "last_called_at"
  | "callback_at"
  | "last_outcome"
  | "updated_at"
>;

/** The patches of a message; undefined when it carries none, or one of another form. */
export function readLeadPatches(value: unknown): readonly LeadPatch[] | undefined {
  return Array.isArray(value) && value.every(isPatch) ? value : undefined;
}

/** Enough to be sure that it is a patch; its values come from the database, whose types are generated. */
function isPatch(value: unknown): value is LeadPatch {
  return (
    typeof value === "object" &&
    value !== null &&
    "id" in value &&
    typeof value.id === "string" &&
    "status" in value &&
    typeof value.status === "string" &&
    "updated_at" in value &&
    typeof value.updated_at === "string"
  );
}
