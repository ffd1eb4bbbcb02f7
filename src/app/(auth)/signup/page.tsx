import type { Metadata } from "next";
import { cookies } from "next/headers";
import Link from "next/link";
import { AuthCard, textLinkClasses } from "@/components/auth/auth-card";
import { SignupForm } from "@/components/auth/signup-form";
import { INVITATION_COOKIE_NAME } from "@/lib/invitation-cookie";

export const metadata: Metadata = { title: "Create an account" };

export default async function SignupPage() {
  const isInvited = (await cookies()).has(INVITATION_COOKIE_NAME);
  return (
    <AuthCard
      title={isInvited ? "Join your team" : "Create an account"}
      description={
        isInvited
          ? "Use the address that your invitation was made for."
          : "The first account sets up the team. Everybody else joins with an invitation link from an admin."
      }
      footer={
        <p>
          Have an account?{" "}
          <Link href={isInvited ? "/login?next=/welcome" : "/login"} className={textLinkClasses}>
            Sign in
          </Link>
        </p>
      }
    >
      <SignupForm />
    </AuthCard>
  );
}
