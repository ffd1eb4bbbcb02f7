"use client";

import { useRouter } from "next/navigation";
import { startTransition } from "react";
import { ErrorState } from "@/components/ui/error-state";

interface DeskErrorProps {
  readonly error: Error & { readonly digest?: string };
  readonly reset: () => void;
}

export default function DeskError({ error, reset }: DeskErrorProps) {
  const router = useRouter();
  const retry = () => {
    startTransition(() => {
      // The failure may lie on the server: its part must run again too.
      router.refresh();
      reset();
    });
  };
  return (
    <ErrorState
      title="This page could not be loaded"
      message="Something went wrong on our side; nothing was changed. Try again in a moment."
      reference={error.digest}
      onRetry={retry}
    />
  );
}
