"use client";

import { useAction } from "next-safe-action/hooks";
import { type FormEvent, useState } from "react";
import { renameTeamAction, updateSettingsAction } from "@/app/(desk)/settings/actions";
import { readTexts } from "@/components/auth/form-data";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { toast } from "@/components/ui/toast";
import type { Settings } from "@/lib/services/settings";
import { CompanyFields } from "./company-fields";

interface CompanySettingsProps {
  readonly teamName: string;
  readonly settings: Settings;
  readonly isAdmin: boolean;
}

/** The company: its name, what e-mails carry, the zone that staff think in. */
export function CompanySettings({ teamName, settings, isAdmin }: CompanySettingsProps) {
  const rename = useAction(renameTeamAction);
  const update = useAction(updateSettingsAction);
  const [isDirty, setIsDirty] = useState(false);
  const save = async (form: HTMLFormElement) => {
    const { name, ...changes } = readTexts(
      form,
      "name",
      "sender_name",
      "reply_to",
      "postal_address",
      "timezone",
    );
    const outcomes = [
      await update.executeAsync(changes),
      ...(name.trim() === teamName ? [] : [await rename.executeAsync({ name })]),
    ];
    if (outcomes.some((outcome) => outcome.serverError || outcome.validationErrors)) return;
    setIsDirty(false);
    toast.success("Saved.");
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void save(event.currentTarget);
  };
  const failure = update.result.serverError ?? rename.result.serverError;
  return (
    <Panel title="Company and e-mail">
      <form
        onSubmit={submit}
        onChange={() => setIsDirty(true)}
        method="post"
        noValidate
        className="flex flex-col gap-4"
      >
        {failure ? <Notice kind="error">{failure}</Notice> : null}
        {settings.postal_address ? null : (
          <Notice kind="warning">
            No e-mail goes out until the postal address is set: the law asks for it in every
            commercial e-mail.
          </Notice>
        )}
        <CompanyFields
          teamName={teamName}
          settings={settings}
          isReadOnly={!isAdmin}
          errors={{
            ...update.result.validationErrors?.fieldErrors,
            ...rename.result.validationErrors?.fieldErrors,
          }}
        />
        {isAdmin ? (
          <div className="flex justify-end">
            <Button
              type="submit"
              variant="primary"
              disabled={!isDirty}
              busy={update.isPending || rename.isPending}
            >
              Save changes
            </Button>
          </div>
        ) : null}
      </form>
    </Panel>
  );
}
