import { Panel } from "@/components/ui/panel";
import type { AutomationHealth } from "@/lib/services/automation/answers";

const money = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });

/** What today's calls have cost and may still cost, against the cap. */
export function SpendPanel({ spend }: { readonly spend: AutomationHealth["spend"] }) {
  const { capUsd, spentUsd, reservedUsd, worstCaseUsd } = spend;
  const left = capUsd === null ? null : Math.max(0, capUsd - spentUsd - reservedUsd);
  return (
    <Panel
      title="Spend today"
      actions={
        <p className="figure text-[0.8125rem] text-muted leading-7">
          {capUsd === null ? "No daily cap" : `Cap ${money.format(capUsd)}`}
        </p>
      }
    >
      {capUsd === null ? null : <SpendBar spend={spend} cap={capUsd} />}
      <dl className="figure flex flex-wrap gap-x-6 gap-y-1 text-[0.8125rem]">
        <Amount label="Spent" value={spentUsd} swatch="bg-chart-1" />
        <Amount label="Reserved by running calls" value={reservedUsd} swatch="bg-chart-5" />
        {left === null ? null : <Amount label="Left" value={left} swatch="bg-hover" />}
      </dl>
      <p className="mt-2 text-[0.8125rem] text-muted">{describeRoom(left, worstCaseUsd)}</p>
    </Panel>
  );
}

interface SpendBarProps {
  readonly spend: AutomationHealth["spend"];
  readonly cap: number;
}

function SpendBar({ spend, cap }: SpendBarProps) {
  const share = (amount: number) => (cap > 0 ? Math.min(100, (amount / cap) * 100) : 100);
  const spent = share(spend.spentUsd);
  return (
    <div
      role="img"
      aria-label={`${money.format(spend.spentUsd)} spent and ${money.format(spend.reservedUsd)} reserved of ${money.format(cap)}`}
      className="mb-3 flex h-2.5 gap-px overflow-hidden rounded-full bg-hover"
    >
      <span className="bg-chart-1" style={{ width: `${spent}%` }} />
      <span
        className="bg-chart-5"
        style={{ width: `${Math.min(100 - spent, share(spend.reservedUsd))}%` }}
      />
    </div>
  );
}

interface AmountProps {
  readonly label: string;
  readonly value: number;
  readonly swatch: string;
}

function Amount({ label, value, swatch }: AmountProps) {
  return (
    <div className="flex items-center gap-1.5">
      <span aria-hidden="true" className={`size-2 rounded-full ${swatch}`} />
      <dt className="text-muted">{label}</dt>
      <dd className="font-medium">{money.format(value)}</dd>
    </div>
  );
}

function describeRoom(left: number | null, worstCase: number): string {
  const each = `Each call reserves ${money.format(worstCase)}, the most it can cost, until its real cost is known.`;
  if (left === null) return each;
  const calls = Math.floor(left / worstCase + 1e-9);
  if (calls === 0) return `${each} What is left does not cover another one.`;
  return `${each} What is left covers ${calls === 1 ? "one more" : `${calls} more`} at the same time.`;
}
