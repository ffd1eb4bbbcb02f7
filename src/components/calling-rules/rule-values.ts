import type { UseFormReturn } from "react-hook-form";
import type { z } from "zod";
import type { PolicyChanges } from "@/lib/services/automation/preview";
import { type CallingRule, type RuleChange, ruleChangeSchema } from "@/lib/services/calling-rules";

export type RuleInput = z.input<typeof ruleChangeSchema>;
export type RuleFormState = UseFormReturn<RuleInput, unknown, RuleChange>;

/** A rule as the form shows it; the reason is asked anew for every change. */
export function toRuleInput(rule: CallingRule): RuleInput {
  return { state: rule.state, ...rule.policy, is_allowed: rule.isAllowed, reason: "" };
}

/** What the form would change, for the preview; undefined while it is nothing, or nothing that can be saved. */
export function toPolicyChanges(rule: CallingRule, input: RuleInput): PolicyChanges | undefined {
  // A reason is no part of the policy: the preview does not wait for it.
  const parsed = ruleChangeSchema.safeParse({ ...input, reason: input.reason || "–" });
  if (!parsed.success) return undefined;
  const present = { ...toRuleInput(rule), reason: parsed.data.reason };
  const isSame = Object.entries(present).every(
    ([name, value]) => parsed.data[name as keyof RuleChange] === value,
  );
  return isSame ? undefined : { rules: [parsed.data] };
}
