"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import { createLeadAction, updateLeadAction } from "@/app/(desk)/leads/actions";
import { Notice } from "@/components/ui/notice";
import { runAction } from "@/lib/utils/action-result";
import { type LeadFields, leadFieldsSchema } from "@/lib/utils/lead-fields";
import { LeadFormFields } from "./lead-form-fields";
import type { LeadFormState, LeadFormValues } from "./lead-values";

interface LeadFormProps {
  readonly formId: string;
  /** Undefined for a new lead. */
  readonly leadId: string | undefined;
  readonly initialValues: LeadFormValues;
  readonly canEdit: boolean;
  readonly onBusy: (isBusy: boolean) => void;
  readonly onSaved: (companyName: string) => void;
}

/** Adds or edits one lead. What was typed stays when saving fails. */
export function LeadForm(props: LeadFormProps) {
  const form: LeadFormState = useForm<LeadFormValues, unknown, LeadFields>({
    resolver: zodResolver(leadFieldsSchema),
    defaultValues: props.initialValues,
  });
  const save = async (fields: LeadFields) => {
    props.onBusy(true);
    // The text, not the parsed fields: the server reads it by the same rules.
    const text = form.getValues();
    const result = await runAction(
      props.leadId
        ? updateLeadAction({ leadId: props.leadId, fields: text })
        : createLeadAction(text),
    );
    props.onBusy(false);
    if (!result.isOk) form.setError("root", { message: result.message });
    else if (result.data.kind === "duplicate_phone") {
      const message = "Another lead has this number. Search the list for it.";
      form.setError("phone", { message }, { shouldFocus: true });
    } else props.onSaved(fields.companyName);
  };
  const problem = form.formState.errors.root?.message;
  return (
    <form id={props.formId} noValidate onSubmit={(event) => void form.handleSubmit(save)(event)}>
      <fieldset disabled={!props.canEdit} className="flex flex-col gap-4">
        <legend className="sr-only">Lead</legend>
        {problem ? <Notice kind="error">{problem}</Notice> : null}
        <LeadFormFields form={form} />
      </fieldset>
    </form>
  );
}
