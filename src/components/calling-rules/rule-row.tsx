"use client";

import { ChevronDown, CircleCheck, CircleSlash, FileWarning } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Checkbox } from "@/components/ui/checkbox";
import { TableCell, TableRow } from "@/components/ui/table";
import type { CallingRule, RuleDay } from "@/lib/services/calling-rules";
import { cn } from "@/lib/utils/cn";
import type { RuleQuestion } from "./rule-dialogs";
import { RuleMenu } from "./rule-menu";
import { awaitsRegistration, formatGap, formatHours, stateName } from "./rule-words";

interface RuleRowProps {
  readonly rule: CallingRule;
  readonly isAdmin: boolean;
  readonly isSelected: boolean;
  readonly isOpen: boolean;
  readonly onSelect: (isSelected: boolean) => void;
  readonly onToggle: () => void;
  readonly onAsk: (kind: RuleQuestion["kind"]) => void;
}

export function RuleRow(props: RuleRowProps) {
  const { rule, isAdmin, isOpen } = props;
  const detailId = `rule-${rule.state}`;
  return (
    <>
      <TableRow aria-selected={isAdmin ? props.isSelected : undefined} className="group/row">
        {isAdmin ? (
          <TableCell className="w-8 pr-0">
            {awaitsRegistration(rule) ? (
              <Checkbox
                className="block"
                aria-label={`Select ${stateName(rule.state)}`}
                checked={props.isSelected}
                onCheckedChange={(checked) => props.onSelect(checked === true)}
              />
            ) : null}
          </TableCell>
        ) : null}
        <TableCell className="sticky left-0 whitespace-nowrap bg-surface font-medium group-hover/row:bg-hover group-aria-selected/row:bg-accent-soft">
          <abbr title={stateName(rule.state)} className="inline-block w-7 no-underline">
            {rule.state}
          </abbr>
          <span className="text-muted max-md:sr-only">{stateName(rule.state)}</span>
        </TableCell>
        <TableCell>
          <RuleBadge rule={rule} />
        </TableCell>
        <Hours rule={rule} day="weekday" />
        <Hours rule={rule} day="saturday" />
        <Hours rule={rule} day="sunday" />
        <TableCell className="whitespace-nowrap">
          {rule.policy.allows_holidays ? "Calls" : <span className="text-muted">No calls</span>}
        </TableCell>
        <TableCell className="figure">{rule.policy.max_attempts_24h ?? <Yours />}</TableCell>
        <TableCell className="figure whitespace-nowrap">
          {formatGap(rule.policy.min_gap_minutes) ?? <Yours />}
        </TableCell>
        <TableCell className="figure text-right">
          {rule.leadCount === 0 ? (
            <span className="text-muted">0</span>
          ) : (
            rule.leadCount.toLocaleString("en-US")
          )}
        </TableCell>
        <TableCell>
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={isOpen ? detailId : undefined}
            onClick={props.onToggle}
            className="touch-target -mx-1 flex items-center gap-1 whitespace-nowrap rounded px-1 text-muted hover:text-foreground"
          >
            <span className="figure">{rule.verifiedOn}</span>
            <span className="sr-only">: source of the rule of {stateName(rule.state)}</span>
            <ChevronDown aria-hidden="true" className={cn("size-3.5", isOpen && "rotate-180")} />
          </button>
        </TableCell>
        {isAdmin ? (
          <TableCell className="text-right">
            <RuleMenu rule={rule} onAsk={props.onAsk} />
          </TableCell>
        ) : null}
      </TableRow>
      {isOpen ? <RuleDetail rule={rule} id={detailId} columnCount={isAdmin ? 12 : 10} /> : null}
    </>
  );
}

function RuleBadge({ rule }: { readonly rule: CallingRule }) {
  const changed = rule.own ? <span className="ml-1.5 text-muted text-xs">changed</span> : null;
  if (rule.isAllowed) {
    return (
      <span className="flex items-center whitespace-nowrap">
        <Badge tone="green" icon={CircleCheck}>
          Allowed
        </Badge>
        {changed}
      </span>
    );
  }
  return (
    <span className="flex items-center whitespace-nowrap">
      {rule.own ? (
        <Badge tone="grey" icon={CircleSlash}>
          Switched off
        </Badge>
      ) : (
        <Badge tone="red" icon={FileWarning}>
          Needs registration
        </Badge>
      )}
      {changed}
    </span>
  );
}

function Hours({ rule, day }: { readonly rule: CallingRule; readonly day: RuleDay }) {
  const text = formatHours(rule.policy, day);
  const isChanged = rule.own !== undefined && text !== formatHours(rule.default, day);
  return (
    <TableCell
      className={cn(
        "figure whitespace-nowrap",
        text === "No calls" && "text-muted",
        isChanged && "font-medium",
      )}
      title={isChanged ? `Default: ${formatHours(rule.default, day)}` : undefined}
    >
      {text}
    </TableCell>
  );
}

/** The state sets no limit of its own: the team's holds. */
function Yours() {
  return <span className="text-muted">Yours</span>;
}

interface RuleDetailProps {
  readonly rule: CallingRule;
  readonly id: string;
  readonly columnCount: number;
}

function RuleDetail({ rule, id, columnCount }: RuleDetailProps) {
  return (
    <tr id={id}>
      <td colSpan={columnCount} className="border-line/70 border-b bg-sunken px-3 py-2">
        <dl className="sticky left-3 grid max-w-[min(56rem,calc(100vw-4rem))] gap-x-4 gap-y-1 sm:grid-cols-[8rem_1fr]">
          <Fact name="Source">{rule.source}</Fact>
          <Fact name="Read on">
            <span className="figure">{rule.verifiedOn}</span>
          </Fact>
          {rule.note ? <Fact name="Note">{rule.note}</Fact> : null}
          {rule.own ? <Fact name="Your reason">{rule.own.reason}</Fact> : null}
        </dl>
      </td>
    </tr>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </>
  );
}
