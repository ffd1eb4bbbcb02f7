"use client";

import { cloneElement, type ReactElement, type ReactNode, Suspense, useState } from "react";
import { toast } from "./toast";

interface TriggerProps {
  readonly onClick?: () => void;
  readonly onPointerEnter?: () => void;
  readonly onFocus?: () => void;
  readonly "aria-haspopup"?: "menu";
  readonly "aria-expanded"?: boolean;
}

interface LazyMenuProps {
  /** The button that opens the menu. */
  readonly trigger: ReactElement<TriggerProps>;
  /** Imports the menu's code. */
  readonly load: () => Promise<unknown>;
  /** The menu around that button, open from the start: a component of `React.lazy`. */
  readonly menu: (trigger: ReactElement) => ReactNode;
}

/** A button whose menu is loaded when somebody reaches for it: most menus of a page are never opened. */
export function LazyMenu({ trigger, load, menu }: LazyMenuProps) {
  const [isLoaded, setIsLoaded] = useState(false);
  const prepare = () => void load().catch(() => undefined);
  const open = () =>
    void load().then(
      () => setIsLoaded(true),
      () => toast.error("The menu could not be loaded. Check your connection and try again."),
    );
  const button = cloneElement(trigger, {
    "aria-haspopup": "menu",
    "aria-expanded": false,
    onPointerEnter: prepare,
    onFocus: prepare,
    onClick: open,
  });
  return isLoaded ? <Suspense fallback={button}>{menu(trigger)}</Suspense> : button;
}
