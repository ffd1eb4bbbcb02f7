"use client";

import { useAction } from "next-safe-action/hooks";
import type { FormEvent } from "react";
import { signUpAction } from "@/app/(auth)/actions";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { readTexts } from "./form-data";
import { PasswordInput } from "./password-input";

export function SignupForm() {
  const { execute, result, isPending } = useAction(signUpAction);
  const errors = result.validationErrors?.fieldErrors;
  if (result.data) {
    return (
      <Notice kind="success">
        Check your mail: the link in it confirms your address and brings you back here. Nothing
        came? If you have an account already, sign in or reset your password.
      </Notice>
    );
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    execute(readTexts(event.currentTarget, "email", "password"));
  };
  return (
    <form onSubmit={submit} method="post" noValidate className="flex flex-col gap-4">
      {result.serverError ? <Notice kind="error">{result.serverError}</Notice> : null}
      <Field label="E-mail" error={errors?.email?.[0]} required>
        {(control) => (
          <Input {...control} name="email" type="email" autoComplete="username" className="h-10" />
        )}
      </Field>
      <Field label="Password" hint="At least 10 characters." error={errors?.password?.[0]} required>
        {(control) => <PasswordInput {...control} name="password" autoComplete="new-password" />}
      </Field>
      <Button type="submit" variant="primary" size="lg" busy={isPending}>
        Create account
      </Button>
    </form>
  );
}
