"use client";

import { type ComponentType, useEffect, useState } from "react";

/**
 * The place of toasts, loaded after the page that they are about; call `toast` of `./toast`. Not by `next/dynamic`: what
 * cannot be loaded there, for want of a network, takes the whole page with it.
 */
export function Toaster() {
  const [Place, setPlace] = useState<ComponentType>();
  useEffect(() => {
    const load = () =>
      void import("./toast-place").then(
        ({ ToastPlace }) => setPlace(() => ToastPlace),
        () => undefined,
      );
    load();
    window.addEventListener("online", load);
    return () => window.removeEventListener("online", load);
  }, []);
  return Place ? <Place /> : null;
}
