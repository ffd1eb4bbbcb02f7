import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/lib/utils/cn";

interface EmptyStateProps {
  readonly icon?: LucideIcon;
  readonly title: string;
  /** What this place is for, or why nothing matches. */
  readonly children: ReactNode;
  /** The one action that starts it, or "Clear filters". */
  readonly action?: ReactNode;
  readonly className?: string;
}

/** A list with nothing in it: first use, or nothing that passes the filters. */
export function EmptyState({ icon: Icon, title, children, action, className }: EmptyStateProps) {
  return (
    <div
      className={cn(
        "mx-auto flex max-w-md flex-col items-center px-4 py-14 text-center",
        className,
      )}
    >
      {Icon ? (
        <span className="mb-4 grid size-10 place-items-center rounded-lg border border-line bg-sunken text-muted">
          <Icon aria-hidden="true" className="size-5" />
        </span>
      ) : null}
      <h2 className="font-semibold text-base">{title}</h2>
      <div className="mt-1 text-balance text-muted">{children}</div>
      {action ? <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  );
}
