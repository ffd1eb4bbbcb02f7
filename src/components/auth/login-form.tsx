"use client";

import { useAction } from "next-safe-action/hooks";
import type { FormEvent } from "react";
import { signInAction } from "@/app/(auth)/actions";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { readTexts } from "./form-data";
import { PasswordInput } from "./password-input";

/** Address and password; what was typed stays when signing in fails. */
export function LoginForm({ next }: { readonly next: string | undefined }) {
  const { execute, result, isPending } = useAction(signInAction);
  const errors = result.validationErrors?.fieldErrors;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    execute({ ...readTexts(event.currentTarget, "email", "password"), next });
  };
  return (
    <form onSubmit={submit} method="post" noValidate className="flex flex-col gap-4">
      {result.serverError ? <Notice kind="error">{result.serverError}</Notice> : null}
      <Field label="E-mail" error={errors?.email?.[0]} required>
        {(control) => (
          <Input {...control} name="email" type="email" autoComplete="username" className="h-10" />
        )}
      </Field>
      <Field label="Password" error={errors?.password?.[0]} required>
        {(control) => (
          <PasswordInput {...control} name="password" autoComplete="current-password" />
        )}
      </Field>
      <Button type="submit" variant="primary" size="lg" busy={isPending}>
        Sign in
      </Button>
    </form>
  );
}
