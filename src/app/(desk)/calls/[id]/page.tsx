import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { callKeys } from "@/components/call-list/call-keys";
import { CallView } from "@/components/call-view/call-view";
import { createUserContext, requireMembership } from "@/lib/auth";
import { getCallDetail } from "@/lib/services/calls/detail";
import { getCallProgress } from "@/lib/services/calls/lines";
import { getSettings } from "@/lib/services/settings";

export const metadata: Metadata = { title: "Call" };

interface CallPageProps {
  readonly params: Promise<{ readonly id: string }>;
}

export default async function CallPage({ params }: CallPageProps) {
  const { teamId, role } = await requireMembership();
  const { id } = await params;
  if (!z.uuid().safeParse(id).success) notFound();
  const ctx = await createUserContext("page.call");
  const [call, progress, settings] = await Promise.all([
    getCallDetail(ctx, id),
    getCallProgress(ctx, id),
    getSettings(ctx, { teamId }),
  ]);
  if (!call) notFound();
  const client = new QueryClient();
  client.setQueryData(callKeys.one(id), call);
  client.setQueryData(callKeys.progress(id), progress);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <CallView
        key={id}
        callId={id}
        canStepIn={role !== "viewer"}
        maxAttempts={settings.max_attempts}
      />
    </HydrationBoundary>
  );
}
