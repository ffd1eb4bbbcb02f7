import { z } from "zod";
import type { Db } from "@/lib/context";
import { type BroadcastMessage, type LiveStatus, openPrivateChannel } from "./private-channel";

export const LIVE_TOPICS = [
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
] as const;

/** A table whose changes reach the browser. */
export type LiveTopic = (typeof LIVE_TOPICS)[number];

/** One statement's changes in one table; `ids` only when they are few. */
export interface LiveChange {
  readonly topic: LiveTopic;
  readonly op: "INSERT" | "UPDATE" | "DELETE";
  readonly count: number;
  readonly ids: readonly string[] | null;
}

export interface TeamChannelHandlers {
  readonly onChange: (change: LiveChange) => void;
  /** Also the moment to fetch everything again when it is "live": what happened before was not received. */
  readonly onStatus: (status: LiveStatus) => void;
}

const changeSchema = z.object({
  op: z.enum(["INSERT", "UPDATE", "DELETE"]),
  count: z.number(),
  ids: z.array(z.string()).nullable(),
});

const topicSchema = z.enum(LIVE_TOPICS);

/** Listens to the team's private channel until the returned function is called. */
export function openTeamChannel(db: Db, teamId: string, handlers: TeamChannelHandlers): () => void {
  return openPrivateChannel(db, `team:${teamId}`, {
    onMessage: (message) => {
      const change = readChange(message);
      if (change) handlers.onChange(change);
    },
    onStatus: handlers.onStatus,
  });
}

function readChange(message: BroadcastMessage): LiveChange | undefined {
  const topic = topicSchema.safeParse(message.event.replace(/\.changed$/, ""));
  const change = changeSchema.safeParse(message.payload);
  return topic.success && change.success ? { topic: topic.data, ...change.data } : undefined;
}
