"use client";

import { Dialog, DialogContent } from "@/components/ui/dialog";
import type { CallingRule } from "@/lib/services/calling-rules";
import { RegistrationForm } from "./registration-form";
import { ResetForm } from "./reset-form";
import { RuleForm } from "./rule-form";
import { stateName } from "./rule-words";

/** What an admin is about to do with rules. Kept while its dialog closes, so that nothing changes under the eye. */
export interface RuleQuestion {
  readonly kind: "edit" | "confirm" | "reset";
  readonly rules: readonly CallingRule[];
  readonly isOpen: boolean;
}

interface RuleDialogsProps {
  readonly teamId: string;
  readonly question: RuleQuestion | undefined;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** The dialog for what was asked: edit a rule, confirm registrations, or go back to the default. */
export function RuleDialogs({ question, ...props }: RuleDialogsProps) {
  const [rule] = question?.rules ?? [];
  if (!question || !rule) return null;
  return (
    <Dialog open={question.isOpen} onOpenChange={(isOpen) => !isOpen && props.onClose()}>
      <DialogContent title={titleOf(question)} description={explain(question)}>
        {question.kind === "edit" ? (
          <RuleForm rule={rule} {...props} />
        ) : question.kind === "confirm" ? (
          <RegistrationForm rules={question.rules} {...props} />
        ) : (
          <ResetForm rule={rule} {...props} />
        )}
      </DialogContent>
    </Dialog>
  );
}

function titleOf({ kind, rules }: RuleQuestion): string {
  const name = stateName(rules[0]?.state ?? "");
  if (kind === "edit") return `Calling rule for ${name}`;
  if (kind === "reset") return `Back to the default for ${name}?`;
  return rules.length === 1
    ? `Confirm the registration for ${name}`
    : `Confirm the registration for ${rules.length} states`;
}

function explain({ kind, rules }: RuleQuestion): string {
  if (kind === "edit") {
    return "Hours are those of the called party. Your own calling hours and limits hold beside these: the stricter decides.";
  }
  if (kind === "reset") {
    return "Your hours and limits for this state go, and a registration that was confirmed is forgotten.";
  }
  return `Calls may then go to ${rules.map((rule) => stateName(rule.state)).join(", ")}.`;
}
