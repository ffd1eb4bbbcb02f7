"use client";

import { useAction } from "next-safe-action/hooks";
import type { FormEvent } from "react";
import { requestResetAction } from "@/app/(auth)/actions";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { readTexts } from "./form-data";

export function ResetForm() {
  const { execute, result, isPending } = useAction(requestResetAction);
  const errors = result.validationErrors?.fieldErrors;
  if (result.data) {
    return (
      <Notice kind="success">
        If the address has an account, a link to set a new password is on its way. It works once,
        for one hour.
      </Notice>
    );
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    execute(readTexts(event.currentTarget, "email"));
  };
  return (
    <form onSubmit={submit} method="post" noValidate className="flex flex-col gap-4">
      {result.serverError ? <Notice kind="error">{result.serverError}</Notice> : null}
      <Field label="E-mail" error={errors?.email?.[0]} required>
        {(control) => (
          <Input {...control} name="email" type="email" autoComplete="username" className="h-10" />
        )}
      </Field>
      <Button type="submit" variant="primary" size="lg" busy={isPending}>
        Send the link
      </Button>
    </form>
  );
}
