"use client";

import { ErrorState } from "@/components/ui/error-state";

interface ErrorPageProps {
  readonly error: Error & { readonly digest?: string };
  readonly reset: () => void;
}

export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return (
    <main id="content" className="grid min-h-dvh place-items-center">
      <ErrorState
        title="This page could not be shown"
        message="Something went wrong on our side. Try again; if it stays, tell your admin the reference below."
        reference={error.digest}
        onRetry={reset}
      />
    </main>
  );
}
