import { Upload } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { ImportList } from "@/components/import-list/import-list";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { createUserContext, requireMembership } from "@/lib/auth";
import { listImports } from "@/lib/services/imports/progress";
import { listMembers } from "@/lib/services/team";

export const metadata: Metadata = { title: "Imports" };

export default async function ImportsPage() {
  const { teamId, role } = await requireMembership();
  const ctx = await createUserContext("page.imports");
  const [imports, members] = await Promise.all([
    listImports(ctx, teamId),
    listMembers(ctx, { teamId }),
  ]);
  const names = Object.fromEntries(members.map(({ userId, email }) => [userId, email]));
  return (
    <>
      <PageHeader title="Imports" actions={role === "viewer" ? null : <NewImport />} />
      <ImportList imports={imports} names={names} />
    </>
  );
}

function NewImport() {
  return (
    <Button asChild variant="primary">
      <Link href="/leads/import">
        <Upload aria-hidden="true" /> Import a list
      </Link>
    </Button>
  );
}
