"use client";

import { startTransition, useEffect, useState } from "react";

/** More than the tallest screens show. */
const FIRST_DRAWN_ROWS = 30;

/** How many rows of a page to draw: those in sight at first, all of them once the page answers its user. */
export function useDrawnCount(rowCount: number): number {
  const [isReady, setIsReady] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => startTransition(() => setIsReady(true)), 0);
    return () => clearTimeout(timer);
  }, []);
  return isReady ? rowCount : Math.min(rowCount, FIRST_DRAWN_ROWS);
}
