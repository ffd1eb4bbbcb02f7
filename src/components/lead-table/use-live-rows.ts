"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { useLive } from "@/components/live/live-provider";
import { patchRows } from "@/components/live/row-patches";
import type { LiveChange } from "@/components/live/team-channel";
import { browserDb } from "@/lib/browser-db";
import type { LeadQuery } from "@/lib/services/leads/lead-query";
import { type LeadPage, type LeadRow, listLeadsByIds } from "@/lib/services/leads/list";
import { leadKeys } from "./lead-keys";
import { isMoving, readChanges } from "./live-changes";
import { leadPatches, useReadPage } from "./use-leads";

/**
 * Changes within this time are shown together: with many changes a page that draws ten times a second shows each sooner than
 * one that is always busy drawing (`npm run bench -- live`).
 */
const TOGETHER_MS = 100;

/** When many leads change at once, the rows shown are read again at most this often. */
const READ_AGAIN_MS = 2000;

export interface LiveRows {
  /** Changes that may have moved something in the list, since it was read. */
  readonly waitingCount: number;
  /** An import has brought leads since; nobody knows yet how many of them belong here. */
  readonly hasImported: boolean;
  /** Rows that were deleted while they are shown. */
  readonly goneIds: ReadonlySet<string>;
  /** Reads the list again: what waited is shown. */
  readonly showAll: () => void;
}

/**
 * Keeps the rows of a list current without moving any: what a message says is put into the rows at once, what it does
 * not say is read for these rows alone, and what may have changed the order is only counted.
 */
export function useLiveRows(query: LeadQuery, rows: readonly LeadRow[] | undefined): LiveRows {
  const client = useQueryClient();
  const latest = useLatest({ query, rows: rows ?? [] });
  const [waiting, setWaiting] = useState<Waiting>(NOTHING);
  const readAgain = useReadAgain((changedIds) => {
    // What a message would have told, had it come: these may stand elsewhere by now.
    if (!isMoving(latest.current.query)) return;
    setWaiting((before) => ({ ...before, ids: new Set([...before.ids, ...changedIds]) }));
  });

  const readPage = useReadPage();
  /** Nobody has told what happened while there was no connection. */
  const lookAgain = async () => {
    const { query: asked, rows: shown } = latest.current;
    // Without a network the next connection looks again.
    const page = await readPage(asked).catch(() => undefined);
    if (!page || latest.current.query !== asked) return;
    const shownIds = new Set(shown.map(({ id }) => id));
    const readIds = new Set(page.rows.map(({ id }) => id));
    const changedIds = putRead(client, page.rows);
    readAgain([...shownIds].filter((id) => !readIds.has(id)));
    const waitingIds = [
      ...[...readIds].filter((id) => !shownIds.has(id)),
      ...(isMoving(asked) ? changedIds : []),
    ];
    if (waitingIds.length === 0) return;
    setWaiting((before) => ({ ...before, ids: new Set([...before.ids, ...waitingIds]) }));
  };

  useLive(
    ["leads"],
    (changes) => {
      const { query: asked, rows: shown } = latest.current;
      if (changes.length === 0) return void lookAgain();
      const read = readChanges(changes, shown, asked);
      putPatches(client, changes);
      if (read.isAllStale) readAgain(shown.map(({ id }) => id));
      else if (read.staleIds.length > 0) readAgain(read.staleIds);
      setWaiting((before) => addWaiting(before, read));
    },
    { debounceMs: TOGETHER_MS },
  );
  useLive(
    ["imports"],
    (changes) => {
      // Of the leads that an import brings, only the import itself tells.
      if (changes.length > 0) setWaiting((before) => ({ ...before, hasImported: true }));
    },
    { debounceMs: READ_AGAIN_MS },
  );

  const key = JSON.stringify(query);
  const [shownKey, setShownKey] = useState(key);
  if (shownKey !== key) {
    setShownKey(key);
    setWaiting(NOTHING);
  }
  const showAll = useCallback(() => {
    setWaiting(NOTHING);
    void client.invalidateQueries({ queryKey: leadKeys.all });
  }, [client]);
  return {
    waitingCount: waiting.ids.size + waiting.count,
    hasImported: waiting.hasImported,
    goneIds: waiting.gone,
    showAll,
  };
}

