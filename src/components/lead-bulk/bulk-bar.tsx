"use client";

import { X } from "lucide-react";
import { useCallback, useState } from "react";
import { Button } from "@/components/ui/button";
import type { LeadAction } from "@/lib/services/leads/lead-action";
import type { LeadSelection, SortKey } from "@/lib/services/leads/lead-query";
import type { LeadCount } from "@/lib/services/leads/list";
import { BulkButtons } from "./bulk-buttons";
import type { BulkQuestion } from "./bulk-question";
import { countLeads, formatCount, nameDone } from "./bulk-words";
import { exportLeads } from "./export-leads";
import { loadBulkQuestion, loadListManager } from "./layers";
import { LazyLayer } from "./lazy-layer";
import { useLeadBulk } from "./use-lead-bulk";

interface BulkBarProps {
  readonly teamId: string;
  /** Null: nothing is selected, and there is no bar. */
  readonly selection: LeadSelection | null;
  /** How many leads pass the filters; undefined while it is counted. */
  readonly count: LeadCount | undefined;
  readonly isAllOfPage: boolean;
  /** How many of the chosen leads stand on other pages. */
  readonly elsewhereCount?: number;
  readonly sort?: readonly SortKey[];
  /** The columns that the table shows, for the export. */
  readonly columns?: readonly string[];
  readonly onSelectAll: () => void;
  readonly onClear: () => void;
  readonly onDone: () => void;
  readonly canEdit: boolean;
}

/** From so many leads on, an action is confirmed even though it can be undone. */
const MANY = 1000;

/** What is selected and what can be done with it. Lies over the edge of the table, so that no row moves. */
export function BulkBar(props: BulkBarProps) {
  return props.selection ? <Bar {...props} selection={props.selection} /> : null;
}

interface BarProps extends BulkBarProps {
  readonly selection: LeadSelection;
}

interface AskedQuestion {
  readonly about: BulkQuestion;
  readonly isOpen: boolean;
}

function Bar(props: BarProps) {
  const { selection, teamId, canEdit, onClear, onDone } = props;
  const { run } = useLeadBulk();
  const [question, setQuestion] = useState<AskedQuestion>();
  const [isManaging, setIsManaging] = useState(false);
  const close = useCallback(() => setQuestion((asked) => asked && { ...asked, isOpen: false }), []);
  const forget = useCallback(() => setQuestion(undefined), []);
  const closeLists = useCallback(() => setIsManaging(false), []);
  const count = countSelected(selection, props.count);
  const start = (action: LeadAction, listName?: string) => {
    close();
    onClear();
    void run(selection, action, { listName }).then(onDone);
  };
  const act = (action: LeadAction, listName?: string) => {
    if (count <= MANY) return start(action, listName);
    const words = nameDone(action, listName);
    setQuestion({ about: { kind: "many", action, words, listName }, isOpen: true });
  };
  return (
    <section
      aria-label="Selected leads"
      className="sticky bottom-2 z-20 flex flex-wrap items-center gap-x-2 gap-y-1.5 rounded-lg border border-line bg-surface px-3 py-2 text-[0.8125rem] shadow-floating"
    >
      <SelectionSummary {...props} selectedCount={count} />
      <BulkButtons
        teamId={teamId}
        canEdit={canEdit}
        onAct={act}
        onAsk={(kind) => setQuestion({ about: { kind }, isOpen: true })}
        onManageLists={() => setIsManaging(true)}
        onExport={() => exportLeads({ selection, sort: props.sort ?? [], columns: props.columns })}
      />
      <Button variant="ghost" size="icon-sm" aria-label="Clear the selection" onClick={onClear}>
        <X aria-hidden="true" />
      </Button>
      {question ? (
        <LazyLayer
          load={loadBulkQuestion}
          onFailed={forget}
          props={{
            question: question.about,
            isOpen: question.isOpen,
            subject: countLeads(count),
            onClose: close,
            onAnswer: start,
          }}
        />
      ) : null}
      {isManaging ? (
        <LazyLayer
          load={loadListManager}
          onFailed={closeLists}
          props={{ teamId, canEdit, onClose: closeLists }}
        />
      ) : null}
    </section>
  );
}

function SelectionSummary(props: BarProps & { readonly selectedCount: number }) {
  const { selection, count, isAllOfPage, elsewhereCount = 0, selectedCount } = props;
  const isRough = selection.kind === "all" && count?.isExact === false;
  const canSelectAll =
    selection.kind === "ids" && isAllOfPage && count !== undefined && count.count > selectedCount;
  return (
    <p role="status" className="figure flex grow flex-wrap items-center gap-x-1.5">
      <span className="font-medium">
        {isRough ? "About " : ""}
        {formatCount(selectedCount)} selected
      </span>
      {elsewhereCount > 0 ? (
        <span className="text-muted">· {formatCount(elsewhereCount)} not on this page</span>
      ) : null}
      {canSelectAll ? (
        <Button variant="link" size="inline" onClick={props.onSelectAll}>
          Select all {count.isExact ? "" : "about "}
          {formatCount(count.count)} that match
        </Button>
      ) : null}
    </p>
  );
}

function countSelected(selection: LeadSelection, count: LeadCount | undefined): number {
  if (selection.kind === "ids") return selection.leadIds.length;
  return Math.max(0, (count?.count ?? 0) - selection.except.length);
}
