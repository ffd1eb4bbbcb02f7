"use client";

import { useId } from "react";
import { Controller, type ControllerRenderProps } from "react-hook-form";
import { Checkbox } from "@/components/ui/checkbox";
import type { LimitsFormState, LimitsInput } from "./limits-values";

const BASES = [
  {
    id: "written",
    name: "Written",
    hint: "Signed or clicked, with the wording kept. What federal law asks for an artificial voice.",
  },
  { id: "oral", name: "Oral", hint: "Said on the phone or in person, and noted." },
  {
    id: "existing_business_relationship",
    name: "Existing business relationship",
    hint: "A customer, or somebody who asked about your product.",
  },
  { id: "other", name: "Other", hint: "With a note that says which." },
] as const;

/** On which bases of consent the team calls; a lead with another one, or none, is not called. */
export function ConsentPicker({ form }: { readonly form: LimitsFormState }) {
  return (
    <Controller
      control={form.control}
      name="accepted_consent_bases"
      render={({ field, fieldState }) => <Boxes field={field} error={fieldState.error?.message} />}
    />
  );
}

interface BoxesProps {
  readonly field: ControllerRenderProps<LimitsInput, "accepted_consent_bases">;
  readonly error: string | undefined;
}

function Boxes({ field, error }: BoxesProps) {
  const accepted = field.value ?? [];
  const prefix = useId();
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-2 font-medium text-[0.8125rem]">Accepted consent</legend>
      {BASES.map(({ id, name, hint }) => (
        <div key={id} className="flex items-start gap-2 text-[0.8125rem]">
          <Checkbox
            id={`${prefix}-${id}`}
            aria-describedby={`${prefix}-${id}-hint`}
            className="mt-0.5"
            checked={accepted.includes(id)}
            onCheckedChange={(checked) =>
              // In one order, so that checking a box again leaves nothing to save.
              field.onChange(
                BASES.map((basis) => basis.id).filter((basis) =>
                  basis === id ? checked === true : accepted.includes(basis),
                ),
              )
            }
          />
          <div>
            <label htmlFor={`${prefix}-${id}`}>{name}</label>
            <p id={`${prefix}-${id}-hint`} className="text-muted">
              {hint}
            </p>
          </div>
        </div>
      ))}
      {error ? (
        <p role="alert" className="text-[0.8125rem] text-red">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}
