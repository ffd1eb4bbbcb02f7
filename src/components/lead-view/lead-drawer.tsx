"use client";

import { ChevronDown, ChevronUp, Maximize2, PhoneCall } from "lucide-react";
import Link from "next/link";
import { type KeyboardEvent, useCallback, useId, useState } from "react";
import type { FormState } from "@/components/lead-form/edit-lead-form";
import type { LeadRowActions } from "@/components/lead-table/lead-row-actions";
import { LeadRowMenu } from "@/components/lead-table/lead-row-menu";
import { useLead } from "@/components/lead-table/use-leads";
import { useSingleKeys } from "@/components/shell/use-single-keys";
import { LeadStatusBadge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Sheet, SheetClose, SheetContent } from "@/components/ui/sheet";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { toast } from "@/components/ui/toast";
import { userMessageOf } from "@/lib/errors";
import type { LeadRow } from "@/lib/services/leads/list";
import { LeadContacts } from "./lead-contacts";
import { LeadFields, LeadStanding } from "./lead-details";
import { LeadTimeline } from "./lead-timeline";
import { useFreshLead, useLiveLead } from "./use-lead-view";
import { useLeaveGuard } from "./use-leave-guard";

interface LeadDrawerProps {
  readonly isOpen: boolean;
  /** The server has read it for the page. */
  readonly cameWithPage: boolean;
  /** Kept while the drawer closes, so that its content does not change under the eye. */
  readonly leadId: string;
  /** The leads of the list behind, in their order. */
  readonly rows: readonly LeadRow[];
  readonly canEdit: boolean;
  readonly actions: LeadRowActions;
  readonly onOpen: (leadId: string) => void;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

const UNTOUCHED: FormState = { isBusy: false, isDirty: false };

/** The drawer beside the list with everything about one lead. */
export function LeadDrawer(props: LeadDrawerProps) {
  const { leadId, rows, canEdit, actions } = props;
  const formId = useId();
  const [form, setForm] = useState(UNTOUCHED);
  const [hasNoteDraft, setHasNoteDraft] = useState(false);
  // Asked for in any case: the row may leave the list, by its filter, while it is being edited.
  const fetched = useLead(leadId);
  const isGone = fetched.data === null;
  const lead = isGone ? undefined : (fetched.data ?? rows.find((row) => row.id === leadId));
  const guard = useLeaveGuard(
    props.isOpen && (form.isDirty || hasNoteDraft),
    lead?.company_name ?? "this lead",
  );
  // What is being saved now would close the drawer of the lead that was gone on to.
  const leave = (go: () => void) => (form.isBusy ? undefined : guard.leave(go));
  const index = rows.findIndex((row) => row.id === leadId);
  const goTo = (row: LeadRow | undefined) => row && leave(() => props.onOpen(row.id));
  const previous = rows[index - 1];
  const next = index < 0 ? undefined : rows[index + 1];
  const onKeyDown = useDrawerKeys(
    () => goTo(next),
    () => goTo(previous),
  );
  const save = useCallback(
    (companyName: string | undefined) => {
      if (companyName) toast.success(`${companyName} saved`);
      props.onSaved();
      props.onClose();
    },
    [props.onSaved, props.onClose],
  );
  return (
    <Sheet open={props.isOpen} onOpenChange={(open) => open || leave(props.onClose)}>
      <SheetContent
        onKeyDown={onKeyDown}
        onEscapeKeyDown={(event) => {
          if (isOwnEscape(event.target)) event.preventDefault();
        }}
        title={lead?.company_name ?? "Lead"}
        description={lead ? <LeadStatusBadge status={lead.status} /> : undefined}
        actions={
          <>
            <StepButton name="Previous lead" target={previous} onStep={goTo} icon={ChevronUp} />
            <StepButton name="Next lead" target={next} onStep={goTo} icon={ChevronDown} />
            <Button asChild variant="ghost" size="icon-sm">
              <Link href={`/leads/${leadId}`} aria-label="Open as a page">
                <Maximize2 aria-hidden="true" />
              </Link>
            </Button>
            {lead && canEdit ? <LeadRowMenu lead={lead} actions={actions} isOpen /> : null}
          </>
        }
        footer={
          <>
            {lead?.status === "pending" && canEdit ? (
              <Button className="mr-auto" onClick={() => actions.callNow(lead)}>
                <PhoneCall aria-hidden="true" /> Call now…
              </Button>
            ) : null}
            <SheetClose asChild>
              <Button>{form.isDirty ? "Cancel" : "Close"}</Button>
            </SheetClose>
            {lead && canEdit ? (
              <Button type="submit" form={formId} variant="primary" busy={form.isBusy}>
                Save
              </Button>
            ) : null}
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
        ) : lead ? (
          <DrawerBody
            key={leadId}
            lead={lead}
            formId={formId}
            canEdit={canEdit}
            actions={actions}
            cameWithPage={props.cameWithPage}
            onState={setForm}
            onNoteDraft={setHasNoteDraft}
            onSaved={save}
          />
        ) : (
          <SkeletonRows rows={8} label="Loading the lead" />
        )}
        {guard.layer}
      </SheetContent>
    </Sheet>
  );
}

