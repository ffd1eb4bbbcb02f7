"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useForm, useWatch } from "react-hook-form";
import { saveCallingRuleAction } from "@/app/(desk)/automation/rules/actions";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { type CallingRule, type RuleChange, ruleChangeSchema } from "@/lib/services/calling-rules";
import { runAction } from "@/lib/utils/action-result";
import { DayHours } from "./day-hours";
import { PolicyPreview } from "./policy-preview";
import { RuleCheckbox } from "./rule-checkbox";
import { type RuleFormState, type RuleInput, toPolicyChanges, toRuleInput } from "./rule-values";
import { stateName, widerDays } from "./rule-words";

interface RuleFormProps {
  readonly teamId: string;
  readonly rule: CallingRule;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Other hours or limits for a state, within the federal outer limits, with the reason and what it would change. */
export function RuleForm({ teamId, rule, onClose, onDone }: RuleFormProps) {
  const form: RuleFormState = useForm<RuleInput, unknown, RuleChange>({
    resolver: zodResolver(ruleChangeSchema),
    defaultValues: toRuleInput(rule),
  });
  const save = async (change: RuleChange) => {
    const result = await runAction(saveCallingRuleAction(change));
    if (!result.isOk) return form.setError("root", { message: result.message });
    toast.success(`Rule for ${stateName(rule.state)} saved`);
    onDone();
    onClose();
  };
  const { errors, isSubmitting } = form.formState;
  return (
    <form
      noValidate
      onSubmit={(event) => void form.handleSubmit(save)(event)}
      className="flex flex-col gap-4"
    >
      {errors.root?.message ? <Notice kind="error">{errors.root.message}</Notice> : null}
      <div className="flex flex-col gap-3">
        <DayHours form={form} rule={rule} day="weekday" label="Weekdays" />
        <DayHours form={form} rule={rule} day="saturday" label="Saturdays" />
        <DayHours form={form} rule={rule} day="sunday" label="Sundays" />
      </div>
      <Limits form={form} />
      <div className="flex flex-col gap-2">
        <RuleCheckbox form={form} name="allows_holidays" label="Call on holidays as well" />
        <RuleCheckbox
          form={form}
          name="is_allowed"
          label={
            rule.needsRegistration
              ? "Calls are allowed: the registration or an exemption is in place"
              : "Calls are allowed"
          }
        />
      </div>
      <Field
        label="Reason"
        hint="What you rely on, for whoever asks later."
        error={errors.reason?.message}
        required
      >
        {(control) => (
          <Textarea {...control} rows={2} maxLength={500} {...form.register("reason")} />
        )}
      </Field>
      <Consequences form={form} rule={rule} teamId={teamId} />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" busy={isSubmitting}>
          Save rule
        </Button>
      </div>
    </form>
  );
}

function Limits({ form }: { readonly form: RuleFormState }) {
  const { errors } = form.formState;
  const asNumber = (value: unknown) =>
    value === "" || value === null || value === undefined ? null : Number(value);
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field
        label="Calls per number in 24 hours"
        hint="1–10; empty: only your own limit holds."
        error={errors.max_attempts_24h?.message}
      >
        {(control) => (
          <Input
            type="number"
            inputMode="numeric"
            className="figure"
            {...control}
            {...form.register("max_attempts_24h", { setValueAs: asNumber })}
          />
        )}
      </Field>
      <Field
        label="Minutes between two calls"
        hint="0–1440; empty: only your own limit holds."
        error={errors.min_gap_minutes?.message}
      >
        {(control) => (
          <Input
            type="number"
            inputMode="numeric"
            className="figure"
            {...control}
            {...form.register("min_gap_minutes", { setValueAs: asNumber })}
          />
        )}
      </Field>
    </div>
  );
}

interface ConsequencesProps {
  readonly form: RuleFormState;
  readonly rule: CallingRule;
  readonly teamId: string;
}

/** Alone, so that typing renders only this again. */
function Consequences({ form, rule, teamId }: ConsequencesProps) {
  const input = { ...form.getValues(), ...useWatch({ control: form.control }) } as RuleInput;
  const changes = toPolicyChanges(rule, input);
  const parsed = ruleChangeSchema.safeParse({ ...input, reason: "–" });
  const isWider = parsed.success && widerDays(parsed.data, rule.default).length > 0;
  return (
    <>
      {isWider ? (
        <Notice kind="warning">
          These hours are wider than the law that was read for {stateName(rule.state)}:{" "}
          {rule.source}. Save them only if you know that it does not bind you.
        </Notice>
      ) : null}
      <PolicyPreview teamId={teamId} changes={changes} />
    </>
  );
}
