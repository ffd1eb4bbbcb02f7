"use client";

import { X } from "lucide-react";
import { Dialog as RadixDialog } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/lib/utils/cn";
import { Button } from "./button";
import { overlayClasses } from "./dialog";
import { keepOpenForToasts } from "./keep-open-for-toasts";
import { useReturnFocus } from "./use-return-focus";

/** A drawer. With `modal={false}` the list beside it stays usable. */
export const Sheet = RadixDialog.Root;
export const SheetClose = RadixDialog.Close;

interface SheetContentProps extends Omit<ComponentProps<typeof RadixDialog.Content>, "title"> {
  readonly title: ReactNode;
  readonly description?: ReactNode;
  /** Controls beside the title. */
  readonly actions?: ReactNode;
  readonly footer?: ReactNode;
  /** Stays open while something outside is clicked; for `modal={false}`. */
  readonly isBeside?: boolean;
  readonly side?: "right" | "left";
}

const SIDES = {
  right:
    "right-0 border-l data-[state=open]:slide-in-from-right-8 data-[state=closed]:slide-out-to-right-8",
  left: "left-0 border-r data-[state=open]:slide-in-from-left-8 data-[state=closed]:slide-out-to-left-8",
};

/** The drawer's panel: the whole width on a phone, 30 rem elsewhere; the body scrolls, head and foot stay. */
export function SheetContent(props: SheetContentProps) {
  const { title, description, actions, footer, isBeside, side, className, children, ...rest } =
    props;
  const returnFocus = useReturnFocus();
  return (
    <RadixDialog.Portal>
      <RadixDialog.Overlay className={overlayClasses} />
      <RadixDialog.Content
        className={cn(
          "fixed inset-y-0 z-50 flex w-full flex-col border-line bg-surface shadow-floating outline-none sm:w-[30rem] sm:max-w-[calc(100%-3rem)]",
          "data-[state=open]:animate-in data-[state=open]:fade-in-0 data-[state=open]:duration-150 data-[state=closed]:animate-out data-[state=closed]:fade-out-0 data-[state=closed]:duration-100",
          SIDES[side ?? "right"],
          className,
        )}
        onInteractOutside={isBeside ? (event) => event.preventDefault() : keepOpenForToasts}
        {...(description ? {} : { "aria-describedby": undefined })}
        {...returnFocus}
        {...rest}
      >
        <header className="flex items-start gap-2 border-line border-b px-4 py-3">
          <div className="min-w-0 grow">
            <RadixDialog.Title className="truncate font-semibold text-base">
              {title}
            </RadixDialog.Title>
            {description ? (
              <RadixDialog.Description asChild>
                <div className="mt-0.5 text-[0.8125rem] text-muted">{description}</div>
              </RadixDialog.Description>
            ) : null}
          </div>
          {actions}
          <RadixDialog.Close asChild>
            <Button variant="ghost" size="icon-sm" aria-label="Close">
              <X aria-hidden="true" />
            </Button>
          </RadixDialog.Close>
        </header>
        <div className="min-h-0 grow overflow-y-auto px-4 py-4">{children}</div>
        {footer ? (
          <footer className="flex flex-wrap justify-end gap-2 border-line border-t px-4 py-3">
            {footer}
          </footer>
        ) : null}
      </RadixDialog.Content>
    </RadixDialog.Portal>
  );
}
