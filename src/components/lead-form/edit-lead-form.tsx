"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
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
  readonly onSaved: (companyName: string) => void;
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
  const { isDirty } = form.formState;
  useEffect(() => onState({ isBusy, isDirty }), [onState, isBusy, isDirty]);

  const save = async (fields: LeadFields) => {
    const { values, seen } = draft.read();
    if (Object.keys(values).length === 0) return onSaved(fields.companyName);
    setIsBusy(true);
    const result = await runAction(editLeadAction({ leadId: lead.id, values, seen }));
    setIsBusy(false);
    if (!result.isOk) return form.setError("root", { message: result.message });
    const { data } = result;
    if (data.kind === "invalid") {
      const { field, message } = data;
      return form.setError(field ?? "root", { message }, { shouldFocus: field !== null });
    }
    const stored = data.kind === "saved" ? data.lead : { ...lead, ...(data.current as object) };
    client.setQueryData(leadKeys.fields(lead.id), stored);
    if (data.kind === "conflict") return setChangedBy(data.changedBy);
    draft.restart(data.lead);
    onSaved(fields.companyName);
  };
  const problem = form.formState.errors.root?.message;
  return (
    <form id={formId} noValidate onSubmit={(event) => void form.handleSubmit(save)(event)}>
      <fieldset disabled={!canEdit} className="flex flex-col gap-4">
        <legend className="sr-only">Lead</legend>
        {problem ? <Notice kind="error">{problem}</Notice> : null}
        <ConflictNotice
          conflicts={draft.conflicts}
          changedBy={changedBy}
          onKeepMine={draft.keepMine}
          onTakeTheirs={draft.takeTheirs}
        />
        <LeadFormFields form={form} />
      </fieldset>
    </form>
  );
}
