import { cva } from "class-variance-authority";
import {
  CalendarCheck,
  CircleDashed,
  type LucideIcon,
  PhoneCall,
  PhoneMissed,
  ThumbsDown,
} from "lucide-react";
import type { ReactNode } from "react";
import type { Database } from "@/lib/database.types";
import { cn } from "@/lib/utils/cn";

/** Colour by meaning: slate waits, blue runs, green succeeded, amber needs patience, grey ended, violet needs a person, red is blocked. */
export type Tone = "slate" | "blue" | "green" | "amber" | "grey" | "violet" | "red";

const badgeVariants = cva(
  "inline-flex h-5 w-fit shrink-0 items-center gap-1 whitespace-nowrap rounded-full px-1.5 font-medium text-xs [&_svg]:size-3.5 [&_svg]:shrink-0",
  {
    variants: {
      tone: {
        slate: "bg-slate-soft text-slate",
        blue: "bg-blue-soft text-blue",
        green: "bg-green-soft text-green",
        amber: "bg-amber-soft text-amber",
        grey: "bg-grey-soft text-grey",
        violet: "bg-violet-soft text-violet",
        red: "bg-red-soft text-red",
      },
    },
  },
);

interface BadgeProps {
  readonly tone: Tone;
  readonly icon?: LucideIcon | undefined;
  /** Something goes on right now. */
  readonly isLive?: boolean | undefined;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** A word with its colour and, where it helps, an icon. */
export function Badge({ tone, icon: Icon, isLive, className, children }: BadgeProps) {
  return (
    <span className={cn(badgeVariants({ tone }), className)}>
      {Icon ? (
        <Icon aria-hidden="true" className={isLive ? "animate-quiet-pulse" : undefined} />
      ) : null}
      {children}
    </span>
  );
}

export type LeadStatus = Database["public"]["Enums"]["lead_status"];

interface StatusLook {
  readonly label: string;
  readonly tone: Tone;
  readonly icon: LucideIcon;
}

/** How each lead status is named and shown, everywhere. */
export const LEAD_STATUS_LOOK: Readonly<Record<LeadStatus, StatusLook>> = {
  pending: { label: "Pending", tone: "slate", icon: CircleDashed },
  calling: { label: "Calling", tone: "blue", icon: PhoneCall },
  scheduled: { label: "Scheduled", tone: "green", icon: CalendarCheck },
  no_answer: { label: "No answer", tone: "amber", icon: PhoneMissed },
  not_interested: { label: "Not interested", tone: "grey", icon: ThumbsDown },
};

export function LeadStatusBadge({ status }: { readonly status: LeadStatus }) {
  const { label, tone, icon } = LEAD_STATUS_LOOK[status];
  return (
    <Badge tone={tone} icon={icon} isLive={status === "calling"}>
      {label}
    </Badge>
  );
}
