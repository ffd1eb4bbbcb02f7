import type { Metadata } from "next";
import { CsvImport } from "@/components/csv-import/csv-import";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { requireMembership } from "@/lib/auth";

export const metadata: Metadata = { title: "Import leads" };

export default async function ImportPage() {
  const { role, teamId } = await requireMembership();
  return (
    <>
      <PageHeader title="Import leads" />
      {role === "viewer" ? (
        <EmptyState title="You can look, but not import">
          Ask an admin of your team for the role of a member.
        </EmptyState>
      ) : (
        <CsvImport teamId={teamId} />
      )}
    </>
  );
}
