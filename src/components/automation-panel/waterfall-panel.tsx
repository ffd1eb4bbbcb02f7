"use client";

import { Users } from "lucide-react";
import { useState } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { LocalTime } from "@/components/ui/local-time";
import { Panel } from "@/components/ui/panel";
import {
  Table,
  TableBody,
  TableCell,
  TableFrame,
  TableHead,
  TableHeaderCell,
  TableRow,
} from "@/components/ui/table";
import type { Waterfall } from "@/lib/services/automation/answers";
import { GATE_WORDS } from "@/lib/utils/gate-sentences";
import { ViewToggle } from "./view-toggle";
import { WaterfallChart } from "./waterfall-chart";
import { describeSum, toSteps, type WaterfallStep } from "./waterfall-steps";

/** Where all leads stand, from the whole list down to those that are due now. */
export function WaterfallPanel({ waterfall }: { readonly waterfall: Waterfall }) {
  const [isTable, setIsTable] = useState(false);
  const steps = toSteps(waterfall);
  if (waterfall.total === 0) {
    return (
      <Panel title="Where the leads stand">
        <EmptyState icon={Users} title="No leads yet" className="py-6">
          Import a list; then you see here which leads are due and what the others wait for.
        </EmptyState>
      </Panel>
    );
  }
  return (
    <Panel
      title="Where the leads stand"
      description="Each lead once: by the first thing that keeps it from being called."
      actions={<ViewToggle of="the leads" isTable={isTable} onChange={setIsTable} />}
    >
      {isTable ? <StepTable steps={steps} /> : <WaterfallChart steps={steps} />}
      <TeamGates waterfall={waterfall} />
      <p className="figure mt-3 text-muted text-xs">{describeSum(steps)}</p>
    </Panel>
  );
}

/** What holds the leads that are due, all of them. */
function TeamGates({ waterfall }: { readonly waterfall: Waterfall }) {
  if (waterfall.teamGates.length === 0) return null;
  return (
    <p className="mt-3 text-[0.8125rem]">
      <span className="text-muted">Also holds the leads that are due: </span>
      {waterfall.teamGates.map(({ gate, opensAt }, index) => (
        <span key={gate}>
          {index > 0 ? " · " : null}
          <span className="font-medium">{GATE_WORDS[gate].closed}</span>
          {opensAt ? (
            <>
              {" "}
              until <LocalTime value={opensAt} />
            </>
          ) : null}
        </span>
      ))}
    </p>
  );
}

const numberFormat = new Intl.NumberFormat("en-US");
const percent = new Intl.NumberFormat("en-US", { style: "percent", maximumFractionDigits: 1 });

function StepTable({ steps }: { readonly steps: readonly WaterfallStep[] }) {
  const total = steps[0]?.count ?? 0;
  return (
    <TableFrame label="Leads of each step" density="compact">
      <Table>
        <TableHead>
          <tr>
            <TableHeaderCell>Step</TableHeaderCell>
            <TableHeaderCell className="text-right">Leads</TableHeaderCell>
            <TableHeaderCell className="text-right">Share</TableHeaderCell>
          </tr>
        </TableHead>
        <TableBody>
          {steps.map((step) => (
            <TableRow key={step.key}>
              <TableCell>{step.label}</TableCell>
              <TableCell className="figure text-right">{numberFormat.format(step.count)}</TableCell>
              <TableCell className="figure text-right text-muted">
                {total > 0 ? percent.format(step.count / total) : "–"}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableFrame>
  );
}
