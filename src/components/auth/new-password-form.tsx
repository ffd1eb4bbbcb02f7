"use client";

import { useAction } from "next-safe-action/hooks";
import type { FormEvent } from "react";
import { updatePasswordAction } from "@/app/(auth)/actions";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { readTexts } from "./form-data";
import { PasswordInput } from "./password-input";

export function NewPasswordForm({ email }: { readonly email: string }) {
  const { execute, result, isPending } = useAction(updatePasswordAction);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    execute(readTexts(event.currentTarget, "password"));
  };
  return (
    <form onSubmit={submit} method="post" noValidate className="flex flex-col gap-4">
      {result.serverError ? <Notice kind="error">{result.serverError}</Notice> : null}
      {/* Password managers file the new password under this address. */}
      <input type="hidden" name="username" autoComplete="username" defaultValue={email} />
      <Field
        label="New password"
        hint="At least 10 characters."
        error={result.validationErrors?.fieldErrors.password?.[0]}
        required
      >
        {(control) => <PasswordInput {...control} name="password" autoComplete="new-password" />}
      </Field>
      <Button type="submit" variant="primary" size="lg" busy={isPending}>
        Set password
      </Button>
    </form>
  );
}
