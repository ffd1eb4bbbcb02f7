import type { ComponentProps } from "react";
import { cn } from "@/lib/utils/cn";

export function Label({ className, htmlFor, children, ...rest }: ComponentProps<"label">) {
  return (
    <label
      htmlFor={htmlFor}
      className={cn("select-none font-medium text-[0.8125rem] leading-5", className)}
      {...rest}
    >
      {children}
    </label>
  );
}
