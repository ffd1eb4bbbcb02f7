"use client";

import { Check, ChevronDown } from "lucide-react";
import { Select as RadixSelect } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "@/lib/utils/cn";
import { controlClasses } from "./input";
import { itemClasses, surfaceClasses } from "./menu-classes";

export const Select = RadixSelect.Root;
export const SelectValue = RadixSelect.Value;

export function SelectTrigger(props: ComponentProps<typeof RadixSelect.Trigger>) {
  const { className, children, ...rest } = props;
  return (
    <RadixSelect.Trigger
      className={cn(
        controlClasses,
        "flex h-8 items-center justify-between gap-2 text-left data-placeholder:text-muted pointer-coarse:h-11",
        className,
      )}
      {...rest}
    >
      <span className="truncate">{children}</span>
      <RadixSelect.Icon asChild>
        <ChevronDown aria-hidden="true" className="size-4 shrink-0 text-muted" />
      </RadixSelect.Icon>
    </RadixSelect.Trigger>
  );
}

export function SelectContent(props: ComponentProps<typeof RadixSelect.Content>) {
  const { className, children, ...rest } = props;
  return (
    <RadixSelect.Portal>
      <RadixSelect.Content
        position="popper"
        sideOffset={4}
        className={cn(
          surfaceClasses,
          "max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width)",
          className,
        )}
        {...rest}
      >
        <RadixSelect.Viewport className="p-1">{children}</RadixSelect.Viewport>
      </RadixSelect.Content>
    </RadixSelect.Portal>
  );
}

export function SelectItem(props: ComponentProps<typeof RadixSelect.Item>) {
  const { className, children, ...rest } = props;
  return (
    <RadixSelect.Item className={cn(itemClasses, "pr-8", className)} {...rest}>
      <RadixSelect.ItemText>{children}</RadixSelect.ItemText>
      <RadixSelect.ItemIndicator className="absolute right-2">
        <Check aria-hidden="true" className="size-4" />
      </RadixSelect.ItemIndicator>
    </RadixSelect.Item>
  );
}
