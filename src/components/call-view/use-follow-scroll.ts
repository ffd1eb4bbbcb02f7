"use client";

import { type RefObject, useCallback, useEffect, useRef, useState } from "react";

/** So near to the end, a reader means to follow. */
const NEAR_PX = 48;

/**
 * Keeps a growing list at its end until the reader scrolls up.
 *
 * @param version changes whenever the list has grown.
 */
export function useFollowScroll(listRef: RefObject<HTMLElement | null>, version: unknown) {
  const [isPaused, setIsPaused] = useState(false);
  const isFollowing = useRef(true);
  const onScroll = useCallback(() => {
    const list = listRef.current;
    if (!list) return;
    isFollowing.current = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_PX;
    setIsPaused(!isFollowing.current);
  }, [listRef]);
  const resume = useCallback(() => {
    isFollowing.current = true;
    setIsPaused(false);
    toEnd(listRef.current);
  }, [listRef]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list grows with the version.
  useEffect(() => {
    if (isFollowing.current) toEnd(listRef.current);
  }, [version, listRef]);
  return { isPaused, onScroll, resume };
}

function toEnd(list: HTMLElement | null): void {
  if (list) list.scrollTop = list.scrollHeight;
}
