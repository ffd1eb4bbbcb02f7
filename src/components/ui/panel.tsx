import { type ReactNode, useId } from "react";
import { cn } from "@/lib/utils/cn";

interface PanelProps {
  readonly title: string;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A titled part of a page. */
export function Panel({ title, description, actions, className, children }: PanelProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className={cn("min-w-0 rounded-lg border border-line bg-surface", className)}
    >
      <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 pt-3 pb-1">
        <div className="min-w-0">
          <h2 id={id} className="font-semibold leading-7">
            {title}
          </h2>
          {description ? <p className="text-[0.8125rem] text-muted">{description}</p> : null}
        </div>
        {actions}
      </header>
      <div className="px-4 pt-2 pb-4">{children}</div>
    </section>
  );
}
