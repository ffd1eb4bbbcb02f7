"use client";

import { SearchX } from "lucide-react";
import { useQueryStates } from "nuqs";
import { useRef, useState } from "react";
import { useSearchKey } from "@/components/lead-table/use-search-key";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { SearchBox } from "@/components/ui/search-box";
import { SkeletonRows } from "@/components/ui/skeleton";
import { userMessageOf } from "@/lib/errors";
import type { CallingRule } from "@/lib/services/calling-rules";
import { RuleDialogs, type RuleQuestion } from "./rule-dialogs";
import { RuleFilters } from "./rule-filters";
import { ruleFilterParsers } from "./rule-keys";
import { awaitsRegistration, passes } from "./rule-words";
import { RulesTable } from "./rules-table";
import { useRefreshRules, useRules } from "./use-rules";

interface RulesDeskProps {
  readonly teamId: string;
  readonly isAdmin: boolean;
}

/** When and how often each state lets somebody be called, and what the team decided; live. */
export function RulesDesk({ teamId, isAdmin }: RulesDeskProps) {
  const [filters, setFilters] = useQueryStates(ruleFilterParsers);
  const rules = useRules(teamId);
  const refresh = useRefreshRules(teamId);
  const searchRef = useRef<HTMLInputElement>(null);
  useSearchKey(searchRef);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [question, setQuestion] = useState<RuleQuestion>();
  const ask = (kind: RuleQuestion["kind"], asked: readonly CallingRule[]) =>
    setQuestion({ kind, rules: asked, isOpen: true });
  if (rules.isError && !rules.data) {
    return (
      <ErrorState
        title="The calling rules could not be loaded"
        message={userMessageOf(rules.error)}
        onRetry={() => void rules.refetch()}
        isRetrying={rules.isFetching}
      />
    );
  }
  if (!rules.data) return <SkeletonRows rows={12} label="Loading the calling rules" />;
  const shown = rules.data.filter((rule) => passes(rule, filters.q, filters.only));
  // Selected ones that a filter hides are left alone: nobody should confirm what they do not see.
  const waiting = shown.filter((rule) => selected.has(rule.state) && awaitsRegistration(rule));
  return (
    <div className="flex min-h-0 flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <RuleFilters
          value={filters.only}
          rules={rules.data}
          onChange={(only) => void setFilters({ only })}
        />
        <SearchBox
          noun="states"
          placeholder="State"
          value={filters.q}
          onChange={(q) => void setFilters({ q })}
          inputRef={searchRef}
        />
      </div>
      {waiting.length > 0 ? (
        <div className="flex flex-wrap items-center gap-2 rounded-md bg-accent-soft px-3 py-1.5 text-[0.8125rem]">
          <p role="status" className="figure grow font-medium">
            {waiting.length === 1 ? "1 state" : `${waiting.length} states`} selected
          </p>
          <Button size="sm" variant="primary" onClick={() => ask("confirm", waiting)}>
            Confirm registration
          </Button>
          <Button size="sm" onClick={() => setSelected(new Set())}>
            Clear
          </Button>
        </div>
      ) : null}
      {shown.length > 0 ? (
        <RulesTable
          rules={shown}
          isAdmin={isAdmin}
          selected={selected}
          onSelect={setSelected}
          onAsk={(kind, rule) => ask(kind, [rule])}
        />
      ) : (
        <EmptyState
          icon={SearchX}
          title="No state matches"
          action={
            <Button onClick={() => void setFilters({ q: null, only: null })}>Clear filters</Button>
          }
        >
          Nothing passes this filter and search.
        </EmptyState>
      )}
      <RuleDialogs
        teamId={teamId}
        question={question}
        onClose={() => setQuestion((asked) => asked && { ...asked, isOpen: false })}
        onDone={() => {
          setSelected(new Set());
          refresh();
        }}
      />
    </div>
  );
}
