"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useForm } from "react-hook-form";
import { editLeadAction } from "@/app/(desk)/leads/actions";
import { leadKeys } from "@/components/lead-table/lead-keys";
import { Notice } from "@/components/ui/notice";
import type { LeadRow } from "@/lib/services/leads/list";
import { runAction } from "@/lib/utils/action-result";
import { type LeadFields, leadFieldsSchema } from "@/lib/utils/lead-fields";
import { ConflictNotice } from "./conflict-notice";
import { LeadFormFields } from "./lead-form-fields";
import { type LeadFormState, type LeadFormValues, toFormValues } from "./lead-values";
import { useLeadDraft } from "./use-lead-draft";

export interface FormState {
  readonly isBusy: boolean;
  /** Something was typed that is not saved. */
  readonly isDirty: boolean;
}

export interface EditLeadFormProps {
  readonly formId: string;
  /** As it is stored; what changes in it meanwhile shows in the fields that nobody is editing. */
  readonly lead: LeadRow;
  readonly canEdit: boolean;
  readonly onState: (state: FormState) => void;
  /** With the company's name; without one there was nothing to save. */
  readonly onSaved: (companyName: string | undefined) => void;
}

/** Edits a lead, and only the fields that were touched. What was typed stays when saving fails. */
export function EditLeadForm({ formId, lead, canEdit, onState, onSaved }: EditLeadFormProps) {
  const client = useQueryClient();
  const form: LeadFormState = useForm<LeadFormValues, unknown, LeadFields>({
    resolver: zodResolver(leadFieldsSchema),
    defaultValues: toFormValues(lead),
  });
  const draft = useLeadDraft(form, lead);
  const [changedBy, setChangedBy] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const troubleRef = useRef<HTMLDivElement>(null);
  const { isDirty } = draft;
  useEffect(() => onState({ isBusy, isDirty }), [onState, isBusy, isDirty]);

  const save = async (fields: LeadFields) => {
    const { values, seen } = draft.read();
    if (Object.keys(values).length === 0) return onSaved(undefined);
    const sent = { ...form.getValues() };
    setChangedBy(null);
    setIsBusy(true);
    const result = await runAction(editLeadAction({ leadId: lead.id, values, seen }));
    setIsBusy(false);
    if (!result.isOk) return tellTrouble(result.message);
    const { data } = result;
    if (data.kind === "invalid") {
      const { field, message } = data;
      if (field === null) return tellTrouble(message);
      return form.setError(field, { message }, { shouldFocus: true });
    }
    client.setQueryData<LeadRow | null>(leadKeys.fields(lead.id), (now) =>
      data.kind === "saved" ? data.lead : { ...(now ?? lead), ...(data.current as object) },
    );
    if (data.kind === "conflict") {
      setChangedBy(data.changedBy);
      return showTrouble(troubleRef.current);
    }
    draft.restart(data.lead, sent);
    onSaved(fields.companyName);
  };
  const tellTrouble = (message: string) => {
    form.setError("root", { message });
    showTrouble(troubleRef.current);
  };
  const problem = form.formState.errors.root?.message;
  return (
    <form id={formId} noValidate onSubmit={(event) => void form.handleSubmit(save)(event)}>
      <fieldset disabled={!canEdit} className="flex flex-col gap-4">
        <legend className="sr-only">Lead</legend>
        <div
          ref={troubleRef}
          tabIndex={-1}
          className="flex flex-col gap-2 outline-none empty:hidden"
        >
          {problem ? <Notice kind="error">{problem}</Notice> : null}
          <ConflictNotice
            conflicts={draft.conflicts}
            changedBy={changedBy}
            onKeepMine={draft.keepMine}
            onTakeTheirs={draft.takeTheirs}
          />
        </div>
        <LeadFormFields form={form} />
      </fieldset>
    </form>
  );
}

/** "Save" stands apart from the form, whose head may be out of sight. */
function showTrouble(place: HTMLElement | null): void {
  requestAnimationFrame(() => place?.focus());
}
