import {
  Building2,
  CalendarDays,
  Footprints,
  History,
  type LucideIcon,
  PhoneCall,
  PhoneOff,
  Settings,
  Upload,
  Zap,
} from "lucide-react";

interface NavItem {
  readonly href: string;
  readonly label: string;
  readonly icon: LucideIcon;
  /** The second key of its shortcut, after G. */
  readonly key: string;
}

/** The pages of the desk, in the order of the rail. */
export const NAV_ITEMS: readonly NavItem[] = [
  { href: "/leads", label: "Leads", icon: Building2, key: "l" },
  { href: "/calls", label: "Calls", icon: PhoneCall, key: "c" },
  { href: "/appointments", label: "Appointments", icon: CalendarDays, key: "p" },
  { href: "/automation", label: "Automation", icon: Zap, key: "a" },
  { href: "/do-not-call", label: "Do not call", icon: PhoneOff, key: "d" },
  { href: "/settings", label: "Settings", icon: Settings, key: "s" },
];

/** Pages without an entry in the rail, for whoever looks for them by name. */
export const MORE_PAGES: readonly Omit<NavItem, "key">[] = [
  { href: "/leads/import", label: "Import leads", icon: Upload },
  { href: "/imports", label: "Past imports", icon: History },
  { href: "/start", label: "First steps", icon: Footprints },
];

/** Whether a page belongs to an entry of the rail. */
export function isWithin(pathname: string, href: string): boolean {
  return pathname === href || pathname.startsWith(`${href}/`);
}
