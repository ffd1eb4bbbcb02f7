"use client";

import { Command } from "cmdk";
import { Keyboard, LogOut, type LucideIcon } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import { Dialog as RadixDialog } from "radix-ui";
import type { ReactNode } from "react";
import { overlayClasses } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { useReturnFocus } from "@/components/ui/use-return-focus";
import { MORE_PAGES, NAV_ITEMS } from "./nav-items";
import { THEMES } from "./themes";
import { useSignOut } from "./use-sign-out";

interface CommandPaletteProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly onShowShortcuts: () => void;
}

/** Everything that the frame can do, by typing. */
export function CommandPalette({ isOpen, onOpenChange, onShowShortcuts }: CommandPaletteProps) {
  const router = useRouter();
  const { setTheme } = useTheme();
  const signOut = useSignOut();
  const returnFocus = useReturnFocus();
  const run = (action: () => void) => () => {
    onOpenChange(false);
    action();
  };
  return (
    <RadixDialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className={overlayClasses} />
        <RadixDialog.Content
          {...returnFocus}
          aria-describedby={undefined}
          className="fixed inset-x-3 top-[12dvh] z-50 mx-auto max-w-lg overflow-hidden rounded-xl border border-line bg-surface shadow-floating outline-none data-[state=open]:animate-in data-[state=open]:fade-in-0 data-[state=open]:duration-100"
        >
          <RadixDialog.Title className="sr-only">Commands</RadixDialog.Title>
          <Command label="Commands" loop filter={matchWords}>
            <Command.Input
              placeholder="Where to, or what to do?"
              className="h-12 w-full border-line border-b bg-transparent px-4 text-base outline-none placeholder:text-muted"
            />
            <Command.List className="max-h-[min(24rem,60dvh)] overflow-y-auto p-2">
              <Command.Empty className="px-2 py-8 text-center text-muted">
                No command has this name.
              </Command.Empty>
              <Group heading="Go to">
                {NAV_ITEMS.map(({ href, label, icon, key }) => (
                  <Item
                    key={href}
                    name={`Go to ${label}`}
                    icon={icon}
                    onSelect={run(() => router.push(href))}
                  >
                    {label}
                    <span aria-hidden="true" className="ml-auto flex gap-1">
                      <Kbd>G</Kbd>
                      <Kbd>{key.toUpperCase()}</Kbd>
                    </span>
                  </Item>
                ))}
                {MORE_PAGES.map(({ href, label, icon }) => (
                  <Item
                    key={href}
                    name={`Go to ${label}`}
                    icon={icon}
                    onSelect={run(() => router.push(href))}
                  >
                    {label}
                  </Item>
                ))}
              </Group>
              <Group heading="Theme">
                {THEMES.map(({ id, label, icon }) => (
                  <Item
                    key={id}
                    name={`${label} theme`}
                    icon={icon}
                    onSelect={run(() => setTheme(id))}
                  >
                    {`${label} theme`}
                  </Item>
                ))}
              </Group>
              <Group heading="Account">
                <Item
                  name="Keyboard shortcuts help"
                  icon={Keyboard}
                  onSelect={run(onShowShortcuts)}
                >
                  Keyboard shortcuts
                </Item>
                <Item name="Sign out log out" icon={LogOut} onSelect={run(signOut)}>
                  Sign out
                </Item>
              </Group>
            </Command.List>
          </Command>
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}

/** Every word that was typed must begin a word of the command; scattered letters match too much. */
function matchWords(command: string, search: string): number {
  const words = command.toLowerCase().split(/\s+/);
  const wanted = search.toLowerCase().trim().split(/\s+/);
  return wanted.every((start) => words.some((word) => word.startsWith(start))) ? 1 : 0;
}

function Group({ heading, children }: { readonly heading: string; readonly children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-muted [&_[cmdk-group-heading]]:text-xs"
    >
      {children}
    </Command.Group>
  );
}

interface ItemProps {
  /** What the typed words are looked for in. */
  readonly name: string;
  readonly icon: LucideIcon;
  readonly onSelect: () => void;
  readonly children: ReactNode;
}

function Item({ name, icon: Icon, onSelect, children }: ItemProps) {
  return (
    <Command.Item
      value={name}
      onSelect={onSelect}
      className="flex h-9 cursor-pointer items-center gap-2.5 rounded-md px-2 text-[0.8125rem] data-[selected=true]:bg-hover pointer-coarse:h-11"
    >
      <Icon aria-hidden="true" className="size-4 shrink-0 text-muted" />
      {children}
    </Command.Item>
  );
}
