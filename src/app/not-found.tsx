import { SearchX } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export default function NotFound() {
  return (
    <main id="content" className="grid min-h-dvh place-items-center">
      <EmptyState
        icon={SearchX}
        title="There is nothing at this address"
        action={
          <Button asChild>
            <Link href="/leads">Go to your leads</Link>
          </Button>
        }
      >
        The page may have moved, or the link may be cut short.
      </EmptyState>
    </main>
  );
}
