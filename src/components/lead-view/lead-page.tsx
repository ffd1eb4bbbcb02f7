"use client";

import { ArrowLeft, PhoneCall } from "lucide-react";
import Link from "next/link";
import { useCallback, useId, useState } from "react";
import { useCallNow } from "@/components/call-now/use-call-now";
import type { FormState } from "@/components/lead-form/edit-lead-form";
import { LeadRowMenu } from "@/components/lead-table/lead-row-menu";
import { useLeadActions } from "@/components/lead-table/use-lead-actions";
import { useLead } from "@/components/lead-table/use-leads";
import { LeadStatusBadge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { toast } from "@/components/ui/toast";
import type { LeadRow } from "@/lib/services/leads/list";
import { LeadContacts } from "./lead-contacts";
import { LeadFields, LeadStanding } from "./lead-details";
import { LeadTimeline } from "./lead-timeline";
import { useLiveLead } from "./use-lead-view";
import { useLeaveGuard } from "./use-leave-guard";

interface LeadPageProps {
  readonly leadId: string;
  readonly canEdit: boolean;
}

/** Everything about one lead on a page of its own: for a link, or a second window. */
export function LeadPage({ leadId, canEdit }: LeadPageProps) {
  useLiveLead(leadId);
  const { data: lead } = useLead(leadId);
  return (
    <>
      <Link
        href="/leads"
        className="touch-target mb-2 inline-flex w-fit items-center gap-1 text-[0.8125rem] text-muted hover:text-foreground"
      >
        <ArrowLeft aria-hidden="true" className="size-3.5" /> Leads
      </Link>
      {lead ? (
        <LoadedLead lead={lead} canEdit={canEdit} />
      ) : (
        <EmptyState title="This lead is gone">
          Somebody may have deleted it. Deleted leads can be brought back under Recent changes.
        </EmptyState>
      )}
    </>
  );
}

interface LoadedLeadProps {
  readonly lead: LeadRow;
  readonly canEdit: boolean;
}

function LoadedLead({ lead, canEdit }: LoadedLeadProps) {
  const [hasNoteDraft, setHasNoteDraft] = useState(false);
  const callNow = useCallNow();
  const { actions, layer } = useLeadActions(ignoreOpening, callNow.ask);
  return (
    <>
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2 pb-4">
        <h1 className="min-w-0 break-words font-semibold text-xl leading-8 tracking-tight">
          {lead.company_name}
        </h1>
        <LeadStatusBadge status={lead.status} />
        {canEdit ? (
          <div className="ml-auto flex items-center gap-2">
            <Button
              variant="primary"
              disabled={lead.status !== "pending"}
              onClick={() => callNow.ask(lead)}
            >
              <PhoneCall aria-hidden="true" /> Call now…
            </Button>
            <LeadRowMenu lead={lead} actions={actions} isOpen />
          </div>
        ) : null}
      </header>
      <div className="grid items-start gap-4 lg:grid-cols-2 xl:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        <div className="flex min-w-0 flex-col gap-4 max-lg:contents">
          <Panel title="Standing">
            <LeadStanding lead={lead} canEdit={canEdit} actions={actions} />
          </Panel>
          <EditPanel lead={lead} canEdit={canEdit} hasNoteDraft={hasNoteDraft} />
        </div>
        <div className="grid min-w-0 items-start gap-4 xl:grid-cols-2">
          <Panel title="Calls and mail" className="xl:order-last">
            <LeadContacts leadId={lead.id} />
          </Panel>
          <Panel title="Timeline">
            <LeadTimeline leadId={lead.id} canEdit={canEdit} onDraft={setHasNoteDraft} />
          </Panel>
        </div>
      </div>
      {layer}
      {callNow.layer}
    </>
  );
}

/** It is open already. */
function ignoreOpening(): void {}

const UNTOUCHED: FormState = { isBusy: false, isDirty: false };

interface EditPanelProps extends LoadedLeadProps {
  readonly hasNoteDraft: boolean;
}

function EditPanel({ lead, canEdit, hasNoteDraft }: EditPanelProps) {
  const formId = useId();
  const [form, setForm] = useState(UNTOUCHED);
  const finish = useCallback(
    (companyName: string | undefined) => companyName && toast.success(`${companyName} saved`),
    [],
  );
  const guard = useLeaveGuard(form.isDirty || hasNoteDraft, lead.company_name);
  return (
    <Panel
      title="Details"
      // On a phone what happened comes before what can be changed.
      className="max-lg:order-last"
      actions={
        canEdit ? (
          <Button
            type="submit"
            form={formId}
            variant={form.isDirty ? "primary" : "secondary"}
            busy={form.isBusy}
          >
            Save
          </Button>
        ) : null
      }
    >
      <LeadFields
        formId={formId}
        lead={lead}
        canEdit={canEdit}
        onState={setForm}
        onSaved={finish}
      />
      {guard.layer}
    </Panel>
  );
}
