/** A toast lies over every layer: who answers it has not left the layer below. For `onInteractOutside`. */
export function keepOpenForToasts(event: Event): void {
  const isToast =
    event.target instanceof Element && event.target.closest("[data-sonner-toaster]") !== null;
  if (isToast) event.preventDefault();
}
