import type { ComponentProps } from "react";
import { cn } from "@/lib/utils/cn";

/** The shape of what is coming; invisible for the first 150 ms, so that quick answers do not flash. */
export function Skeleton({ className, ...rest }: ComponentProps<"div">) {
  return (
    <div aria-hidden="true" className="animate-appear">
      <div className={cn("h-4 animate-quiet-pulse rounded-md bg-hover", className)} {...rest} />
    </div>
  );
}

interface SkeletonRowsProps {
  readonly rows: number;
  readonly label: string;
}

/** A list or table that loads: rows of the real height. */
export function SkeletonRows({ rows, label }: SkeletonRowsProps) {
  return (
    <div role="status" aria-label={label} className="divide-y divide-line">
      {Array.from({ length: rows }, (_, index) => index).map((index) => (
        <div key={index} className="flex h-9 items-center gap-6 px-3">
          <div className="w-1/4">
            <Skeleton />
          </div>
          <div className="w-1/6">
            <Skeleton />
          </div>
          <div className="w-1/5">
            <Skeleton />
          </div>
        </div>
      ))}
    </div>
  );
}
