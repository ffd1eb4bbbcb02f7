"use client";

import { useId } from "react";
import { Controller } from "react-hook-form";
import { Checkbox } from "@/components/ui/checkbox";
import type { RuleFormState } from "./rule-values";

interface RuleCheckboxProps {
  readonly form: RuleFormState;
  readonly name: "allows_holidays" | "is_allowed";
  readonly label: string;
}

export function RuleCheckbox({ form, name, label }: RuleCheckboxProps) {
  const id = useId();
  return (
    <Controller
      control={form.control}
      name={name}
      render={({ field }) => (
        <span className="flex items-center gap-2.5">
          <Checkbox
            id={id}
            ref={field.ref}
            checked={field.value}
            onCheckedChange={(checked) => field.onChange(checked === true)}
          />
          <label htmlFor={id} className="text-[0.8125rem]">
            {label}
          </label>
        </span>
      )}
    />
  );
}
