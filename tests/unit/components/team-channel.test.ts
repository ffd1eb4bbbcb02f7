import type { RealtimeChannel } from "@supabase/supabase-js";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { isOfOthers } from "@/components/lead-view/use-lead-view";
import type { LiveStatus } from "@/components/live/private-channel";
import { type LiveChange, openTeamChannel } from "@/components/live/team-channel";
import type { Db } from "@/lib/context";

type Status = Parameters<NonNullable<Parameters<RealtimeChannel["subscribe"]>[0]>>[0];
type Broadcast = (message: { event: string; payload?: unknown }) => void;

interface FakeChannel {
  readonly name: string;
  report: (status: Status) => void;
  broadcast: Broadcast;
}

function fakeDb(log: string[], session: { isThere: boolean }) {
  const channels: FakeChannel[] = [];
  const db = {
    auth: {
      getSession: async () => ({ data: { session: session.isThere ? {} : null }, error: null }),
    },
    realtime: { setAuth: async () => void log.push("setAuth") },
    channel: (name: string) => {
      const channel: FakeChannel = { name, report: () => undefined, broadcast: () => undefined };
      channels.push(channel);
      log.push(`open ${name}`);
      return {
        on: (_type: string, _filter: object, listener: Broadcast) => {
          channel.broadcast = listener;
        },
        subscribe: (listener: (status: Status) => void) => {
          channel.report = listener;
        },
      };
    },
    removeChannel: async () => void log.push("remove"),
  };
  // The client has far more than the channel needs.
  return { db: db as unknown as Db, channels };
}

const settle = () => vi.advanceTimersByTimeAsync(0);

function open() {
  const log: string[] = [];
  const session = { isThere: true };
  const statuses: LiveStatus[] = [];
  const changes: LiveChange[] = [];
  const { db, channels } = fakeDb(log, session);
  const close = openTeamChannel(async () => db, "t1", {
    onChange: (change) => changes.push(change),
    onStatus: (status) => statuses.push(status),
  });
  return { log, session, statuses, changes, channels, close };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("window", new EventTarget());
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("openTeamChannel", () => {
  it("gives the session's token to the socket before it joins", async () => {
    const { log, channels, statuses } = open();
    await settle();
    expect(log).toEqual(["setAuth", "open team:t1"]);
    channels[0]?.report("SUBSCRIBED" as Status);
    expect(statuses).toEqual(["live"]);
  });

  it.each(["CLOSED", "CHANNEL_ERROR", "TIMED_OUT"])(
    "removes a channel that reports %s and opens a new one with a fresh token",
    async (status) => {
      const { log, channels, statuses } = open();
      await settle();
      channels[0]?.report("SUBSCRIBED" as Status);
      channels[0]?.report(status as Status);
      await vi.advanceTimersByTimeAsync(1300);
      channels[1]?.report("SUBSCRIBED" as Status);
      expect(log).toEqual(["setAuth", "open team:t1", "remove", "setAuth", "open team:t1"]);
      expect(statuses).toEqual(["live", "lost", "live"]);
    },
  );

  it("waits longer after each failure, and not at all when the network comes back", async () => {
    const { channels } = open();
    await settle();
    for (const seconds of [1, 2, 5]) {
      const before = channels.length;
      channels.at(-1)?.report("TIMED_OUT" as Status);
      await vi.advanceTimersByTimeAsync(seconds * 1000 * 0.7);
      expect(channels).toHaveLength(before);
      await vi.advanceTimersByTimeAsync(seconds * 1000 * 0.6);
      expect(channels).toHaveLength(before + 1);
    }
    channels.at(-1)?.report("TIMED_OUT" as Status);
    window.dispatchEvent(new Event("online"));
    await settle();
    expect(channels).toHaveLength(5);
  });

  it("reports changes it knows and drops what has another form", async () => {
    const { channels, changes } = open();
    await settle();
    const payload = { op: "UPDATE", count: 1, ids: ["a"], id: "message" };
    channels[0]?.broadcast({ event: "leads.changed", payload });
    channels[0]?.broadcast({ event: "unknown.changed", payload });
    channels[0]?.broadcast({ event: "leads.changed", payload: { op: "DROP" } });
    expect(changes).toEqual([{ topic: "leads", op: "UPDATE", count: 1, ids: ["a"] }]);
  });

  it("tells whom a change is about, where the message does", async () => {
    const { channels, changes } = open();
    await settle();
    const payload = { op: "INSERT", count: 1, ids: ["call"] };
    channels[0]?.broadcast({ event: "calls.changed", payload: { ...payload, lead_ids: ["a"] } });
    channels[0]?.broadcast({ event: "calls.changed", payload: { ...payload, lead_ids: "a" } });
    expect(changes).toEqual([
      { topic: "calls", ...payload, leadIds: ["a"] },
      { topic: "calls", ...payload },
    ]);
    const [told, untold] = changes;
    expect(told && isOfOthers(told, "a")).toBe(false);
    expect(told && isOfOthers(told, "b")).toBe(true);
    expect(untold && isOfOthers(untold, "b")).toBe(false);
  });

  it("hands on what a message says of few leads, and only when it has the form of it", async () => {
    const { channels, changes } = open();
    await settle();
    const row = { id: "a", status: "calling", updated_at: "2026-11-23T16:00:00+00:00" };
    const payload = { op: "UPDATE", count: 1, ids: ["a"] };
    channels[0]?.broadcast({ event: "leads.changed", payload: { ...payload, rows: [row] } });
    channels[0]?.broadcast({ event: "leads.changed", payload: { ...payload, rows: [{ id: 1 }] } });
    channels[0]?.broadcast({ event: "leads.changed", payload: { ...payload, rows: null } });
    expect(changes).toEqual([
      { topic: "leads", ...payload, rows: [row] },
      { topic: "leads", ...payload },
      { topic: "leads", ...payload },
    ]);
  });

  it("asks for the client again when its code could not be loaded", async () => {
    const statuses: LiveStatus[] = [];
    let attempts = 0;
    const close = openTeamChannel(
      async () => {
        attempts += 1;
        throw new Error("no network");
      },
      "t1",
      { onChange: () => undefined, onStatus: (status) => statuses.push(status) },
    );
    await settle();
    await vi.advanceTimersByTimeAsync(1300);
    expect(attempts).toBe(2);
    expect(statuses).toEqual(["lost", "lost"]);
    close();
  });

  it("says that the session has ended instead of trying for ever", async () => {
    const { channels, session, statuses } = open();
    await settle();
    session.isThere = false;
    channels[0]?.report("CLOSED" as Status);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(statuses).toEqual(["lost", "signed_out"]);
    expect(channels).toHaveLength(1);
  });

  it("opens nothing more once it is closed", async () => {
    const { channels, log, close } = open();
    await settle();
    close();
    channels[0]?.report("CLOSED" as Status);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(channels).toHaveLength(1);
    expect(log.at(-1)).toBe("remove");
  });
});
