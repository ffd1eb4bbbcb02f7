import { Skeleton } from "@/components/ui/skeleton";

export default function SettingsLoading() {
  return (
    <div role="status" aria-label="Loading the settings" className="mx-auto w-full max-w-3xl">
      <Skeleton className="mb-6 h-8 w-40" />
      <Skeleton className="mb-6 h-96" />
      <Skeleton className="h-64" />
    </div>
  );
}
