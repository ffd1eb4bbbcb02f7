import { UserX } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export default function NoSuchLead() {
  return (
    <EmptyState
      icon={UserX}
      title="There is no such lead"
      action={
        <Button asChild>
          <Link href="/leads">Show all leads</Link>
        </Button>
      }
    >
      Somebody may have deleted it, the address may be mistyped, or it belongs to another team.
    </EmptyState>
  );
}
