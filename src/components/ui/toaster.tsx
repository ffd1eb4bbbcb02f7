"use client";

import { useTheme } from "next-themes";
import { Toaster as Sonner, type ToasterProps } from "sonner";

/** Where short confirmations appear; call `toast()` of sonner. */
export function Toaster() {
  const { theme } = useTheme();
  return (
    <Sonner
      theme={(theme ?? "system") as NonNullable<ToasterProps["theme"]>}
      position="bottom-right"
      mobileOffset={{ bottom: 72 }}
      closeButton
      toastOptions={{
        classNames: {
          toast:
            "!rounded-lg !border-line !bg-surface !text-foreground !text-[0.8125rem] !shadow-floating !font-sans",
          description: "!text-muted",
          actionButton: "!bg-accent !text-accent-on",
          closeButton: "!border-line !bg-surface !text-muted",
        },
      }}
    />
  );
}
