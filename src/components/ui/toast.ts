import type { ExternalToast } from "sonner";

type Kind = "message" | "success" | "info" | "warning" | "error";

let shown: () => void = () => undefined;
/** Fulfilled when there is a place on the page where toasts appear; one that comes earlier would be lost. */
const place = new Promise<void>((resolve) => {
  shown = resolve;
});

/** For the place itself. */
export function announceToaster(): void {
  shown();
}

function show(kind: Kind): (title: string, options?: ExternalToast) => void {
  return (title, options) => {
    void place.then(async () => (await import("sonner")).toast[kind](title, options));
  };
}

/** Short confirmations at the edge of the page. The library behind it comes after the page itself. */
export const toast = {
  message: show("message"),
  success: show("success"),
  info: show("info"),
  warning: show("warning"),
  error: show("error"),
};
