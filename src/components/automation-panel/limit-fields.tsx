"use client";

import { Controller } from "react-hook-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ConsentPicker } from "./consent-picker";
import { DayPicker } from "./day-picker";
import type { LimitsFormState, LimitsInput } from "./limits-values";
import { SpendFields } from "./spend-fields";

interface LimitFieldsProps {
  readonly form: LimitsFormState;
}

export function LimitFields({ form }: LimitFieldsProps) {
  const { errors } = form.formState;
  return (
    <>
      <Controller
        control={form.control}
        name="calling_days"
        render={({ field }) => (
          <DayPicker
            value={field.value ?? []}
            onChange={field.onChange}
            error={errors.calling_days?.message}
          />
        )}
      />
      <div className="grid grid-cols-2 gap-x-3 gap-y-1.5">
        <Field label="Calls from" error={errors.calling_start?.message}>
          {(control) => (
            <Input
              type="time"
              min="08:00"
              max="20:59"
              defaultValue={form.formState.defaultValues?.calling_start}
              {...control}
              {...form.register("calling_start")}
            />
          )}
        </Field>
        <Field label="until" error={errors.calling_end?.message}>
          {(control) => (
            <Input
              type="time"
              min="08:01"
              max="21:00"
              defaultValue={form.formState.defaultValues?.calling_end}
              {...control}
              {...form.register("calling_end")}
            />
          )}
        </Field>
        <p className="col-span-2 text-[0.8125rem] text-muted">
          In each lead's own time zone. The law allows 8 AM to 9 PM (47 CFR 64.1200); nobody can
          widen that.
        </p>
      </div>
      <NumberField form={form} name="max_calls_batch" label="Calls per run" hint="1–100" />
      <NumberField
        form={form}
        name="max_concurrent_calls"
        label="Calls at the same time"
        hint="1–100; not more than your plan at the provider allows."
      />
      <NumberField
        form={form}
        name="retry_interval"
        label="Hours between attempts"
        hint="1–720, to the same lead."
      />
      <NumberField form={form} name="max_attempts" label="Attempts per lead" hint="1–20" />
      <NumberField
        form={form}
        name="max_attempts_per_number_24h"
        label="Attempts per number in 24 hours"
        hint="1–10; Florida, Oklahoma and Maryland allow three."
      />
      <NumberField
        form={form}
        name="min_gap_minutes"
        label="Minutes between two calls to a number"
        hint="0–1440, whatever came of the first; a callback that the person asked for is exempt."
      />
      <ConsentPicker form={form} />
      <SpendFields form={form} />
    </>
  );
}

interface NumberFieldProps extends LimitFieldsProps {
  readonly name: keyof LimitsInput;
  readonly label: string;
  readonly hint: string;
}

function NumberField({ form, name, label, hint }: NumberFieldProps) {
  return (
    <Field label={label} hint={hint} error={form.formState.errors[name]?.message}>
      {(control) => (
        <Input
          type="number"
          inputMode="numeric"
          step={1}
          className="figure"
          defaultValue={String(form.formState.defaultValues?.[name] ?? "")}
          {...control}
          {...form.register(name, { valueAsNumber: true })}
        />
      )}
    </Field>
  );
}
