"use client";

import { useTheme } from "next-themes";
import { useEffect } from "react";
import { Toaster as Sonner, type ToasterProps } from "sonner";
import { announceToaster } from "./toast";

/** Where short confirmations appear. */
export function ToastPlace() {
  const { theme } = useTheme();
  // After the library's own effect, in which it begins to listen.
  useEffect(announceToaster, []);
  return (
    <Sonner
      theme={(theme ?? "system") as NonNullable<ToasterProps["theme"]>}
      position="bottom-right"
      mobileOffset={{ bottom: 72 }}
      closeButton
      toastOptions={{
        classNames: {
          // Also while a dialog lets nothing else of the page be pointed at.
          toast:
            "pointer-events-auto !rounded-lg !border-line !bg-surface !text-foreground !text-[0.8125rem] !shadow-floating !font-sans",
          description: "!text-muted",
          actionButton: "!bg-accent !text-accent-on",
          closeButton: "!border-line !bg-surface !text-muted",
        },
      }}
    />
  );
}
