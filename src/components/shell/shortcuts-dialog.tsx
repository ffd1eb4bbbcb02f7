"use client";

import { usePathname } from "next/navigation";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { Switch } from "@/components/ui/switch";
import { NAV_ITEMS } from "./nav-items";
import { isKeyOfPage, PAGE_SHORTCUTS } from "./page-shortcuts";

interface ShortcutsDialogProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly hasSingleKeys: boolean;
  readonly onSingleKeysChange: (hasSingleKeys: boolean) => void;
}

const GENERAL = [
  { keys: ["⌘ or Ctrl", "K"], label: "Go anywhere, do anything" },
  { keys: ["?"], label: "Show these shortcuts" },
  { keys: ["["], label: "Collapse or expand the menu" },
  { keys: ["Esc"], label: "Close the topmost layer" },
];

export function ShortcutsDialog(props: ShortcutsDialogProps) {
  const path = usePathname();
  const ofPage = PAGE_SHORTCUTS[path] ?? [];
  const general = GENERAL.filter(({ keys }) => keys.every((key) => !isKeyOfPage(path, key)));
  const navigation = NAV_ITEMS.map(({ label, key }) => ({
    keys: ["G", key.toUpperCase()],
    label: `Go to ${label}`,
  }));
  return (
    <Dialog open={props.isOpen} onOpenChange={props.onOpenChange}>
      <DialogContent title="Keyboard shortcuts" size="sm">
        <dl className="flex flex-col">
          {[...ofPage, ...general, ...navigation].map(({ keys, label }) => (
            <div key={label} className="flex h-9 items-center justify-between gap-4">
              <dt>{label}</dt>
              <dd className="flex gap-1">
                {keys.map((key) => (
                  <Kbd key={key}>{key}</Kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
        <div className="mt-3 flex items-start justify-between gap-4 border-line border-t pt-4">
          <label htmlFor="single-keys">
            Single-key shortcuts
            <span className="block text-[0.8125rem] text-muted">
              Switch off if your speech input triggers them.
            </span>
          </label>
          <Switch
            id="single-keys"
            checked={props.hasSingleKeys}
            onCheckedChange={props.onSingleKeysChange}
          />
        </div>
      </DialogContent>
    </Dialog>
  );
}
