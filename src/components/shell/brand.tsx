import { cn } from "@/lib/utils/cn";

interface BrandProps {
  readonly hasName?: boolean;
  readonly className?: string;
}

/** The product's mark and name. */
export function Brand({ hasName = true, className }: BrandProps) {
  return (
    <span className={cn("flex items-center gap-2.5", className)}>
      <svg viewBox="0 0 32 32" aria-hidden="true" className="size-7 shrink-0">
        <rect width="32" height="32" rx="8" className="fill-accent" />
        <path
          d="M9 7.5v17M23 7.5v17M9 16h14"
          strokeWidth="3"
          strokeLinecap="round"
          fill="none"
          className="stroke-accent-on"
        />
        <circle cx="16" cy="16" r="3.6" className="fill-accent-on" />
      </svg>
      <span className={hasName ? "font-semibold tracking-tight" : "sr-only"}>
        HVAC Sales Automation
      </span>
    </span>
  );
}
