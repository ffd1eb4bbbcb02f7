"use client";

import { useCallback, useMemo, useState } from "react";
import type { BulkQuestion } from "@/components/lead-bulk/bulk-question";
import { loadBulkQuestion } from "@/components/lead-bulk/layers";
import { LazyLayer } from "@/components/lead-bulk/lazy-layer";
import { useLeadBulk } from "@/components/lead-bulk/use-lead-bulk";
import type { LeadAction } from "@/lib/services/leads/lead-action";
import type { LeadRow } from "@/lib/services/leads/list";
import type { LeadRowActions } from "./lead-row-actions";

interface AskedQuestion {
  readonly lead: LeadRow;
  readonly about: BulkQuestion;
  readonly isOpen: boolean;
}

/** What the menu of a row does, and the question that it asks before what has a legal effect. */
export function useLeadActions(
  onOpen: (leadId: string) => void,
  onCallNow: (lead: LeadRow) => void,
) {
  const { run, refresh } = useLeadBulk();
  const [question, setQuestion] = useState<AskedQuestion>();
  const act = useCallback(
    (lead: LeadRow, action: LeadAction, listName?: string) =>
      void run({ kind: "ids", leadIds: [lead.id] }, action, { listName }).then(refresh),
    [run, refresh],
  );
  const actions = useMemo((): LeadRowActions => {
    const ask = (lead: LeadRow, kind: "attest" | "suppress") =>
      setQuestion({ lead, about: { kind }, isOpen: true });
    return {
      open: onOpen,
      callNow: onCallNow,
      requeue: (lead) => act(lead, { kind: "requeue" }),
      markNotInterested: (lead) => act(lead, { kind: "set_status", status: "not_interested" }),
      putOnList: (lead, { id, name }) => act(lead, { kind: "assign_list", listId: id }, name),
      askToAttest: (lead) => ask(lead, "attest"),
      askToSuppress: (lead) => ask(lead, "suppress"),
      remove: (lead) => act(lead, { kind: "delete" }),
    };
  }, [onOpen, onCallNow, act]);
  const close = useCallback(() => setQuestion((asked) => asked && { ...asked, isOpen: false }), []);
  const layer = question ? (
    <LazyLayer
      load={loadBulkQuestion}
      onFailed={() => setQuestion(undefined)}
      props={{
        question: question.about,
        isOpen: question.isOpen,
        subject: question.lead.company_name,
        onClose: close,
        onAnswer: (action) => {
          close();
          act(question.lead, action);
        },
      }}
    />
  ) : null;
  return { actions, layer };
}
