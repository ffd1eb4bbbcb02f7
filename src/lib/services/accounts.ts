import type { AuthError } from "@supabase/supabase-js";
import { z } from "zod";
import type { Db } from "../context";
import { AppError } from "../errors";

const MIN_PASSWORD = 10;

const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email("Enter an e-mail address like jane@company.com."));

const newPasswordSchema = z
  .string()
  .min(MIN_PASSWORD, `Choose a password of at least ${MIN_PASSWORD} characters.`)
  // bcrypt, which stores it, reads no further.
  .max(72, "Choose a password of at most 72 characters.");

export const signInSchema = z.object({
  email: emailSchema,
  password: z.string().min(1, "Enter your password."),
});

export const signUpSchema = z.object({ email: emailSchema, password: newPasswordSchema });

export const resetSchema = z.object({ email: emailSchema });

export const passwordSchema = z.object({ password: newPasswordSchema });

export const confirmationSchema = z.object({
  token_hash: z.string().min(10).max(200),
  type: z.enum(["recovery", "signup", "invite"]),
});

type Credentials = z.output<typeof signInSchema>;

export type SignInResult = "signed_in" | "refused" | "unconfirmed";

/** Signs in with address and password. An unknown address and a wrong password look the same. */
export async function signIn(db: Db, credentials: Credentials): Promise<SignInResult> {
  const { error } = await db.auth.signInWithPassword(credentials);
  if (!error) return "signed_in";
  if (error.code === "invalid_credentials") return "refused";
  // Only told after the right password.
  if (error.code === "email_not_confirmed") return "unconfirmed";
  throw authFailure("signing in", error);
}

export type SignUpResult = "signed_in" | "confirm_by_mail" | "refused" | "weak_password";

/** Creates an account; signed in at once, unless the deployment asks for a confirmed address first. */
export async function signUp(db: Db, credentials: Credentials): Promise<SignUpResult> {
  const { data, error } = await db.auth.signUp(credentials);
  if (!error) return data.session ? "signed_in" : "confirm_by_mail";
  switch (error.code) {
    case "weak_password":
      return "weak_password";
    case "user_already_exists":
    case "email_exists":
    case "signup_disabled":
      return "refused";
    // With confirmations on, an address that exists may be answered so: it must look like a new one.
    case "over_email_send_rate_limit":
      return "confirm_by_mail";
    default:
      throw authFailure("signing up", error);
  }
}

/** Sends a link to set a new password, if the address has an account; the caller cannot tell. */
export async function requestPasswordReset(db: Db, email: string): Promise<void> {
  const { error } = await db.auth.resetPasswordForEmail(email);
  const isTold = error && error.code !== "over_email_send_rate_limit" && error.status !== 404;
  if (isTold) throw authFailure("asking for a new password", error);
}

export type NewPasswordResult = "updated" | "same_password" | "weak_password";

/** Sets the password of whoever is signed in. */
export async function updatePassword(db: Db, password: string): Promise<NewPasswordResult> {
  const { error } = await db.auth.updateUser({ password });
  if (!error) return "updated";
  if (error.code === "same_password") return "same_password";
  if (error.code === "weak_password") return "weak_password";
  throw authFailure("setting a password", error);
}

/** Redeems a link from an e-mail: true when it was valid and the session is set. */
export async function redeemLink(
  db: Db,
  { token_hash, type }: z.output<typeof confirmationSchema>,
): Promise<boolean> {
  const { error } = await db.auth.verifyOtp({ token_hash, type });
  if (!error) return true;
  const status = error.status ?? 0;
  if (status >= 400 && status < 500) return false;
  throw authFailure("redeeming a link", error);
}

/** Ends the session of this browser; sessions on other devices stay. */
export async function signOut(db: Db): Promise<void> {
  const { error } = await db.auth.signOut({ scope: "local" });
  // A session that has ended already is what was asked for.
  if (error && error.status !== 401 && error.status !== 403 && error.status !== 404) {
    throw authFailure("signing out", error);
  }
}

function authFailure(doing: string, error: AuthError): AppError {
  const context = { authCode: error.code, authStatus: error.status };
  if (error.status === 429) {
    return new AppError("too_many_requests", `${doing}: limited by the auth server`, {
      userMessage: "Too many attempts. Wait a minute and try again.",
      context,
      cause: error,
    });
  }
  return new AppError("provider", `${doing}: the auth server failed`, {
    userMessage: "Signing in does not work right now. Try again in a moment.",
    context,
    cause: error,
  });
}
