"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { isWithin, NAV_ITEMS } from "./nav-items";

/** The pages, at the bottom edge of phones. */
export function BottomBar() {
  const pathname = usePathname();
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-30 border-line border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <ul className="flex">
        {NAV_ITEMS.map(({ href, label, icon: Icon }) => (
          <li key={href} className="min-w-0 flex-1">
            <Link
              href={href}
              aria-current={isWithin(pathname, href) ? "page" : undefined}
              className="flex h-14 flex-col items-center justify-center gap-0.5 border-transparent border-t-2 text-[0.6875rem] text-muted focus-visible:-outline-offset-2 aria-[current=page]:border-current aria-[current=page]:text-accent-text"
            >
              <Icon aria-hidden="true" className="size-5" />
              <span className="max-w-full truncate tracking-tighter">{label}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
