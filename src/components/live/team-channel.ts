import type { Db } from "@/lib/context";
import { type LeadPatch, readLeadPatches } from "./lead-patch";
import { type BroadcastMessage, type LiveStatus, openPrivateChannel } from "./private-channel";

const LIVE_TOPICS = [
  "leads",
  "calls",
  "appointments",
  "settings",
  "automation_runs",
  "emails",
  "imports",
  "suppressions",
  "team_calling_rules",
  "provider_pauses",
  "lead_lists",
  "lead_notes",
  "lead_actions",
] as const;

/** A table whose changes reach the browser. */
export type LiveTopic = (typeof LIVE_TOPICS)[number];

const LIVE_OPS = ["INSERT", "UPDATE", "DELETE"] as const;

/** One statement's changes in one table; `ids` only when they are few. */
export interface LiveChange {
  readonly topic: LiveTopic;
  readonly op: (typeof LIVE_OPS)[number];
  readonly count: number;
  readonly ids: readonly string[] | null;
  /** Whom few changes of calls, demos, mails or notes are about. */
  readonly leadIds?: readonly string[];
  /** Of few changed leads: what a call or a colleague changes in them, so that a page can show it without asking. */
  readonly rows?: readonly LeadPatch[];
}

export interface TeamChannelHandlers {
  readonly onChange: (change: LiveChange) => void;
  /** Also the moment to fetch everything again when it is "live": what happened before was not received. */
  readonly onStatus: (status: LiveStatus) => void;
}

/** Listens to the team's private channel until the returned function is called. */
export function openTeamChannel(
  openDb: () => Promise<Db>,
  teamId: string,
  handlers: TeamChannelHandlers,
): () => void {
  return openPrivateChannel(openDb, `team:${teamId}`, {
    onMessage: (message) => {
      const change = readChange(message);
      if (change) handlers.onChange(change);
    },
    onStatus: handlers.onStatus,
  });
}

/** By hand, not with Zod: every page of the desk loads this before anything else. */
function readChange({ event, payload }: BroadcastMessage): LiveChange | undefined {
  const topic = LIVE_TOPICS.find((known) => event === `${known}.changed`);
  if (!topic || typeof payload !== "object" || payload === null) return undefined;
  const {
    op,
    count,
    ids = null,
    lead_ids,
    rows,
  }: Partial<Record<string, unknown>> = {
    ...payload,
  };
  const knownOp = LIVE_OPS.find((known) => known === op);
  if (!knownOp || typeof count !== "number" || !(ids === null || isIds(ids))) return undefined;
  const patches = readLeadPatches(rows);
  return {
    topic,
    op: knownOp,
    count,
    ids,
    ...(isIds(lead_ids) ? { leadIds: lead_ids } : {}),
    ...(patches ? { rows: patches } : {}),
  };
}

function isIds(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
