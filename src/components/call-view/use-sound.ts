"use client";

import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { playSound } from "./play-sound";

interface Sound {
  readonly isOn: boolean;
  /** Why it stopped, when that was not asked for. */
  readonly error: string | undefined;
  readonly toggle: () => void;
}

/**
 * Listening to a call, switched on and off by one button; it ends with the component.
 *
 * @param meterRef told the loudness as the CSS variable `--level`, past React: it changes fifty times a second.
 */
export function useSound(callId: string, meterRef: RefObject<HTMLElement | null>): Sound {
  const playing = useRef<AbortController>(undefined);
  const [isOn, setIsOn] = useState(false);
  const [error, setError] = useState<string>();
  useEffect(() => () => playing.current?.abort(), []);
  const toggle = useCallback(() => {
    if (playing.current) {
      playing.current.abort();
      return;
    }
    const own = new AbortController();
    playing.current = own;
    setIsOn(true);
    setError(undefined);
    const onLevel = (level: number) =>
      meterRef.current?.style.setProperty("--level", level.toFixed(2));
    void playSound({ path: `/api/calls/${callId}/listen`, signal: own.signal, onLevel }).then(
      (end) => {
        playing.current = undefined;
        setIsOn(false);
        if (end.kind === "failed") setError(end.message);
        else if (!own.signal.aborted) setError("The sound has ended.");
      },
    );
  }, [callId, meterRef]);
  return { isOn, error, toggle };
}
