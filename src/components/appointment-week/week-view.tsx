"use client";

import { CalendarRange } from "lucide-react";
import { useMemo } from "react";
import { AppointmentDays } from "@/components/appointment-list/appointment-days";
import type { AppointmentActions } from "@/components/appointment-list/appointment-menu";
import { useAppointmentSpan } from "@/components/appointment-list/use-appointments";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Notice } from "@/components/ui/notice";
import { userMessageOf } from "@/lib/errors";
import type { AppointmentRow, AppointmentSpan } from "@/lib/services/appointments/list";
import { cn } from "@/lib/utils/cn";
import { useIsWide } from "./use-is-wide";
import { WeekGrid } from "./week-grid";
import { layOutWeek, type WeekLayout } from "./week-layout";
import { WeekSkeleton } from "./week-skeleton";

interface WeekViewProps {
  /** What holds the week, and a little more, in every zone. */
  readonly span: AppointmentSpan;
  readonly monday: string;
  readonly today: string;
  /** The viewer's; undefined until the browser has said it. */
  readonly zone: string | undefined;
  readonly actions: AppointmentActions | undefined;
  readonly onOpen: (appointmentId: string) => void;
}

const NONE: readonly AppointmentRow[] = [];

/** The demos of a week: a grid where there is room, a list of days on a phone. */
export function WeekView(props: WeekViewProps) {
  const { span, monday, zone } = props;
  const week = useAppointmentSpan(span);
  const isWide = useIsWide();
  const { data } = week;
  const rows = data?.rows ?? NONE;
  const layout = useMemo(() => layOutWeek(rows, monday, zone ?? "UTC"), [rows, monday, zone]);
  if (week.isError && !data) {
    return (
      <ErrorState
        title="The week could not be loaded"
        message={userMessageOf(week.error)}
        onRetry={() => void week.refetch()}
        isRetrying={week.isFetching}
      />
    );
  }
  // Before hydration nobody knows the viewer's zone, hence no place in the grid.
  if (!data || !zone) return <WeekSkeleton />;
  return (
    <div className="flex flex-col gap-3">
      {data.total > rows.length ? (
        <Notice kind="info">
          {`Only the first ${rows.length} of ${data.total} demos are shown. Choose a status to see fewer.`}
        </Notice>
      ) : null}
      <div
        className={cn("transition-opacity", week.isPlaceholderData && "opacity-60")}
        aria-busy={week.isPlaceholderData}
      >
        {isWide ? (
          <WeekGrid layout={layout} zone={zone} today={props.today} onOpen={props.onOpen} />
        ) : (
          <WeekList layout={layout} actions={props.actions} />
        )}
      </div>
    </div>
  );
}

interface WeekListProps {
  readonly layout: WeekLayout<AppointmentRow>;
  readonly actions: AppointmentActions | undefined;
}

function WeekList({ layout, actions }: WeekListProps) {
  const rows = new Set(layout.days.flatMap((day) => day.blocks.map((block) => block.row)));
  if (rows.size === 0) {
    return (
      <EmptyState icon={CalendarRange} title="No demos in this week">
        Go to another week, or choose another status.
      </EmptyState>
    );
  }
  return <AppointmentDays rows={[...rows]} actions={actions} />;
}
