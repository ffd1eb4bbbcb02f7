import { PhoneOff } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export default function NoSuchCall() {
  return (
    <EmptyState
      icon={PhoneOff}
      title="There is no such call"
      action={
        <Button asChild>
          <Link href="/calls">Show all calls</Link>
        </Button>
      }
    >
      The address may be mistyped, or the call belongs to another team.
    </EmptyState>
  );
}
