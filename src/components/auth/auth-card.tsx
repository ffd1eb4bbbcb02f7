import type { ReactNode } from "react";

interface AuthCardProps {
  readonly title: string;
  readonly description?: ReactNode;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
}

/** The frame of the pages around signing in. */
export function AuthCard({ title, description, children, footer }: AuthCardProps) {
  return (
    <>
      <h1 className="font-semibold text-2xl tracking-tight">{title}</h1>
      {description ? <div className="mt-1.5 text-muted">{description}</div> : null}
      <div className="mt-6 flex flex-col gap-4">{children}</div>
      {footer ? <div className="mt-6 text-[0.8125rem] text-muted">{footer}</div> : null}
    </>
  );
}

export const textLinkClasses =
  "touch-target rounded-sm font-medium text-accent-text underline-offset-4 hover:underline";
