import { LEAD_STATUS_LOOK } from "@/components/ui/badge";
import type { LeadAction, LeadActionKind } from "@/lib/services/leads/lead-action";

/** A finished or undone action, as far as its sentence goes. */
export interface ActionCounts {
  readonly kind: LeadActionKind;
  readonly state: "running" | "finished" | "cancelled" | "undone";
  readonly total: number;
  readonly done: number;
  readonly changed: number;
  readonly undone: number;
  readonly restored: number;
}

/** What is told of an action: what happened, and what became of the leads that it passed over. */
export interface ActionSentence {
  readonly title: string;
  readonly rest?: string;
}

/** What an action did, as it follows the number of leads: "deleted", "put on the list Ohio". */
export type ActionWords = string;

const numberFormat = new Intl.NumberFormat("en-US");

export function countLeads(count: number): string {
  return count === 1 ? "1 lead" : `${numberFormat.format(count)} leads`;
}

export function formatCount(count: number): string {
  return numberFormat.format(count);
}

const RUNNING: Readonly<Record<LeadActionKind, string>> = {
  set_status: "Setting the status",
  requeue: "Putting back in the queue",
  assign_list: "Assigning the list",
  delete: "Deleting",
  suppress: "Putting on the do-not-call list",
  attest: "Attesting consent",
};

export function nameRunning(kind: LeadActionKind): string {
  return RUNNING[kind];
}

const DONE: Readonly<Record<LeadActionKind, ActionWords>> = {
  set_status: "changed",
  requeue: "put back in the queue",
  assign_list: "moved to another list",
  delete: "deleted",
  suppress: "put on the do-not-call list",
  attest: "attested",
};

/** The words for an action that has just been asked for, or for one on record. */
export function nameDone(
  action: { readonly kind: LeadActionKind } | LeadAction,
  listName?: string,
) {
  if ("status" in action) return `set to ${LEAD_STATUS_LOOK[action.status].label}`;
  if ("listId" in action) {
    if (action.listId === null) return "taken off their lists";
    return listName ? `put on the list ${listName}` : DONE.assign_list;
  }
  return DONE[action.kind];
}

const PASSED_OVER: Readonly<Record<LeadActionKind, string>> = {
  set_status: "stayed as they were: in a call, already so, or not ready for this status.",
  requeue: "stayed as they were: in a call, or waiting in the queue already.",
  assign_list: "were there already, or are gone.",
  delete: "stayed: in a call right now, or gone already.",
  suppress: "were on the do-not-call list already, or are gone.",
  attest: "are gone.",
};

/** "118 leads deleted", and why the others were not. */
export function describeDone(counts: ActionCounts, words: ActionWords): ActionSentence {
  const title = `${countLeads(counts.changed)} ${words}`;
  const passed = counts.done - counts.changed;
  const unreached = counts.total - counts.done;
  const rest = [
    passed > 0 ? `${formatCount(passed)} ${PASSED_OVER[counts.kind]}` : "",
    unreached > 0 ? `Stopped: ${formatCount(unreached)} were not reached.` : "",
  ];
  return withRest(title, rest.filter(Boolean).join(" "));
}

/** "116 leads brought back", and why the others were not. */
export function describeUndone(counts: ActionCounts): ActionSentence {
  const isDelete = counts.kind === "delete";
  const title = `${countLeads(counts.restored)} ${isDelete ? "brought back" : "as before"}`;
  const kept = counts.undone - counts.restored;
  if (kept === 0) return { title };
  const why = isDelete ? "their numbers were taken meanwhile" : "changed again meanwhile";
  return withRest(title, `${formatCount(kept)} stayed as they are: ${why}.`);
}

function withRest(title: string, rest: string): ActionSentence {
  return rest === "" ? { title } : { title, rest };
}
