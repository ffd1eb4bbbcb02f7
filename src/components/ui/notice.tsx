import { CircleAlert, CircleCheck, Info, type LucideIcon, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/lib/utils/cn";

const LOOKS = {
  info: { icon: Info, classes: "bg-slate-soft text-slate" },
  success: { icon: CircleCheck, classes: "bg-green-soft text-green" },
  warning: { icon: TriangleAlert, classes: "bg-amber-soft text-amber" },
  error: { icon: CircleAlert, classes: "bg-red-soft text-red" },
} satisfies Record<string, { icon: LucideIcon; classes: string }>;

interface NoticeProps {
  readonly kind: keyof typeof LOOKS;
  readonly children: ReactNode;
  readonly action?: ReactNode;
  readonly className?: string;
}

/** A sentence in the flow of a page: what is so and what to do. Errors are announced at once. */
export function Notice({ kind, children, action, className }: NoticeProps) {
  const { icon: Icon, classes } = LOOKS[kind];
  return (
    <div
      role={kind === "error" ? "alert" : "status"}
      className={cn(
        "flex flex-wrap items-start gap-x-2 gap-y-2 rounded-md px-3 py-2 text-[0.8125rem]",
        classes,
        className,
      )}
    >
      <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1 basis-48">{children}</div>
      {action}
    </div>
  );
}
