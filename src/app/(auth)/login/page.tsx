import type { Metadata } from "next";
import Link from "next/link";
import { AuthCard, textLinkClasses } from "@/components/auth/auth-card";
import { LoginForm } from "@/components/auth/login-form";
import { Notice } from "@/components/ui/notice";
import { getEnv } from "@/lib/env";

export const metadata: Metadata = { title: "Sign in" };

interface LoginPageProps {
  readonly searchParams: Promise<{ readonly next?: string | string[]; readonly notice?: string }>;
}

export default async function LoginPage({ searchParams }: LoginPageProps) {
  const { next, notice } = await searchParams;
  const hint = getEnv().LOGIN_HINT;
  return (
    <AuthCard
      title="Sign in"
      footer={
        <p>
          New here?{" "}
          <Link href="/signup" className={textLinkClasses}>
            Create an account
          </Link>
        </p>
      }
    >
      {notice === "link-expired" ? (
        <Notice kind="warning">
          This link was used already or has expired. Sign in, or ask for a new one below.
        </Notice>
      ) : null}
      {hint ? <Notice kind="info">{hint}</Notice> : null}
      <LoginForm next={typeof next === "string" ? next : undefined} />
      <p className="text-[0.8125rem]">
        <Link href="/reset" className={textLinkClasses}>
          Forgot your password?
        </Link>
      </p>
    </AuthCard>
  );
}