interface DrawerBodyProps extends Pick<LeadDrawerProps, "cameWithPage"> {
  readonly lead: LeadRow;
  readonly formId: string;
  readonly canEdit: boolean;
  readonly actions: LeadRowActions;
  readonly onState: (state: FormState) => void;
  readonly onNoteDraft: (hasDraft: boolean) => void;
  readonly onSaved: (companyName: string | undefined) => void;
}

function DrawerBody(props: DrawerBodyProps) {
  const { lead, formId, canEdit, actions, ...on } = props;
  useLiveLead(lead.id);
  useFreshLead(lead.id, props.cameWithPage);
  const [hasTimeline, setHasTimeline] = useState(false);
  return (
    <Tabs
      defaultValue="details"
      onValueChange={(tab) => tab === "timeline" && setHasTimeline(true)}
      className="-mt-3"
    >
      <TabsList className="sticky -top-4 z-[1] -mx-4 mb-4 bg-surface px-4">
        <TabsTrigger value="details">Details</TabsTrigger>
        <TabsTrigger value="timeline">Timeline</TabsTrigger>
        <TabsTrigger value="contacts">Calls and mail</TabsTrigger>
      </TabsList>
      {/* These two stay while another tab is shown, once they were there: what was typed must not be lost. */}
      <TabsContent
        value="details"
        forceMount
        className="flex flex-col gap-5 data-[state=inactive]:hidden"
      >
        <LeadStanding lead={lead} canEdit={canEdit} actions={actions} />
        <div className="border-line border-t pt-5">
          <LeadFields
            formId={formId}
            lead={lead}
            canEdit={canEdit}
            onState={on.onState}
            onSaved={on.onSaved}
          />
        </div>
      </TabsContent>
      <TabsContent
        value="timeline"
        className="data-[state=inactive]:hidden"
        {...(hasTimeline ? { forceMount: true as const } : {})}
      >
        <LeadTimeline leadId={lead.id} canEdit={canEdit} onDraft={on.onNoteDraft} />
      </TabsContent>
      <TabsContent value="contacts">
        <LeadContacts leadId={lead.id} />
      </TabsContent>
    </Tabs>
  );
}

interface StepButtonProps {
  readonly name: string;
  readonly target: LeadRow | undefined;
  readonly onStep: (target: LeadRow | undefined) => void;
  readonly icon: typeof ChevronUp;
}

function StepButton({ name, target, onStep, icon: Icon }: StepButtonProps) {
  return (
    <Button
      variant="ghost"
      size="icon-sm"
      aria-label={name}
      aria-disabled={target ? undefined : true}
      onClick={() => onStep(target)}
    >
      <Icon aria-hidden="true" />
    </Button>
  );
}

/** As in the list behind: j is the next lead, k the one before. */
function useDrawerKeys(onNext: () => void, onPrevious: () => void) {
  const [hasSingleKeys] = useSingleKeys();
  return (event: KeyboardEvent<HTMLElement>) => {
    const isPlain = !event.altKey && !event.ctrlKey && !event.metaKey && !event.defaultPrevented;
    if (!hasSingleKeys || !isPlain || isTyping(event.target)) return;
    if (event.key === "j") onNext();
    else if (event.key === "k") onPrevious();
  };
}

function isTyping(target: EventTarget): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest("input, textarea, select, [role=menu], [role=alertdialog]") !== null
  );
}

/** A part of the drawer has something of its own to leave first. */
function isOwnEscape(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("[data-own-escape]") !== null;
}
