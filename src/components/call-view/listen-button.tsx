"use client";

import { Headphones, Square } from "lucide-react";
import { useRef } from "react";
import { Button } from "@/components/ui/button";
import { useSound } from "./use-sound";

interface ListenButtonProps {
  readonly callId: string;
  readonly isDisabled: boolean;
}

/** Hears the call as it goes on. The person does not hear who listens. */
export function ListenButton({ callId, isDisabled }: ListenButtonProps) {
  const meterRef = useRef<HTMLSpanElement>(null);
  const { isOn, error, toggle } = useSound(callId, meterRef);
  return (
    <>
      <Button onClick={toggle} aria-pressed={isOn} disabled={isDisabled && !isOn}>
        {isOn ? <Square aria-hidden="true" /> : <Headphones aria-hidden="true" />}
        {isOn ? "Stop listening" : "Listen"}
      </Button>
      {isOn ? (
        <span
          aria-hidden="true"
          title="How loud it is"
          className="h-2 w-24 overflow-hidden rounded-full bg-hover"
        >
          <span
            ref={meterRef}
            className="block h-full origin-left scale-x-(--level) rounded-full bg-green"
            style={METER_AT_REST}
          />
        </span>
      ) : null}
      {error ? (
        <p role="status" className="text-[0.8125rem] text-muted">
          {error}
        </p>
      ) : null}
    </>
  );
}

const METER_AT_REST = { "--level": 0 } as React.CSSProperties;
