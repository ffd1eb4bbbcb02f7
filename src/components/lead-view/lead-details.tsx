"use client";

import dynamic from "next/dynamic";
import type { EditLeadFormProps } from "@/components/lead-form/edit-lead-form";
import { WhyNot } from "@/components/lead-form/why-not";
import type { LeadRowActions } from "@/components/lead-table/lead-row-actions";
import { ErrorState } from "@/components/ui/error-state";
import { Notice } from "@/components/ui/notice";
import { SkeletonRows } from "@/components/ui/skeleton";
import { userMessageOf } from "@/lib/errors";
import type { LeadRow } from "@/lib/services/leads/list";
import { LeadFacts } from "./lead-facts";
import { Standing } from "./standing";
import { useLeadRecord } from "./use-lead-view";

/** The form and the rules of its fields are much code; what is read first does not wait for it. */
const EditLeadForm = dynamic(
  () => import("@/components/lead-form/edit-lead-form").then((module) => module.EditLeadForm),
  { ssr: false, loading: () => <SkeletonRows rows={12} label="Loading the form" /> },
);

interface LeadStandingProps {
  readonly lead: LeadRow;
  readonly canEdit: boolean;
  readonly actions: LeadRowActions;
}

/** Whether a lead is called now, on which basis, how to reach it and where it came from. */
export function LeadStanding({ lead, canEdit, actions }: LeadStandingProps) {
  const record = useLeadRecord(lead.id);
  return (
    <div className="flex flex-col gap-4">
      {lead.review_reason ? <Notice kind="warning">{lead.review_reason}</Notice> : null}
      {lead.status === "calling" ? (
        <Notice kind="info">Being called right now: the phone number cannot be changed.</Notice>
      ) : null}
      <WhyNot lead={lead} />
      {record.data ? (
        <Standing
          record={record.data}
          onAttest={canEdit ? () => actions.askToAttest(lead) : undefined}
          onSuppress={canEdit ? () => actions.askToSuppress(lead) : undefined}
        />
      ) : record.isError ? (
        <ErrorState
          title="What is on record could not be loaded"
          message={userMessageOf(record.error)}
          onRetry={() => void record.refetch()}
          isRetrying={record.isFetching}
        />
      ) : (
        <SkeletonRows rows={2} label="Loading what is on record" />
      )}
      <LeadFacts lead={lead} record={record.data ?? undefined} />
    </div>
  );
}

/** What staff know of a lead, to be changed. */
export function LeadFields(props: EditLeadFormProps) {
  return <EditLeadForm {...props} />;
}
