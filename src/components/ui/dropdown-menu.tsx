"use client";

import { ChevronRight } from "lucide-react";
import { DropdownMenu as RadixMenu } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "@/lib/utils/cn";
import { itemClasses, surfaceClasses } from "./menu-classes";
import { rememberMenuButton } from "./use-return-focus";

/** A menu. Not modal: the page behind stays readable, also for assistive technology. */
export function DropdownMenu(props: ComponentProps<typeof RadixMenu.Root>) {
  return <RadixMenu.Root modal={false} {...props} />;
}

/** Opens for a shortcut that clicks it, too: Radix listens to the pointer and to keys, not to clicks. */
export function DropdownMenuTrigger(
  // Its own would be lost beside those below; a button inside keeps them.
  props: Omit<ComponentProps<typeof RadixMenu.Trigger>, "onPointerDown" | "onKeyDown" | "onClick">,
) {
  return (
    <RadixMenu.Trigger
      {...props}
      onPointerDown={({ currentTarget }) => rememberMenuButton(currentTarget)}
      onKeyDown={({ currentTarget }) => rememberMenuButton(currentTarget)}
      onClick={({ currentTarget, detail }) => {
        // A click without a pointer.
        if (detail > 0 || currentTarget.getAttribute("aria-expanded") === "true") return;
        const init = { key: "ArrowDown", bubbles: true, cancelable: true };
        currentTarget.dispatchEvent(new KeyboardEvent("keydown", init));
      }}
    />
  );
}

export function DropdownMenuContent(props: ComponentProps<typeof RadixMenu.Content>) {
  const { className, ...rest } = props;
  return (
    <RadixMenu.Portal>
      <RadixMenu.Content
        sideOffset={4}
        align="end"
        collisionPadding={8}
        className={cn(surfaceClasses, "min-w-44 p-1", className)}
        {...rest}
      />
    </RadixMenu.Portal>
  );
}

interface DropdownMenuItemProps extends ComponentProps<typeof RadixMenu.Item> {
  readonly isDestructive?: boolean;
}

export function DropdownMenuItem({ className, isDestructive, ...rest }: DropdownMenuItemProps) {
  return (
    <RadixMenu.Item
      className={cn(itemClasses, isDestructive && "text-red [&_svg]:text-red", className)}
      {...rest}
    />
  );
}

export function DropdownMenuRadioItem(props: ComponentProps<typeof RadixMenu.RadioItem>) {
  const { className, children, ...rest } = props;
  return (
    <RadixMenu.RadioItem className={cn(itemClasses, "pr-8", className)} {...rest}>
      {children}
      <RadixMenu.ItemIndicator className="absolute right-3 size-1.5 rounded-full bg-accent" />
    </RadixMenu.RadioItem>
  );
}

export const DropdownMenuRadioGroup = RadixMenu.RadioGroup;

export function DropdownMenuLabel(props: ComponentProps<typeof RadixMenu.Label>) {
  const { className, ...rest } = props;
  return <RadixMenu.Label className={cn("px-2 py-1.5 text-muted text-xs", className)} {...rest} />;
}

export const DropdownMenuSub = RadixMenu.Sub;

export function DropdownMenuSubTrigger(props: ComponentProps<typeof RadixMenu.SubTrigger>) {
  const { className, children, ...rest } = props;
  return (
    <RadixMenu.SubTrigger
      className={cn(itemClasses, "data-[state=open]:bg-hover", className)}
      {...rest}
    >
      {children}
      <ChevronRight aria-hidden="true" className="ml-auto" />
    </RadixMenu.SubTrigger>
  );
}

export function DropdownMenuSubContent(props: ComponentProps<typeof RadixMenu.SubContent>) {
  const { className, ...rest } = props;
  return (
    <RadixMenu.Portal>
      <RadixMenu.SubContent
        sideOffset={4}
        collisionPadding={8}
        className={cn(surfaceClasses, "min-w-44 p-1", className)}
        {...rest}
      />
    </RadixMenu.Portal>
  );
}

export function DropdownMenuSeparator() {
  return <RadixMenu.Separator className="-mx-1 my-1 h-px bg-line" />;
}
