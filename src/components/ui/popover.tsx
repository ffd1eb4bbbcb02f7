"use client";

import { Popover as RadixPopover } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "@/lib/utils/cn";
import { surfaceClasses } from "./menu-classes";

export const Popover = RadixPopover.Root;
export const PopoverTrigger = RadixPopover.Trigger;

export function PopoverContent(props: ComponentProps<typeof RadixPopover.Content>) {
  const { className, ...rest } = props;
  return (
    <RadixPopover.Portal>
      <RadixPopover.Content
        sideOffset={6}
        align="start"
        collisionPadding={8}
        className={cn(surfaceClasses, "w-72 p-3", className)}
        {...rest}
      />
    </RadixPopover.Portal>
  );
}
