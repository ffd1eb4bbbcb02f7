import type { Metadata } from "next";
import Link from "next/link";
import { AuthCard, textLinkClasses } from "@/components/auth/auth-card";
import { ResetForm } from "@/components/auth/reset-form";

export const metadata: Metadata = { title: "Reset your password" };

export default function ResetPage() {
  return (
    <AuthCard
      title="Reset your password"
      description="We send you a link to set a new one."
      footer={
        <Link href="/login" className={textLinkClasses}>
          Back to sign in
        </Link>
      }
    >
      <ResetForm />
    </AuthCard>
  );
}
