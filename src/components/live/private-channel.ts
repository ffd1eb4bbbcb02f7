import type { RealtimeChannel } from "@supabase/supabase-js";
import type { Db } from "@/lib/context";

export type LiveStatus = "connecting" | "live" | "lost" | "signed_out";

export interface BroadcastMessage {
  readonly event: string;
  readonly payload?: unknown;
}

export interface PrivateChannelHandlers {
  readonly onMessage: (message: BroadcastMessage) => void;
  /** Also the moment to fetch everything again when it is "live": what happened before was not received. */
  readonly onStatus: (status: LiveStatus) => void;
}

const RETRY_SECONDS = [1, 2, 5, 10, 30];

// supabase-js hands out the old channel again while it is being removed.
let removal: Promise<unknown> = Promise.resolve();

/**
 * Listens to a private channel until the returned function is called. The client does not join again after
 * an expired token or a closed channel, so every loss ends in a new channel with a fresh session, with backoff.
 * The client is asked for when it is needed: its code may not have been loaded yet.
 */
export function openPrivateChannel(
  openDb: () => Promise<Db>,
  topic: string,
  handlers: PrivateChannelHandlers,
): () => void {
  let open: { readonly db: Db; readonly channel: RealtimeChannel } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let isClosed = false;

  const drop = () => {
    clearTimeout(timer);
    const old = open;
    open = undefined;
    if (old) removal = removal.then(() => old.db.removeChannel(old.channel));
  };
  const retry = () => {
    if (isClosed) return;
    drop();
    handlers.onStatus("lost");
    const seconds = RETRY_SECONDS[Math.min(failures, RETRY_SECONDS.length - 1)] ?? 1;
    failures += 1;
    // Spread out, so that a server which comes back is not met by everybody at once.
    timer = setTimeout(start, seconds * 1000 * (0.75 + Math.random() / 2));
  };
  const join = async () => {
    const [db] = await Promise.all([openDb(), removal]);
    const { data, error } = await db.auth.getSession();
    if (isClosed || open) return;
    if (error) return retry();
    if (!data.session) return handlers.onStatus("signed_out");
    // Otherwise the first join carries no token and is refused.
    await db.realtime.setAuth();
    if (isClosed || open) return;
    const mine = db.channel(topic, { config: { private: true } });
    open = { db, channel: mine };
    mine.on("broadcast", { event: "*" }, handlers.onMessage);
    mine.subscribe((status) => {
      if (mine !== open?.channel) return;
      if (status !== "SUBSCRIBED") return retry();
      failures = 0;
      handlers.onStatus("live");
    });
  };
  const start = () => {
    join().catch(retry);
  };
  const restartNow = () => {
    if (isClosed || open) return;
    clearTimeout(timer);
    start();
  };

  start();
  window.addEventListener("online", restartNow);
  return () => {
    isClosed = true;
    window.removeEventListener("online", restartNow);
    drop();
  };
}
