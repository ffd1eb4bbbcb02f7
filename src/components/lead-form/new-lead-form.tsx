"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import { createLeadAction } from "@/app/(desk)/leads/actions";
import { Notice } from "@/components/ui/notice";
import { runAction } from "@/lib/utils/action-result";
import { type LeadFields, leadFieldsSchema } from "@/lib/utils/lead-fields";
import { LeadFormFields } from "./lead-form-fields";
import { EMPTY_LEAD, type LeadFormState, type LeadFormValues } from "./lead-values";

interface NewLeadFormProps {
  readonly formId: string;
  readonly onBusy: (isBusy: boolean) => void;
  readonly onSaved: (companyName: string) => void;
}

/** Adds a lead. What was typed stays when saving fails. */
export function NewLeadForm({ formId, onBusy, onSaved }: NewLeadFormProps) {
  const form: LeadFormState = useForm<LeadFormValues, unknown, LeadFields>({
    resolver: zodResolver(leadFieldsSchema),
    defaultValues: EMPTY_LEAD,
  });
  const save = async (fields: LeadFields) => {
    onBusy(true);
    // The text, not the parsed fields: the server reads it by the same rules.
    const result = await runAction(createLeadAction(form.getValues()));
    onBusy(false);
    if (!result.isOk) form.setError("root", { message: result.message });
    else if (result.data.kind === "duplicate_phone") {
      const message = "Another lead has this number. Search the list for it.";
      form.setError("phone", { message }, { shouldFocus: true });
    } else onSaved(fields.companyName);
  };
  const problem = form.formState.errors.root?.message;
  return (
    <form id={formId} noValidate onSubmit={(event) => void form.handleSubmit(save)(event)}>
      <fieldset className="flex flex-col gap-4">
        <legend className="sr-only">Lead</legend>
        {problem ? <Notice kind="error">{problem}</Notice> : null}
        <LeadFormFields form={form} />
      </fieldset>
    </form>
  );
}
