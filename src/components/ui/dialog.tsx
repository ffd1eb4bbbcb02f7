"use client";

import { X } from "lucide-react";
import { Dialog as RadixDialog } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/lib/utils/cn";
import { Button } from "./button";
import { keepOpenForToasts } from "./keep-open-for-toasts";
import { useReturnFocus } from "./use-return-focus";

export const Dialog = RadixDialog.Root;

/** What lies behind a modal layer. */
export const overlayClasses =
  "fixed inset-0 z-40 bg-overlay data-[state=open]:animate-in data-[state=open]:fade-in-0 data-[state=open]:duration-100 data-[state=closed]:animate-out data-[state=closed]:fade-out-0 data-[state=closed]:duration-75";

interface DialogContentProps extends Omit<ComponentProps<typeof RadixDialog.Content>, "title"> {
  readonly title: ReactNode;
  readonly description?: ReactNode;
  /** The actions, primary last. */
  readonly footer?: ReactNode;
  readonly size?: "sm" | "md" | "lg";
}

const WIDTHS = { sm: "sm:max-w-md", md: "sm:max-w-xl", lg: "sm:max-w-4xl" };

/** A modal dialog: full width at the bottom edge of a phone, centred elsewhere; long content scrolls inside. */
export function DialogContent(props: DialogContentProps) {
  const { title, description, footer, size = "md", className, children, ...rest } = props;
  const returnFocus = useReturnFocus();
  return (
    <RadixDialog.Portal>
      <RadixDialog.Overlay className={overlayClasses} />
      <RadixDialog.Content
        className={cn(
          "fixed inset-x-0 bottom-0 z-50 flex max-h-[92dvh] flex-col rounded-t-xl border border-line bg-surface shadow-floating outline-none sm:top-1/2 sm:right-auto sm:bottom-auto sm:left-1/2 sm:w-[calc(100%-2rem)] sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-xl",
          "data-[state=open]:animate-in data-[state=open]:fade-in-0 data-[state=open]:duration-100 data-[state=closed]:animate-out data-[state=closed]:fade-out-0 data-[state=closed]:duration-75",
          WIDTHS[size],
          className,
        )}
        {...(description ? {} : { "aria-describedby": undefined })}
        onInteractOutside={keepOpenForToasts}
        {...returnFocus}
        onOpenAutoFocus={(event) => {
          returnFocus.onOpenAutoFocus(event);
          focusFirstField(event);
        }}
        {...rest}
      >
        <header className="flex items-start gap-3 px-5 pt-4 pb-3">
          <div className="min-w-0 grow">
            <RadixDialog.Title className="font-semibold text-base">{title}</RadixDialog.Title>
            {description ? (
              <RadixDialog.Description className="mt-1 text-muted">
                {description}
              </RadixDialog.Description>
            ) : null}
          </div>
          <RadixDialog.Close asChild>
            <Button variant="ghost" size="icon-sm" aria-label="Close" className="-mr-2">
              <X aria-hidden="true" />
            </Button>
          </RadixDialog.Close>
        </header>
        <div className="min-h-0 grow overflow-y-auto px-5 pt-1 pb-5">{children}</div>
        {footer ? (
          <footer className="flex flex-wrap justify-end gap-2 border-line border-t px-5 py-3">
            {footer}
          </footer>
        ) : null}
      </RadixDialog.Content>
    </RadixDialog.Portal>
  );
}

/** Whoever opens a form wants to fill it in: the focus starts in its first field, not on the button that closes it. */
function focusFirstField(event: Event): void {
  if (!(event.currentTarget instanceof HTMLElement)) return;
  const field = event.currentTarget.querySelector<HTMLElement>(
    ":is(input, textarea, select):not(:disabled, [type=hidden])",
  );
  if (!field) return;
  event.preventDefault();
  field.focus();
}
