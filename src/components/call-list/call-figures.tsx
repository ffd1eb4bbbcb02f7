import { Stat, StatRow } from "@/components/ui/stat";
import type { AutomationOverview } from "@/lib/services/automation/overview";

const count = new Intl.NumberFormat("en-US");
const money = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });
const percent = new Intl.NumberFormat("en-US", { style: "percent", maximumFractionDigits: 0 });

interface CallFiguresProps {
  readonly overview: AutomationOverview | undefined;
  readonly liveCount: number | undefined;
}

/** All calls of the team in five figures. */
export function CallFigures({ overview, liveCount }: CallFiguresProps) {
  const figure = (value: number | undefined) => (value === undefined ? "–" : count.format(value));
  return (
    <StatRow>
      <Stat label="Going on" value={figure(liveCount)} />
      <Stat label="Calls" value={figure(overview?.attemptCount)} />
      <Stat
        label="Answered"
        value={figure(overview?.answeredCount)}
        detail={overview ? `${share(overview.answeredCount, overview.attemptCount)} of calls` : " "}
      />
      <Stat
        label="Booked"
        value={figure(overview?.bookedCount)}
        detail={
          overview ? `${share(overview.bookedCount, overview.answeredCount)} of answered` : " "
        }
        href="/calls?outcome=booked"
      />
      <Stat label="Cost" value={overview ? money.format(overview.costUsd) : "–"} />
    </StatRow>
  );
}

function share(part: number, whole: number): string {
  return whole > 0 ? percent.format(part / whole) : "–";
}
