import { LocalTime } from "@/components/ui/local-time";
import { Panel } from "@/components/ui/panel";
import type { TimelineEvent } from "./timeline-events";

/** What happened in and around a call, from the queue to the mails. */
export function CallTimeline({ events }: { readonly events: readonly TimelineEvent[] }) {
  return (
    <Panel title="Timeline">
      <ol className="flex flex-col gap-1.5 text-[0.8125rem]">
        {events.map(({ key, at, title, detail }) => (
          <li key={key} className="grid grid-cols-[4.5rem_minmax(0,1fr)] gap-x-2">
            <span className="figure text-muted">
              {at ? <LocalTime value={at} format="time" /> : "–"}
            </span>
            <span className="min-w-0">
              {title}
              {detail ? <span className="block break-words text-muted">{detail}</span> : null}
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
