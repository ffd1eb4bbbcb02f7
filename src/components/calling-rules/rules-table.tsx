"use client";

import { useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Table, TableBody, TableFrame, TableHead, TableHeaderCell } from "@/components/ui/table";
import type { CallingRule } from "@/lib/services/calling-rules";
import type { RuleQuestion } from "./rule-dialogs";
import { RuleRow } from "./rule-row";
import { awaitsRegistration } from "./rule-words";

interface RulesTableProps {
  readonly rules: readonly CallingRule[];
  readonly isAdmin: boolean;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (selected: ReadonlySet<string>) => void;
  readonly onAsk: (kind: RuleQuestion["kind"], rule: CallingRule) => void;
}

/** A row a state; its source opens below it. */
export function RulesTable({ rules, isAdmin, selected, onSelect, onAsk }: RulesTableProps) {
  const [open, setOpen] = useState<string>();
  const waiting = rules.filter(awaitsRegistration).map((rule) => rule.state);
  const isAllSelected = waiting.length > 0 && waiting.every((state) => selected.has(state));
  const toggle = (state: string, isSelected: boolean) => {
    const next = new Set(selected);
    if (isSelected) next.add(state);
    else next.delete(state);
    onSelect(next);
  };
  return (
    <TableFrame label="Calling rules" className="max-h-[calc(100dvh-13rem)]">
      <Table aria-label="Calling rules">
        <TableHead>
          <tr>
            {isAdmin ? (
              <TableHeaderCell className="w-8 pr-0">
                <Checkbox
                  className="block"
                  aria-label="Select all states that need a registration"
                  disabled={waiting.length === 0}
                  checked={isAllSelected}
                  onCheckedChange={(checked) => onSelect(new Set(checked === true ? waiting : []))}
                />
              </TableHeaderCell>
            ) : null}
            <TableHeaderCell className="left-0 z-20 bg-sunken">State</TableHeaderCell>
            <TableHeaderCell>Calls</TableHeaderCell>
            <TableHeaderCell>Weekdays</TableHeaderCell>
            <TableHeaderCell>Saturday</TableHeaderCell>
            <TableHeaderCell>Sunday</TableHeaderCell>
            <TableHeaderCell>Holidays</TableHeaderCell>
            <TableHeaderCell title="Calls to one number in 24 hours">Per 24 h</TableHeaderCell>
            <TableHeaderCell title="Least time between two calls">Gap</TableHeaderCell>
            <TableHeaderCell title="Pending leads that may be in the state" className="text-right">
              Leads
            </TableHeaderCell>
            <TableHeaderCell>Source</TableHeaderCell>
            {isAdmin ? (
              <TableHeaderCell className="w-10">
                <span className="sr-only">Actions</span>
              </TableHeaderCell>
            ) : null}
          </tr>
        </TableHead>
        <TableBody>
          {rules.map((rule) => (
            <RuleRow
              key={rule.state}
              rule={rule}
              isAdmin={isAdmin}
              isSelected={selected.has(rule.state)}
              isOpen={open === rule.state}
              onSelect={(isSelected) => toggle(rule.state, isSelected)}
              onToggle={() => setOpen(open === rule.state ? undefined : rule.state)}
              onAsk={(kind) => onAsk(kind, rule)}
            />
          ))}
        </TableBody>
      </Table>
    </TableFrame>
  );
}
