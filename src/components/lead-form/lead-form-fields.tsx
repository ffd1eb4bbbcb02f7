"use client";

import type { HTMLInputAutoCompleteAttribute } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { Textarea } from "@/components/ui/textarea";
import { US_TIME_ZONES } from "@/lib/utils/time-zone-names";
import { US_STATES } from "@/lib/utils/us-states";
import { FIELD_LABELS } from "./field-labels";
import type { LeadFormState, LeadFormValues } from "./lead-values";

interface LeadFormFieldsProps {
  readonly form: LeadFormState;
}

export function LeadFormFields({ form }: LeadFormFieldsProps) {
  return (
    <>
      <TextField form={form} name="companyName" required />
      <TextField form={form} name="contactName" hint="Whom the agent asks for." />
      <TextField
        form={form}
        name="phone"
        type="tel"
        required
        hint="An extension may follow: (205) 555-0147 ext. 12."
      />
      <TextField form={form} name="email" type="email" required />
      <TextField form={form} name="street" />
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-[1fr_6rem_7rem]">
        <TextField form={form} name="city" className="max-sm:col-span-2" />
        <StateField form={form} />
        <TextField form={form} name="postalCode" />
      </div>
      <TimeZoneField form={form} />
      <Field
        label={FIELD_LABELS.notes}
        hint="What stays true of them. What happens goes into the timeline."
        error={form.formState.errors.notes?.message}
      >
        {(control) => <Textarea rows={4} {...control} {...form.register("notes")} />}
      </Field>
    </>
  );
}

interface TextFieldProps extends LeadFormFieldsProps {
  readonly name: keyof LeadFormValues;
  readonly type?: "text" | "tel" | "email";
  readonly hint?: string;
  readonly required?: boolean;
  readonly className?: string;
}

/** These are other people's data: the browser must not offer the user's own. */
const NO_AUTOFILL: HTMLInputAutoCompleteAttribute = "off";

function TextField({ form, name, type = "text", hint, ...rest }: TextFieldProps) {
  return (
    <Field
      label={FIELD_LABELS[name]}
      hint={hint}
      required={rest.required}
      className={rest.className}
      error={form.formState.errors[name]?.message}
    >
      {(control) => (
        <Input type={type} autoComplete={NO_AUTOFILL} {...control} {...form.register(name)} />
      )}
    </Field>
  );
}

function StateField({ form }: LeadFormFieldsProps) {
  return (
    <Field label={FIELD_LABELS.state} error={form.formState.errors.state?.message}>
      {(control) => (
        <NativeSelect {...control} {...form.register("state")}>
          <option value="">–</option>
          {Object.entries(US_STATES).map(([code, name]) => (
            <option key={code} value={code}>
              {code} – {name}
            </option>
          ))}
        </NativeSelect>
      )}
    </Field>
  );
}

function TimeZoneField({ form }: LeadFormFieldsProps) {
  const stored = form.formState.defaultValues?.timezone;
  const isListed = !stored || US_TIME_ZONES.some((zone) => zone.id === stored);
  return (
    <Field
      label={FIELD_LABELS.timezone}
      hint="Calls are placed within this zone's hours. Without one, and without a ZIP code, the lead is not called."
      error={form.formState.errors.timezone?.message}
    >
      {(control) => (
        <NativeSelect {...control} {...form.register("timezone")}>
          <option value="">From the ZIP code</option>
          {isListed ? null : <option value={stored}>{stored}</option>}
          {US_TIME_ZONES.map((zone) => (
            <option key={zone.id} value={zone.id}>
              {zone.name}
            </option>
          ))}
        </NativeSelect>
      )}
    </Field>
  );
}
