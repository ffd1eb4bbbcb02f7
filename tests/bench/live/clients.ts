import type { ServiceContext } from "../../../src/lib/context";
import { listLeads } from "../../../src/lib/services/leads/list";
import { nowMs, type Seen } from "./changes";
import type { LiveSystem } from "./system";

export interface Clients {
  /** What the clients have received since the last time. */
  takeSeen(): Promise<{
    readonly seen: readonly Seen[];
    readonly requests: number;
    readonly frames: number;
  }>;
  close(): Promise<void>;
}

interface Tally {
  seen: Seen[];
  requests: number;
  frames: number;
}

const DEBOUNCE_MS = 250;
const PAGE_SIZE = 50;

/**
 * Pages without a browser, on the client that pages use and the team's channel. `listen` only receives, as a page does
 * that takes a change from its message; `refetch` asks for its rows again, as a page does that only learns that something
 * has changed.
 */
export async function openClients(
  system: LiveSystem,
  count: number,
  mode: "listen" | "refetch",
): Promise<Clients> {
  const tally: Tally = { seen: [], requests: 0, frames: 0 };
  const contexts: ServiceContext[] = [];
  for (let page = 0; page < count; page += 1) {
    const ctx = await system.signIn();
    contexts.push(ctx);
    const refetch = refetcher(system, ctx, page, tally);
    await listen(ctx, system.teamId, () => {
      tally.frames += 1;
      if (mode === "refetch") refetch();
    });
  }
  return {
    takeSeen: async () => {
      const taken = { ...tally };
      Object.assign(tally, { seen: [], requests: 0, frames: 0 });
      return taken;
    },
    close: async () => {
      await Promise.all(contexts.map(({ db }) => db.removeAllChannels()));
    },
  };
}

async function listen(ctx: ServiceContext, teamId: string, onMessage: () => void): Promise<void> {
  await ctx.db.realtime.setAuth();
  const channel = ctx.db.channel(`team:${teamId}`, { config: { private: true } });
  channel.on("broadcast", { event: "leads.changed" }, onMessage);
  await new Promise<void>((resolve, reject) => {
    channel.subscribe((status, error) => {
      if (status === "SUBSCRIBED") resolve();
      else if (status !== "CLOSED") reject(error ?? new Error(status));
    });
  });
}

function refetcher(system: LiveSystem, ctx: ServiceContext, page: number, tally: Tally) {
  const query = {
    teamId: system.teamId,
    filters: {},
    sort: [],
    cursor: null,
    pageSize: PAGE_SIZE,
  };
  let isDue = false;
  const run = async () => {
    isDue = false;
    tally.requests += 1;
    const { rows } = await listLeads(ctx, query);
    const atMs = nowMs();
    for (const { id, call_attempts } of rows) {
      tally.seen.push({ page, leadId: id, attempts: call_attempts, atMs });
    }
  };
  return () => {
    if (!isDue) setTimeout(() => void run(), DEBOUNCE_MS);
    isDue = true;
  };
}
