"use client";

import { Slot } from "radix-ui";
import {
  type ReactElement,
  type ReactNode,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { createPortal } from "react-dom";
import { placeBeside, type Side } from "./place-beside";

const DELAY_MS = 300;

interface TooltipProps {
  readonly text: ReactNode;
  readonly side?: Side;
  /** The control that it explains; the control keeps a name of its own. */
  readonly children: ReactElement;
}

/** A hint on hover and focus; Escape closes it. Nothing that somebody needs may stand only here. */
export function Tooltip({ text, side = "top", children }: TooltipProps) {
  const [anchor, setAnchor] = useState<HTMLElement>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const id = useId();
  const hide = useCallback(() => {
    clearTimeout(timer.current);
    setAnchor(undefined);
  }, []);
  useEffect(() => () => clearTimeout(timer.current), []);
  const showSoon = (element: HTMLElement) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setAnchor(element), DELAY_MS);
  };
  return (
    <>
      <Slot.Root
        {...(anchor ? { "aria-describedby": id } : {})}
        onPointerEnter={(event) => {
          if (event.pointerType !== "touch") showSoon(event.currentTarget);
        }}
        onPointerLeave={hide}
        onPointerDown={hide}
        onFocus={(event) => {
          if (event.currentTarget.matches(":focus-visible")) setAnchor(event.currentTarget);
        }}
        onBlur={hide}
      >
        {children}
      </Slot.Root>
      {anchor ? (
        <Hint id={id} anchor={anchor} side={side} onHide={hide}>
          {text}
        </Hint>
      ) : null}
    </>
  );
}

interface HintProps {
  readonly id: string;
  readonly anchor: HTMLElement;
  readonly side: Side;
  readonly onHide: () => void;
  readonly children: ReactNode;
}

function Hint({ id, anchor, side, onHide, children }: HintProps) {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const hint = ref.current;
    if (!hint) return;
    const size = { width: hint.offsetWidth, height: hint.offsetHeight };
    const page = { width: document.documentElement.clientWidth, height: window.innerHeight };
    const { left, top } = placeBeside(anchor.getBoundingClientRect(), size, page, side);
    hint.style.transform = `translate(${left}px, ${top}px)`;
  }, [anchor, side]);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === "Escape") onHide();
    };
    window.addEventListener("keydown", onKeyDown);
    // What it points at moves away under it.
    window.addEventListener("scroll", onHide, { capture: true, passive: true });
    return () => {
      window.removeEventListener("keydown", onKeyDown);
      window.removeEventListener("scroll", onHide, { capture: true });
    };
  }, [onHide]);
  return createPortal(
    <div
      ref={ref}
      id={id}
      role="tooltip"
      className="pointer-events-none fixed top-0 left-0 z-50 w-max max-w-72 rounded-md bg-foreground px-2 py-1 text-background text-xs shadow-floating"
    >
      {children}
    </div>,
    document.body,
  );
}