interface Waiting {
  readonly ids: ReadonlySet<string>;
  readonly count: number;
  readonly gone: ReadonlySet<string>;
  readonly hasImported: boolean;
}

const NOTHING: Waiting = { ids: new Set(), count: 0, gone: new Set(), hasImported: false };

function addWaiting(before: Waiting, read: ReturnType<typeof readChanges>): Waiting {
  const isNothing = read.movedIds.length + read.movedCount + read.goneIds.length === 0;
  if (isNothing) return before;
  return {
    ...before,
    ids: new Set([...before.ids, ...read.movedIds]),
    count: before.count + read.movedCount,
    gone: new Set([...before.gone, ...read.goneIds]),
  };
}

function putPatches(
  client: ReturnType<typeof useQueryClient>,
  changes: readonly LiveChange[],
): void {
  const patches = changes.flatMap((change) => change.rows ?? []);
  if (patches.length === 0) return;
  leadPatches.remember(patches, performance.now());
  const byId = new Map(patches.map((patch) => [patch.id, patch]));
  putRows(client, (shown) => patchRows(shown, (id) => byId.get(id)));
}

function putRows(
  client: ReturnType<typeof useQueryClient>,
  change: (rows: readonly LeadRow[]) => readonly LeadRow[],
): void {
  client.setQueriesData<LeadPage>({ queryKey: leadKeys.pages }, (page) => {
    if (!page) return page;
    const rows = change(page.rows);
    return rows === page.rows ? page : { ...page, rows };
  });
}

/** Reads rows again and puts them in their places; many calls within two seconds are one. Tells which have changed. */
function useReadAgain(
  onChanged: (leadIds: readonly string[]) => void,
): (leadIds: readonly string[]) => void {
  const client = useQueryClient();
  const told = useLatest(onChanged);
  const wanted = useRef(new Set<string>());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const lastAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => () => clearTimeout(timer.current), []);
  return useCallback(
    (leadIds) => {
      for (const id of leadIds) wanted.current.add(id);
      if (timer.current !== undefined || wanted.current.size === 0) return;
      const waitMs = Math.max(0, lastAt.current + READ_AGAIN_MS - performance.now());
      timer.current = setTimeout(async () => {
        timer.current = undefined;
        lastAt.current = performance.now();
        const ids = [...wanted.current];
        wanted.current.clear();
        const changedIds = await readRows(client, ids);
        if (changedIds.length > 0) told.current(changedIds);
      }, waitMs);
    },
    [client, told],
  );
}

async function readRows(
  client: ReturnType<typeof useQueryClient>,
  leadIds: readonly string[],
): Promise<string[]> {
  const askedAtMs = performance.now();
  const read = await client.fetchQuery({
    queryKey: [...leadKeys.all, "by-ids", leadIds],
    queryFn: async () => listLeadsByIds({ db: await browserDb() }, leadIds),
    staleTime: 0,
    gcTime: 0,
  });
  return putRead(client, leadPatches.applyTo(read, askedAtMs));
}

/** Puts rows that were read into their places; tells which of them have changed. */
function putRead(client: ReturnType<typeof useQueryClient>, read: readonly LeadRow[]): string[] {
  const byId = new Map(read.map((row) => [row.id, row]));
  const changedIds = new Set<string>();
  putRows(client, (shown) => {
    for (const row of shown) {
      const now = byId.get(row.id);
      if (now && now.updated_at !== row.updated_at) changedIds.add(row.id);
    }
    return shown.some(({ id }) => byId.has(id))
      ? shown.map((row) => byId.get(row.id) ?? row)
      : shown;
  });
  return [...changedIds];
}

function useLatest<Value>(value: Value) {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  return latest;
}
