import { LoaderCircle } from "lucide-react";
import { cn } from "@/lib/utils/cn";

/** Turns while something runs; invisible for the first 150 ms, so that quick work does not flicker. */
export function Spinner({ className }: { readonly className?: string }) {
  return (
    <span className="animate-appear">
      <LoaderCircle aria-hidden="true" className={cn("size-4 animate-spin", className)} />
    </span>
  );
}
