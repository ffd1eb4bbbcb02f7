import { ChevronRight, Wrench } from "lucide-react";
import type { ToolEntry } from "@/lib/utils/call-conversation";
import { describeValue, humanize, nameTool } from "@/lib/utils/call-words";

const milliseconds = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** A tool call of the agent, where it happened: what it does, and on demand what it was asked and answered. */
export function ToolUse({ entry }: { readonly entry: ToolEntry }) {
  const given = Object.entries(entry.arguments);
  return (
    <details className="group/tool rounded-md border border-line bg-sunken text-[0.8125rem]">
      <summary className="flex cursor-pointer list-none items-center gap-2 rounded-md px-2.5 py-1.5 hover:bg-hover [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden="true"
          className="size-3.5 shrink-0 text-muted transition-transform duration-100 group-open/tool:rotate-90"
        />
        <Wrench aria-hidden="true" className="size-3.5 shrink-0 text-muted" />
        <span className="shrink-0 font-medium">{nameTool(entry.name)}</span>
        <span className="min-w-0 grow truncate text-muted group-open/tool:invisible">
          {entry.answer ?? "waiting for the answer …"}
        </span>
        {entry.latencyMs === null ? null : (
          <span className="figure shrink-0 text-muted text-xs">
            {milliseconds.format(entry.latencyMs)} ms
          </span>
        )}
      </summary>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 border-line border-t px-3 py-2">
        {given.map(([key, value]) => (
          <Fact key={key} name={humanize(key)} value={describeValue(value)} />
        ))}
        <Fact name="Answer" value={entry.answer ?? "None yet."} />
        <Fact name="Tool" value={entry.name} />
      </dl>
    </details>
  );
}

interface FactProps {
  readonly name: string;
  readonly value: string;
}

function Fact({ name, value }: FactProps) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="break-words">{value}</dd>
    </>
  );
}
