"use client";

import { useWatch } from "react-hook-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { LimitsFormState, LimitsInput } from "./limits-values";

interface SpendFieldsProps {
  readonly form: LimitsFormState;
}

/** How long and dear a call may be, and what a day may cost. */
export function SpendFields({ form }: SpendFieldsProps) {
  return (
    <>
      <DollarField
        form={form}
        name="max_call_minutes"
        label="Longest call in minutes"
        hint="1–60; the provider ends it then."
        step="1"
      />
      <DollarField
        form={form}
        name="max_cost_per_minute_usd"
        label="Most that a minute may cost, in dollars"
        hint="0.01–20: voice, models and carrier together. If a call costs more, your calls pause."
        step="any"
      />
      <DollarField
        form={form}
        name="daily_spend_cap_usd"
        label="Daily cap, in dollars"
        hint={<CapHint form={form} />}
        step="any"
      />
    </>
  );
}

interface DollarFieldProps extends SpendFieldsProps {
  readonly name: Extract<
    keyof LimitsInput,
    "max_call_minutes" | "max_cost_per_minute_usd" | "daily_spend_cap_usd"
  >;
  readonly label: string;
  readonly hint: React.ReactNode;
  readonly step: string;
}

function DollarField({ form, name, label, hint, step }: DollarFieldProps) {
  return (
    <Field label={label} hint={hint} error={form.formState.errors[name]?.message}>
      {(control) => (
        <Input
          type="number"
          inputMode="decimal"
          step={step}
          className="figure"
          defaultValue={String(form.formState.defaultValues?.[name] ?? "")}
          {...control}
          {...form.register(name, {
            setValueAs: name === "daily_spend_cap_usd" ? toAmountOrNull : toAmount,
          })}
        />
      )}
    </Field>
  );
}

function toAmount(value: unknown): number {
  return value === "" ? Number.NaN : Number(value);
}

/** An empty field means that there is no cap. */
function toAmountOrNull(value: unknown): number | null {
  return value === "" || value === null ? null : Number(value);
}

const money = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });

function CapHint({ form }: SpendFieldsProps) {
  const [minutes, price] = useWatch({
    control: form.control,
    name: ["max_call_minutes", "max_cost_per_minute_usd"],
  });
  const worst = Number(minutes) * Number(price);
  const each = Number.isFinite(worst) ? money.format(worst) : "as much as it can cost";
  return `Empty: no cap. Each call reserves ${each} of it, the most it can cost; it is never exceeded.`;
}
