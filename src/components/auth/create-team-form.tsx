"use client";

import { useAction } from "next-safe-action/hooks";
import type { FormEvent } from "react";
import { createTeamAction } from "@/app/welcome/actions";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { readTexts } from "./form-data";

export function CreateTeamForm() {
  const { execute, result, isPending } = useAction(createTeamAction);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    execute(readTexts(event.currentTarget, "name"));
  };
  return (
    <form onSubmit={submit} method="post" noValidate className="flex flex-col gap-4">
      {result.serverError ? <Notice kind="error">{result.serverError}</Notice> : null}
      <Field
        label="Team name"
        hint="Your company, as your colleagues know it."
        error={result.validationErrors?.fieldErrors.name?.[0]}
        required
      >
        {(control) => (
          <Input {...control} name="name" autoComplete="organization" className="h-10" />
        )}
      </Field>
      <Button type="submit" variant="primary" size="lg" busy={isPending}>
        Create the team
      </Button>
    </form>
  );
}
