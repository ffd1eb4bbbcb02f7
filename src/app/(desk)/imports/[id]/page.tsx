import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { OneImport } from "@/components/import-list/one-import";
import { PageHeader } from "@/components/ui/page-header";
import { createUserContext, requireMembership } from "@/lib/auth";
import { getImport } from "@/lib/services/imports/progress";

export const metadata: Metadata = { title: "Import" };

interface ImportPageProps {
  readonly params: Promise<{ readonly id: string }>;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export default async function ImportPage({ params }: ImportPageProps) {
  const [{ id }, { role }] = [await params, await requireMembership()];
  const ctx = await createUserContext("page.import");
  const found = UUID.test(id) ? await getImport(ctx, id) : undefined;
  if (!found) notFound();
  return (
    <>
      <PageHeader title={found.fileName} />
      <OneImport summary={found} canEdit={role !== "viewer"} />
    </>
  );
}
