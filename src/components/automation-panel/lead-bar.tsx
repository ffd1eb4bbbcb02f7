import Link from "next/link";
import { LEAD_STATUS_LOOK, type LeadStatus } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import type { AutomationOverview } from "@/lib/services/automation/overview";
import { cn } from "@/lib/utils/cn";

const ORDER: readonly LeadStatus[] = [
  "pending",
  "calling",
  "scheduled",
  "no_answer",
  "not_interested",
];

const FILLS: Readonly<Record<LeadStatus, string>> = {
  pending: "bg-slate",
  calling: "bg-blue",
  scheduled: "bg-green",
  no_answer: "bg-amber",
  not_interested: "bg-line-strong",
};

/** Leads by status: one slim bar, and below it the numbers, which lead to the rows. */
export function LeadBar({ overview }: { readonly overview: AutomationOverview }) {
  const { leadsByStatus, inReviewCount } = overview;
  const total = ORDER.reduce((sum, status) => sum + leadsByStatus[status], 0);
  return (
    <Panel title="Leads by status">
      <div aria-hidden="true" className="flex h-2 gap-px overflow-hidden rounded-full bg-hover">
        {ORDER.map((status) => (
          <span
            key={status}
            className={cn(FILLS[status], "transition-[flex-grow] duration-300")}
            style={{ flexGrow: leadsByStatus[status], flexBasis: 0 }}
          />
        ))}
      </div>
      <ul className="mt-3 flex flex-wrap gap-x-6 gap-y-2 text-[0.8125rem]">
        {ORDER.map((status) => (
          <StatusCount
            key={status}
            href={`/leads?status=${status}`}
            label={LEAD_STATUS_LOOK[status].label}
            fill={FILLS[status]}
            count={leadsByStatus[status]}
            total={total}
          />
        ))}
        <StatusCount
          href="/leads?status=review"
          label="Needs review"
          fill="bg-violet"
          count={inReviewCount}
          total={total}
        />
      </ul>
    </Panel>
  );
}

interface StatusCountProps {
  readonly href: string;
  readonly label: string;
  readonly fill: string;
  readonly count: number;
  readonly total: number;
}

function StatusCount({ href, label, fill, count, total }: StatusCountProps) {
  const percent = total > 0 ? Math.round((count / total) * 100) : 0;
  return (
    <li>
      <Link href={href} className="flex items-center gap-1.5 rounded hover:text-accent-text">
        <span aria-hidden="true" className={cn("size-2 rounded-full", fill)} />
        {label}
        <span className="figure font-medium">{count.toLocaleString("en-US")}</span>
        <span className="figure text-muted">{percent} %</span>
      </Link>
    </li>
  );
}
