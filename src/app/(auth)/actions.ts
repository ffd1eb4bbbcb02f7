"use server";

import { createHash } from "node:crypto";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { publicAction, userAction } from "@/lib/action-client";
import { AppError } from "@/lib/errors";
import { clientAddress } from "@/lib/middleware/client-address";
import {
  passwordSchema,
  requestPasswordReset,
  resetSchema,
  signIn,
  signInSchema,
  signOut,
  signUp,
  signUpSchema,
  updatePassword,
} from "@/lib/services/accounts";
import { enforceRequestLimit } from "@/lib/services/request-limits";
import { createClient, createServiceClient } from "@/lib/supabase";
import { HOME_PATH, safePath } from "@/lib/utils/safe-path";

/** Signs in and goes to where the person wanted to go. */
export const signInAction = publicAction
  .metadata({ name: "sign-in" })
  .inputSchema(signInSchema.extend({ next: z.string().max(2000).nullish() }))
  .action(async ({ parsedInput: { next, ...credentials } }) => {
    await limitAttempts("login", credentials.email);
    const result = await signIn(await createClient(), credentials);
    if (result === "refused") {
      throw refusal(
        "This address and password do not match an account. Check both, or reset your password.",
      );
    }
    if (result === "unconfirmed") {
      throw refusal(
        "Your address is not confirmed yet: open the link in the e-mail that we sent you.",
      );
    }
    redirect(safePath(next));
  });

/** Creates an account; says so when the address must be confirmed first. */
export const signUpAction = publicAction
  .metadata({ name: "sign-up" })
  .inputSchema(signUpSchema)
  .action(async ({ parsedInput }): Promise<{ isMailSent: true }> => {
    await limitAttempts("signup", parsedInput.email);
    const result = await signUp(await createClient(), parsedInput);
    if (result === "signed_in") redirect("/welcome");
    if (result === "confirm_by_mail") return { isMailSent: true };
    throw refusal(
      result === "weak_password"
        ? "This password is too easy to guess. Choose a longer one."
        : "An account cannot be made with this address. If you have one already, sign in or reset your password.",
    );
  });

/** Sends a link to set a new password. The answer is the same whether or not the address has an account. */
export const requestResetAction = publicAction
  .metadata({ name: "request-password-reset" })
  .inputSchema(resetSchema)
  .action(async ({ parsedInput: { email } }): Promise<{ isMailSent: true }> => {
    await limitAttempts("reset", email);
    await requestPasswordReset(await createClient(), email);
    return { isMailSent: true };
  });

/** Sets a new password for whoever is signed in, by a link from an e-mail or otherwise. */
export const updatePasswordAction = userAction
  .metadata({ name: "update-password" })
  .inputSchema(passwordSchema)
  .action(async ({ parsedInput: { password }, ctx }) => {
    const result = await updatePassword(ctx.db, password);
    if (result === "same_password") throw refusal("This is your password already. Choose another.");
    if (result === "weak_password") {
      throw refusal("This password is too easy to guess. Choose a longer one.");
    }
    redirect(HOME_PATH);
  });

/** Ends the session in this browser. */
export const signOutAction = publicAction.metadata({ name: "sign-out" }).action(async () => {
  await signOut(await createClient());
  redirect("/login");
});

const ATTEMPTS_PER_MINUTE = 10;

async function limitAttempts(kind: string, email: string): Promise<void> {
  const address = clientAddress(await headers());
  const who = createHash("sha256").update(email).digest("hex").slice(0, 16);
  await enforceRequestLimit(createServiceClient(), {
    key: `${kind}:${address}:${who}`,
    limit: ATTEMPTS_PER_MINUTE,
    windowSeconds: 60,
  });
}

function refusal(userMessage: string): AppError {
  return new AppError("bad_request", "refused by the auth server", { userMessage });
}
