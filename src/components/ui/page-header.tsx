import type { ReactNode } from "react";

interface PageHeaderProps {
  readonly title: string;
  readonly description?: ReactNode;
  /** Key figures, inline or a `StatRow`. */
  readonly figures?: ReactNode;
  /** The actions, primary last. */
  readonly actions?: ReactNode;
}

/** The one header of a page: title, key figures, primary action. */
export function PageHeader({ title, description, figures, actions }: PageHeaderProps) {
  return (
    <header className="flex flex-col gap-4 pb-4">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="font-semibold text-xl leading-8 tracking-tight">{title}</h1>
          {description ? <p className="max-w-prose text-muted">{description}</p> : null}
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
      {figures}
    </header>
  );
}
