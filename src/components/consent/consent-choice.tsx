"use client";

import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { CONSENT_BASES, CONSENT_LABELS, type ConsentBasis } from "@/lib/utils/consent-bases";
import { type ConsentScope, consentText } from "@/lib/utils/consent-texts";
import type { ConsentDraft } from "./consent-draft";

interface ConsentChoiceProps {
  /** Whom the wording is about. */
  readonly scope: ConsentScope;
  readonly value: ConsentDraft;
  readonly onChange: (value: ConsentDraft) => void;
  /** Offers to decide later: then nobody is called. */
  readonly allowsNone?: boolean;
  readonly noteError?: string | undefined;
}

/** Which basis there is for calling people, with the wording that choosing it attests. */
export function ConsentChoice(props: ConsentChoiceProps) {
  const { scope, value, onChange } = props;
  const basis = value.choice === "none" ? undefined : value.choice;
  return (
    <div className="flex flex-col gap-4">
      <fieldset className="flex flex-col gap-1">
        <legend className="pb-1.5 font-medium text-[0.8125rem]">
          On which basis may they be called?
        </legend>
        {CONSENT_BASES.map((each) => (
          <Option key={each} choice={each} label={CONSENT_LABELS[each]} {...props} />
        ))}
        {props.allowsNone ? (
          <Option
            choice="none"
            label="Not yet: these leads are not called until somebody attests a basis"
            {...props}
          />
        ) : null}
      </fieldset>
      {basis ? (
        <>
          <blockquote className="rounded-md border border-line bg-sunken px-3 py-2 text-[0.8125rem]">
            {consentText(basis, scope)}
          </blockquote>
          <Field
            label={basis === "other" ? "Note" : "Note (optional)"}
            hint="Where the record is, or what the basis rests on. Stored with your name and the time."
            error={props.noteError}
            required={basis === "other"}
          >
            {(control) => (
              <Textarea
                {...control}
                rows={2}
                maxLength={1000}
                value={value.note}
                onChange={(event) => onChange({ ...value, note: event.target.value })}
              />
            )}
          </Field>
        </>
      ) : null}
    </div>
  );
}

interface OptionProps extends ConsentChoiceProps {
  readonly choice: ConsentBasis | "none";
  readonly label: string;
}

function Option({ choice, label, scope, value, onChange }: OptionProps) {
  return (
    <label className="flex min-h-7 w-fit items-center gap-2 text-[0.8125rem] pointer-coarse:min-h-11">
      <input
        type="radio"
        name={`consent-${scope}`}
        checked={value.choice === choice}
        onChange={() => onChange({ ...value, choice })}
        className="size-4 shrink-0 accent-accent"
      />
      {label}
    </label>
  );
}
