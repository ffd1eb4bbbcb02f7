"use client";

import { ErrorState } from "@/components/ui/error-state";
import "./globals.css";

interface GlobalErrorProps {
  readonly error: Error & { readonly digest?: string };
  readonly reset: () => void;
}

/** Stands in for the whole document when the root layout itself fails. */
export default function GlobalError({ error, reset }: GlobalErrorProps) {
  return (
    <html lang="en">
      <body className="grid min-h-dvh place-items-center font-sans">
        <title>Something went wrong</title>
        <ErrorState
          title="The application could not start"
          message="Something went wrong on our side. Try again; if it stays, tell your admin the reference below."
          reference={error.digest}
          onRetry={reset}
        />
      </body>
    </html>
  );
}
