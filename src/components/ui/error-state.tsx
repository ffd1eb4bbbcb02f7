"use client";

import { RotateCw, TriangleAlert } from "lucide-react";
import { cn } from "@/lib/utils/cn";
import { Button } from "./button";

interface ErrorStateProps {
  /** What did not work: "The leads could not be loaded." */
  readonly title: string;
  /** The cause, where it is known, and the next step. */
  readonly message: string;
  readonly onRetry?: () => void;
  readonly isRetrying?: boolean;
  /** Helps whoever reads the log. */
  readonly reference?: string | undefined;
  readonly className?: string;
}

/** Something could not be loaded: says what, and offers to try again. */
export function ErrorState(props: ErrorStateProps) {
  return (
    <div
      role="alert"
      className={cn(
        "mx-auto flex max-w-md flex-col items-center px-4 py-14 text-center",
        props.className,
      )}
    >
      <span className="mb-4 grid size-10 place-items-center rounded-lg bg-red-soft text-red">
        <TriangleAlert aria-hidden="true" className="size-5" />
      </span>
      <h2 className="font-semibold text-base">{props.title}</h2>
      <p className="mt-1 text-balance text-muted">{props.message}</p>
      {props.reference ? (
        <p className="mt-2 select-all text-muted text-xs">Reference: {props.reference}</p>
      ) : null}
      {props.onRetry ? (
        <Button className="mt-5" onClick={props.onRetry} busy={props.isRetrying}>
          <RotateCw aria-hidden="true" /> Try again
        </Button>
      ) : null}
    </div>
  );
}
