"use client";

import { type ReactNode, useId, useState } from "react";
import { LeadCalls } from "@/components/call-list/lead-calls";
import { useLead } from "@/components/lead-table/use-leads";
import { LeadStatusBadge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Notice } from "@/components/ui/notice";
import { Sheet, SheetClose, SheetContent } from "@/components/ui/sheet";
import { SkeletonRows } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { userMessageOf } from "@/lib/errors";
import type { LeadRow } from "@/lib/services/leads/list";
import { LeadForm } from "./lead-form";
import { EMPTY_LEAD, toFormValues } from "./lead-values";
import { WhyNot } from "./why-not";

interface LeadSheetProps {
  readonly isNew: boolean;
  /** Undefined while the sheet is closed or a lead is being added. */
  readonly leadId: string | undefined;
  /** The leads of the list behind: most often the one to show is among them. */
  readonly rows: readonly LeadRow[] | undefined;
  readonly canEdit: boolean;
  readonly onClose: () => void;
  readonly onSaved: () => void;
  /** Controls beside the title, for whoever may edit. */
  readonly renderActions: (lead: LeadRow) => ReactNode;
}

/** The drawer beside the list in which a lead is added or edited. */
export function LeadSheet(props: LeadSheetProps) {
  const formId = useId();
  const [isBusy, setIsBusy] = useState(false);
  const isOpen = props.isNew || props.leadId !== undefined;
  const { isNew, leadId } = useLastOpened(props);
  const known = props.rows?.find((row) => row.id === leadId);
  // Asked for in any case: the row may leave the list, by its filter, while it is being edited.
  const fetched = useLead(leadId);
  const isGone = fetched.data === null;
  const lead = isGone ? undefined : (fetched.data ?? known);
  const canSave = props.canEdit && (isNew || lead !== undefined);
  const finish = (companyName: string) => {
    toast.success(`${companyName} ${isNew ? "added" : "saved"}`);
    props.onSaved();
    props.onClose();
  };
  return (
    <Sheet open={isOpen} onOpenChange={(open) => (open ? undefined : props.onClose())}>
      <SheetContent
        title={isNew ? "Add lead" : (lead?.company_name ?? "Lead")}
        description={lead ? <LeadStatusBadge status={lead.status} /> : undefined}
        actions={lead && props.canEdit && !isNew ? props.renderActions(lead) : undefined}
        footer={
          <>
            <SheetClose asChild>
              <Button>{canSave ? "Cancel" : "Close"}</Button>
            </SheetClose>
            {canSave ? <SaveButton formId={formId} isNew={isNew} isBusy={isBusy} /> : null}
          </>
        }
      >
        {fetched.isError && !lead ? (
          <ErrorState
            title="The lead could not be loaded"
            message={userMessageOf(fetched.error)}
            onRetry={() => void fetched.refetch()}
          />
        ) : isGone ? (
          <EmptyState title="This lead is gone">Somebody may have deleted it.</EmptyState>
        ) : isNew || lead ? (
          <LeadBody
            key={leadId ?? "new"}
            lead={lead}
            formId={formId}
            canEdit={props.canEdit}
            onBusy={setIsBusy}
            onDone={finish}
          />
        ) : (
          <SkeletonRows rows={8} label="Loading the lead" />
        )}
      </SheetContent>
    </Sheet>
  );
}

/** What the drawer showed last: while it closes, its content must not change under the eye. */
function useLastOpened({ isNew, leadId }: Pick<LeadSheetProps, "isNew" | "leadId">) {
  const [shown, setShown] = useState({ isNew, leadId });
  const isOpen = isNew || leadId !== undefined;
  if (isOpen && (shown.isNew !== isNew || shown.leadId !== leadId)) setShown({ isNew, leadId });
  return shown;
}

interface LeadBodyProps {
  /** Undefined for a new lead. */
  readonly lead: LeadRow | undefined;
  readonly formId: string;
  readonly canEdit: boolean;
  readonly onBusy: (isBusy: boolean) => void;
  readonly onDone: (companyName: string) => void;
}

function LeadBody({ lead, ...props }: LeadBodyProps) {
  // Fixed when the drawer opens: a change that arrives meanwhile must not alter what is being edited.
  const [initialValues] = useState(() => (lead ? toFormValues(lead) : EMPTY_LEAD));
  return (
    <div className="flex flex-col gap-4">
      {lead ? <WhyNot lead={lead} /> : null}
      {lead ? <LeadCalls leadId={lead.id} /> : null}
      {lead?.review_reason ? <Notice kind="warning">{lead.review_reason}</Notice> : null}
      {lead?.status === "calling" ? (
        <Notice kind="info">Being called right now: the phone number cannot be changed.</Notice>
      ) : null}
      <LeadForm
        formId={props.formId}
        leadId={lead?.id}
        initialValues={initialValues}
        canEdit={props.canEdit}
        onBusy={props.onBusy}
        onSaved={props.onDone}
      />
    </div>
  );
}

interface SaveButtonProps {
  readonly formId: string;
  readonly isNew: boolean;
  readonly isBusy: boolean;
}

function SaveButton({ formId, isNew, isBusy }: SaveButtonProps) {
  return (
    <Button type="submit" form={formId} variant="primary" busy={isBusy}>
      {isNew ? "Add lead" : "Save"}
    </Button>
  );
}
