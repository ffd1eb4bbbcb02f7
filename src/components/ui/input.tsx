import type { ComponentProps } from "react";
import { cn } from "@/lib/utils/cn";

/** What every text control looks like; 16 px on touch screens, below which iOS zooms the page. */
export const controlClasses =
  "w-full min-w-0 rounded-md border border-line-strong bg-surface px-2.5 text-foreground text-sm placeholder:text-muted transition-colors duration-100 hover:border-foreground/60 focus-visible:outline-2 focus-visible:outline-accent focus-visible:-outline-offset-1 aria-invalid:border-danger disabled:bg-sunken disabled:text-muted [&[readonly]]:bg-sunken pointer-coarse:text-base";

export function Input({ className, type = "text", ...rest }: ComponentProps<"input">) {
  return (
    <input
      type={type}
      className={cn(controlClasses, "h-8 pointer-coarse:h-11", className)}
      {...rest}
    />
  );
}
