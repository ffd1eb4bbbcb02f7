import { Panel } from "@/components/ui/panel";
import type { CallDetail } from "@/lib/services/calls/detail";
import { describeValue, humanize } from "@/lib/utils/call-words";

/** What the analysis found in a call: a summary and, key by key, the facts it was asked for. */
export function CallFindings({ call }: { readonly call: CallDetail }) {
  const found = readFound(call.structured_data);
  if (!call.summary && found.length === 0) return null;
  return (
    <Panel title="Summary">
      {call.summary ? <p className="max-w-prose">{call.summary}</p> : null}
      {found.length > 0 ? (
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 pt-2 text-[0.8125rem]">
          {found.map(([key, value]) => (
            <Found key={key} name={humanize(key)} value={describeValue(value)} />
          ))}
        </dl>
      ) : null}
    </Panel>
  );
}

function readFound(data: unknown): [string, unknown][] {
  if (typeof data !== "object" || data === null || Array.isArray(data)) return [];
  return Object.entries(data).filter(([, value]) => value !== null && value !== "");
}

interface FoundProps {
  readonly name: string;
  readonly value: string;
}

function Found({ name, value }: FoundProps) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 break-words">{value}</dd>
    </>
  );
}
