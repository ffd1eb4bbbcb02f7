import type { Metadata } from "next";
import { AuthCard } from "@/components/auth/auth-card";
import { NewPasswordForm } from "@/components/auth/new-password-form";
import { requireUser } from "@/lib/auth";

export const metadata: Metadata = { title: "Set a new password" };

export default async function UpdatePasswordPage() {
  const user = await requireUser();
  return (
    <AuthCard title="Set a new password" description={`For ${user.email}.`}>
      <NewPasswordForm email={user.email} />
    </AuthCard>
  );
}
