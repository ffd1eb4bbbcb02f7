"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMemo } from "react";
import { useForm, useFormState, useWatch } from "react-hook-form";
import { updateSettingsAction } from "@/app/(desk)/settings/actions";
import { PolicyPreview } from "@/components/calling-rules/policy-preview";
import { useIsHydrated } from "@/components/live/use-is-hydrated";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { toast } from "@/components/ui/toast";
import {
  type Settings,
  type SettingsChanges,
  settingsChangesSchema,
} from "@/lib/services/settings";
import { runAction } from "@/lib/utils/action-result";
import { LimitFields } from "./limit-fields";
import { type LimitsFormState, type LimitsInput, toChanges, toLimits } from "./limits-values";

interface LimitsFormProps {
  readonly settings: Settings;
  readonly isAdmin: boolean;
  readonly onSaved: (settings: Settings) => void;
}

/** What is being edited, too: otherwise `resetOptions` of the form would keep it. */
const EVERYTHING = { keepDirtyValues: false };

/** How much, how often and when the automation may call. */
export function LimitsForm({ settings, isAdmin, onSaved }: LimitsFormProps) {
  const values = useMemo(() => toLimits(settings), [settings]);
  const form: LimitsFormState = useForm<LimitsInput, unknown, SettingsChanges>({
    resolver: zodResolver(settingsChangesSchema),
    defaultValues: values,
    values,
    // What somebody else saves meanwhile arrives, except in fields that are being edited here.
    resetOptions: { keepDirtyValues: true },
  });
  const isHydrated = useIsHydrated();
  const save = async (changes: SettingsChanges) => {
    const result = await runAction(updateSettingsAction(changes));
    if (!result.isOk) return form.setError("root", { message: result.message });
    form.reset(toLimits(result.data), EVERYTHING);
    onSaved(result.data);
    toast.success("Limits saved");
  };
  const { isDirty, isSubmitting, errors } = form.formState;
  return (
    <Panel title="Limits">
      <form noValidate onSubmit={(event) => void form.handleSubmit(save)(event)}>
        <fieldset disabled={!isAdmin || !isHydrated} className="flex flex-col gap-4">
          <legend className="sr-only">Limits of the automation</legend>
          {errors.root?.message ? <Notice kind="error">{errors.root.message}</Notice> : null}
          <LimitFields form={form} />
          {isDirty ? <Preview form={form} teamId={settings.team_id} /> : null}
          {isAdmin ? (
            <div className="flex justify-end gap-2">
              {isDirty ? (
                <Button onClick={() => form.reset(values, EVERYTHING)}>Undo</Button>
              ) : null}
              <Button type="submit" variant="primary" disabled={!isDirty} busy={isSubmitting}>
                Save limits
              </Button>
            </div>
          ) : null}
        </fieldset>
      </form>
    </Panel>
  );
}

interface PreviewProps {
  readonly form: LimitsFormState;
  readonly teamId: string;
}

/** By itself, so that only it renders again with every key. */
function Preview({ form, teamId }: PreviewProps) {
  const values = useWatch({ control: form.control });
  const { dirtyFields } = useFormState({ control: form.control });
  const settings = toChanges(values as LimitsInput, dirtyFields);
  return <PolicyPreview teamId={teamId} changes={settings ? { settings } : undefined} />;
}
