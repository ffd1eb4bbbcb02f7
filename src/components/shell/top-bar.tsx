"use client";

import { Search } from "lucide-react";
import { Kbd } from "@/components/ui/kbd";
import type { LiveStatus } from "@/lib/services/live-status";
import { AccountMenu } from "./account-menu";
import { AutomationPill } from "./automation-pill";
import { ThemeMenu } from "./theme-menu";

interface TopBarProps {
  readonly teamName: string;
  readonly email: string;
  readonly role: string;
  readonly liveStatus: LiveStatus;
  readonly onPalette: () => void;
  readonly onShowShortcuts: () => void;
}

export function TopBar(props: TopBarProps) {
  return (
    <header className="sticky top-0 z-20 flex h-12 shrink-0 items-center gap-2 border-line border-b bg-background/95 px-4 backdrop-blur-sm md:px-6">
      <span className="min-w-0 truncate font-semibold" title={props.teamName}>
        {props.teamName}
      </span>
      <div className="ml-auto flex items-center gap-1 sm:gap-2">
        <button
          type="button"
          onClick={props.onPalette}
          className="touch-target flex h-8 items-center gap-2 rounded-md text-[0.8125rem] text-muted hover:bg-hover hover:text-foreground max-lg:w-8 max-lg:justify-center lg:border lg:border-line lg:bg-surface lg:pr-1.5 lg:pl-2.5"
        >
          <Search aria-hidden="true" className="size-4" />
          <span className="max-lg:sr-only">Go to…</span>
          <span aria-hidden="true" className="hidden lg:inline">
            <Kbd>⌘K</Kbd>
          </span>
        </button>
        <AutomationPill initial={props.liveStatus} />
        <ThemeMenu />
        <AccountMenu
          email={props.email}
          role={props.role}
          onShowShortcuts={props.onShowShortcuts}
        />
      </div>
    </header>
  );
}
