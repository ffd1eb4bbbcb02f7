import type { LeadAnswer } from "@/lib/services/automation/answers";
import { US_STATES } from "@/lib/utils/us-states";
import { nameZone, ZONE_SOURCES } from "@/lib/utils/zone-name";

interface ZoneFactsProps {
  readonly answer: LeadAnswer;
  /** How the zone was found. */
  readonly source: string | null;
}

/** On whose clock and by the rules of which states the lead is called, and how that is known. */
export function ZoneFacts({ answer, source }: ZoneFactsProps) {
  const zones = [...new Set(answer.timezones.map(nameZone))];
  const states = answer.states.map((code) => US_STATES[code] ?? code);
  return (
    <dl className="mt-2.5 grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 border-line border-t pt-2">
      <dt className="text-muted">Time zone</dt>
      <dd title={answer.timezones.join(", ")}>
        {zones.length > 0 ? orList.format(zones) : "Unknown"}
        {zones.length > 0 && source ? (
          <span className="text-muted">, {ZONE_SOURCES[source] ?? source}</span>
        ) : null}
      </dd>
      <dt className="text-muted">Rules of</dt>
      <dd>{states.length > 0 ? andList.format(states) : "No state known: the federal ones"}</dd>
    </dl>
  );
}

const orList = new Intl.ListFormat("en-US", { type: "disjunction" });
const andList = new Intl.ListFormat("en-US", { type: "conjunction" });
