"use client";

import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { Tooltip } from "@/components/ui/tooltip";
import { cn } from "@/lib/utils/cn";
import { Brand } from "./brand";
import { isWithin, NAV_ITEMS } from "./nav-items";

const entryClasses =
  "flex h-8 items-center gap-2.5 overflow-hidden rounded-md px-2 font-medium text-[0.8125rem] text-muted transition-colors duration-100 hover:bg-hover hover:text-foreground aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent-text [&_svg]:size-4 [&_svg]:shrink-0";

interface RailProps {
  readonly isCollapsed: boolean;
  readonly onToggle: () => void;
}

/** The pages, on the left of wide screens; collapsible to icons. */
export function Rail({ isCollapsed, onToggle }: RailProps) {
  const pathname = usePathname();
  const ToggleIcon = isCollapsed ? PanelLeftOpen : PanelLeftClose;
  const toggleLabel = isCollapsed ? "Expand the menu" : "Collapse the menu";
  return (
    <nav
      aria-label="Main"
      className={cn(
        "sticky top-0 hidden h-dvh shrink-0 flex-col border-line border-r bg-sunken px-2 py-3 md:flex",
        isCollapsed ? "w-[3.25rem]" : "w-52",
      )}
    >
      <Link href="/leads" className="mb-4 rounded-md px-0.5">
        <Brand hasName={!isCollapsed} className="text-[0.8125rem]" />
      </Link>
      <ul className="flex flex-col gap-0.5">
        {NAV_ITEMS.map(({ href, label, icon: Icon }) => {
          const link = (
            <Link
              href={href}
              aria-current={isWithin(pathname, href) ? "page" : undefined}
              className={entryClasses}
            >
              <Icon aria-hidden="true" />
              <span className={isCollapsed ? "sr-only" : "truncate"}>{label}</span>
            </Link>
          );
          return (
            <li key={href}>
              {isCollapsed ? (
                <Tooltip text={label} side="right">
                  {link}
                </Tooltip>
              ) : (
                link
              )}
            </li>
          );
        })}
      </ul>
      <button
        type="button"
        onClick={onToggle}
        title={toggleLabel}
        className={cn(entryClasses, "mt-auto")}
      >
        <ToggleIcon aria-hidden="true" />
        <span className={isCollapsed ? "sr-only" : "truncate"}>{toggleLabel}</span>
      </button>
    </nav>
  );
}
