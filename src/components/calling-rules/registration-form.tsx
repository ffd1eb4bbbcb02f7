"use client";

import { type FormEvent, useMemo, useState } from "react";
import { confirmRegistrationsAction } from "@/app/(desk)/automation/rules/actions";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import type { CallingRule } from "@/lib/services/calling-rules";
import { runAction } from "@/lib/utils/action-result";
import { REGISTRATION_SENTENCE, registrationSchema } from "@/lib/utils/registration-text";
import { PolicyPreview } from "./policy-preview";
import { stateName } from "./rule-words";

interface RegistrationFormProps {
  readonly teamId: string;
  readonly rules: readonly CallingRule[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** The operator's word that the registration is in place, with what it rests on. */
export function RegistrationForm({ teamId, rules, onClose, onDone }: RegistrationFormProps) {
  const [isConfirmed, setIsConfirmed] = useState(false);
  const [note, setNote] = useState("");
  const [isTried, setIsTried] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const input = { states: rules.map((rule) => rule.state), note };
  const fault = registrationSchema.safeParse(input).error?.issues[0]?.message;
  const changes = useMemo(
    () => ({
      rules: rules.map(({ state, policy }) => ({
        state,
        ...policy,
        is_allowed: true,
        reason: REGISTRATION_SENTENCE,
      })),
    }),
    [rules],
  );
  const confirm = async (event: FormEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (!isConfirmed || fault) return;
    setIsBusy(true);
    const result = await runAction(confirmRegistrationsAction(input));
    setIsBusy(false);
    if (!result.isOk) return setFailure(result.message);
    const [first] = rules;
    const named = rules.length === 1 && first ? stateName(first.state) : `${rules.length} states`;
    toast.success(`Registration confirmed for ${named}`);
    onDone();
    onClose();
  };
  return (
    <form noValidate onSubmit={(event) => void confirm(event)} className="flex flex-col gap-4">
      {failure ? <Notice kind="error">{failure}</Notice> : null}
      <div>
        <label htmlFor="registration-in-place" className="flex gap-2.5 text-[0.8125rem]">
          <Checkbox
            id="registration-in-place"
            className="mt-0.5"
            checked={isConfirmed}
            onCheckedChange={(checked) => setIsConfirmed(checked === true)}
          />
          <span>{REGISTRATION_SENTENCE}</span>
        </label>
        {isTried && !isConfirmed ? (
          <p role="alert" className="mt-1 text-[0.8125rem] text-red">
            Tick this to confirm.
          </p>
        ) : null}
      </div>
      <Field
        label="What is in place"
        hint="For example numbers and dates. Stored with your name and the sentence above."
        error={isTried ? fault : undefined}
        required
      >
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            maxLength={300}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      <PolicyPreview teamId={teamId} changes={changes} />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" busy={isBusy}>
          Confirm registration
        </Button>
      </div>
    </form>
  );
}
