"use client";

import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import type { LiveStatus } from "./private-channel";
import type { LiveChange, LiveTopic } from "./team-channel";
import { useIsOnline } from "./use-online";
import { useTeamChannel } from "./use-team-channel";

/** What has changed since the listener last ran; empty after a (re)connection, when anything may have. */
export type LiveListener = (changes: readonly LiveChange[]) => void;

interface Subscription {
  readonly topics: ReadonlySet<LiveTopic>;
  readonly notify: (change: LiveChange | undefined) => void;
}

interface Currency {
  readonly status: LiveStatus;
  /** When the page was last known to be current, in real time. */
  readonly currentUntil: Date | undefined;
}

interface Live {
  readonly teamId: string;
  readonly subscribe: (subscription: Subscription) => () => void;
  readonly currency: CurrencyStore;
}

const LiveContext = createContext<Live | undefined>(undefined);

interface LiveProviderProps {
  readonly teamId: string;
  readonly children: ReactNode;
}

/** Opens the team's channel once for the page and tells whoever listens below. */
export function LiveProvider({ teamId, children }: LiveProviderProps) {
  const subscriptions = useRef(new Set<Subscription>());
  const [currentUntil, setCurrentUntil] = useState<Date>();
  const status = useTeamChannel(teamId, {
    onChange: (change) => {
      for (const { topics, notify } of subscriptions.current) {
        if (topics.has(change.topic)) notify(change);
      }
    },
    onOpen: () => {
      for (const { notify } of subscriptions.current) notify(undefined);
    },
  });
  // The socket notices a lost network only after a while, the browser at once.
  const isCurrent = useIsOnline() && status === "live";
  useEffect(() => {
    if (!isCurrent) return;
    return () => setCurrentUntil(new Date());
  }, [isCurrent]);
  const [currency] = useState(createCurrencyStore);
  useEffect(() => currency.set({ status, currentUntil }), [currency, status, currentUntil]);
  const subscribe = useCallback((subscription: Subscription) => {
    subscriptions.current.add(subscription);
    return () => {
      subscriptions.current.delete(subscription);
    };
  }, []);
  const live = useMemo(() => ({ teamId, subscribe, currency }), [teamId, subscribe, currency]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

function useLiveContext(): Live {
  const live = useContext(LiveContext);
  if (!live) throw new Error("LiveProvider is missing above this component");
  return live;
}

interface LiveOptions {
  /** Changes within this time after the first are reported together. */
  readonly debounceMs?: number;
}

/**
 * Runs `listener` when rows of one of the tables have changed (changes in quick succession count as one) and after
 * every (re)connection, because what happened before it was not received.
 */
export function useLive(
  topics: readonly LiveTopic[],
  listener: LiveListener,
  { debounceMs = 250 }: LiveOptions = {},
): void {
  const { subscribe } = useLiveContext();
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  const key = topics.join();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let pending: LiveChange[] = [];
    let isEverything = false;
    const run = () => {
      const changes = isEverything ? [] : pending;
      timer = undefined;
      pending = [];
      isEverything = false;
      latest.current(changes);
    };
    const unsubscribe = subscribe({
      topics: new Set(key.split(",") as LiveTopic[]),
      notify: (change) => {
        if (change) pending.push(change);
        else isEverything = true;
        timer ??= setTimeout(run, debounceMs);
      },
    });
    return () => {
      clearTimeout(timer);
      unsubscribe();
    };
  }, [key, debounceMs, subscribe]);
}

/** The team that the page shows. */
export function useTeamId(): string {
  return useLiveContext().teamId;
}

/** Whether what the page shows is current, and until when it was. */
export function useLiveStatus(): Currency {
  const { currency } = useLiveContext();
  return useSyncExternalStore(currency.subscribe, currency.get, () => CONNECTING);
}

type CurrencyStore = ReturnType<typeof createCurrencyStore>;

const CONNECTING: Currency = { status: "connecting", currentUntil: undefined };

/**
 * Beside the context, not in it: a context that changes while a part of the page is still on its way makes React throw
 * away what the server sends of that part.
 */
function createCurrencyStore() {
  let current = CONNECTING;
  const listeners = new Set<() => void>();
  return {
    get: () => current,
    set: (next: Currency) => {
      current = next;
      for (const listener of listeners) listener();
    },
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
