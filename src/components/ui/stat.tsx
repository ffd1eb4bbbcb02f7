import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "@/lib/utils/cn";

interface StatProps {
  readonly label: string;
  readonly value: ReactNode;
  /** What the figure rests on: "of 240 answered". */
  readonly detail?: ReactNode;
  /** The rows behind the figure. */
  readonly href?: string;
  readonly className?: string;
}

/** A key figure; links to the rows behind it where there are any. */
export function Stat({ label, value, detail, href, className }: StatProps) {
  const body = (
    <>
      <dt className="text-muted text-xs">{label}</dt>
      <dd className="figure mt-0.5 font-semibold text-xl leading-7">{value}</dd>
      {detail ? <dd className="figure text-muted text-xs">{detail}</dd> : null}
    </>
  );
  if (!href) return <div className={cn("min-w-0", className)}>{body}</div>;
  return (
    <div className={cn("relative min-w-0 rounded-md hover:text-accent-text", className)}>
      {body}
      <dd className="contents">
        <Link href={href} className="absolute inset-0 rounded-md">
          <span className="sr-only">{`Show the rows behind ${label}`}</span>
        </Link>
      </dd>
    </div>
  );
}

/** Figures side by side, with hairlines between them. */
export function StatRow({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <dl
      className={cn(
        "grid grid-cols-2 gap-x-6 gap-y-4 sm:flex sm:flex-wrap sm:[&>*+*]:border-line sm:[&>*+*]:border-l sm:[&>*+*]:pl-6",
        className,
      )}
    >
      {children}
    </dl>
  );
}
