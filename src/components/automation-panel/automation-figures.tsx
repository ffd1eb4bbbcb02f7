import { Panel } from "@/components/ui/panel";
import { Stat, StatRow } from "@/components/ui/stat";
import type { AutomationOverview } from "@/lib/services/automation/overview";

const count = new Intl.NumberFormat("en-US");
const money = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });
const percent = new Intl.NumberFormat("en-US", { style: "percent", maximumFractionDigits: 1 });

/** How well it works, over all calls of the team; every rate with what it rests on. */
export function AutomationFigures({ overview }: { readonly overview: AutomationOverview }) {
  const { attemptCount, answeredCount, bookedCount, costUsd } = overview;
  return (
    <Panel title="So far">
      <StatRow>
        <Stat label="Attempts" value={count.format(attemptCount)} />
        <Stat
          label="Answered"
          value={count.format(answeredCount)}
          detail={`${share(answeredCount, attemptCount)} of attempts`}
        />
        <Stat
          label="Booked"
          value={count.format(bookedCount)}
          detail={`${share(bookedCount, answeredCount)} of answered`}
          href="/appointments"
        />
        <Stat label="Cost" value={money.format(costUsd)} />
        <Stat
          label="Cost per booking"
          value={bookedCount > 0 ? money.format(costUsd / bookedCount) : "–"}
        />
      </StatRow>
    </Panel>
  );
}

function share(part: number, whole: number): string {
  return whole > 0 ? percent.format(part / whole) : "–";
}
