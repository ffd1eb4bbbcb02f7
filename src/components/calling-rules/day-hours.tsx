"use client";

import { useId } from "react";
import { useWatch } from "react-hook-form";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import {
  type CallingRule,
  FIRST_LEGAL_TIME,
  LAST_LEGAL_TIME,
  type RuleDay,
} from "@/lib/services/calling-rules";
import type { RuleFormState } from "./rule-values";
import { formatHours } from "./rule-words";

interface DayHoursProps {
  readonly form: RuleFormState;
  readonly rule: CallingRule;
  readonly day: RuleDay;
  readonly label: string;
}

/** The hours of one kind of day; Saturdays and Sundays can be closed altogether. */
export function DayHours({ form, rule, day, label }: DayHoursProps) {
  const id = useId();
  const start = useWatch({ control: form.control, name: `${day}_start` });
  const isOpen = start !== null;
  const { errors } = form.formState;
  const error = errors[`${day}_start`]?.message ?? errors[`${day}_end`]?.message;
  const setOpen = (opens: boolean) => {
    if (day === "weekday") return;
    const hours = rule.default[`${day}_start`] ? rule.default : undefined;
    const options = { shouldDirty: true, shouldValidate: form.formState.isSubmitted };
    const firstTime = hours?.[`${day}_start`] ?? rule.default.weekday_start;
    const lastTime = hours?.[`${day}_end`] ?? rule.default.weekday_end;
    form.setValue(`${day}_start`, opens ? firstTime : null, options);
    form.setValue(`${day}_end`, opens ? lastTime : null, options);
  };
  return (
    <fieldset className="grid items-center gap-x-3 gap-y-1 sm:grid-cols-[7.5rem_1fr]">
      <legend className="sr-only">{`Hours on ${label.toLowerCase()}`}</legend>
      {day === "weekday" ? (
        <span className="font-medium text-[0.8125rem]">{label}</span>
      ) : (
        <span className="flex items-center gap-2">
          <Checkbox
            id={id}
            checked={isOpen}
            onCheckedChange={(checked) => setOpen(checked === true)}
          />
          <label htmlFor={id} className="font-medium text-[0.8125rem]">
            {label}
          </label>
        </span>
      )}
      {isOpen ? (
        <span className="flex items-center gap-2">
          <TimeInput form={form} name={`${day}_start`} label={`${label} from`} isWrong={!!error} />
          <span aria-hidden="true">–</span>
          <TimeInput form={form} name={`${day}_end`} label={`${label} until`} isWrong={!!error} />
        </span>
      ) : (
        <span className="flex h-8 items-center text-[0.8125rem] text-muted">No calls</span>
      )}
      <p className="text-muted text-xs sm:col-start-2">Default: {formatHours(rule.default, day)}</p>
      {error ? (
        <p role="alert" className="text-[0.8125rem] text-red sm:col-start-2">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}

interface TimeInputProps {
  readonly form: RuleFormState;
  readonly name: `${RuleDay}_${"start" | "end"}`;
  readonly label: string;
  readonly isWrong: boolean;
}

function TimeInput({ form, name, label, isWrong }: TimeInputProps) {
  return (
    <Input
      type="time"
      min={FIRST_LEGAL_TIME}
      max={LAST_LEGAL_TIME}
      aria-label={label}
      aria-invalid={isWrong || undefined}
      className="figure w-36 sm:w-32"
      {...form.register(name)}
    />
  );
}
