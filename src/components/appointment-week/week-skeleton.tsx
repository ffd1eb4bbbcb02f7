import { Skeleton } from "@/components/ui/skeleton";

const COLUMNS = Array.from({ length: 7 }, (_, index) => index);

/** A week that loads: the head and seven columns. */
export function WeekSkeleton() {
  return (
    <div
      role="status"
      aria-label="Loading the week"
      className="rounded-lg border border-line bg-surface p-3"
    >
      <div className="grid grid-cols-1 gap-3 lg:grid-cols-7">
        {COLUMNS.map((column) => (
          <div key={column} className="flex flex-col gap-3">
            <Skeleton className="h-5" />
            <Skeleton className="h-12 lg:h-40" />
            <div className="max-lg:hidden">
              <Skeleton className="h-64" />
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}
