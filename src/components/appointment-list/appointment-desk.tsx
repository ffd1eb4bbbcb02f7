"use client";

import { parseAsString, useQueryState, useQueryStates } from "nuqs";
import { usePageKeys } from "@/components/appointment-week/use-page-keys";
import { addToDay, mondayOfAddress, spanOfWeek } from "@/components/appointment-week/week-days";
import { WeekNav } from "@/components/appointment-week/week-nav";
import { WeekView } from "@/components/appointment-week/week-view";
import { useBusinessNow } from "@/components/live/clock-context";
import { useViewerZone } from "@/components/live/use-viewer-zone";
import { localDate } from "@/lib/utils/slots";
import {
  type AppointmentFilters,
  appointmentFilterParsers,
  toAppointmentQuery,
  toWeekSpan,
} from "./appointment-keys";
import type { AppointmentActions } from "./appointment-menu";
import { AppointmentSheet } from "./appointment-sheet";
import { ChangeDialogs, useChangeQuestion } from "./change-dialogs";
import { ListView } from "./list-view";
import { StatusFilter } from "./status-filter";
import { useLiveAppointments, usePrefetchSpan, useRefreshAppointments } from "./use-appointments";
import { ViewSwitch } from "./view-switch";

interface AppointmentDeskProps {
  readonly teamId: string;
  /** Viewers look only. */
  readonly canEdit: boolean;
}

/** The team's demos as a list or as a week, with the ways to move and cancel them; live. */
export function AppointmentDesk({ teamId, canEdit }: AppointmentDeskProps) {
  useLiveAppointments();
  const [filters, setFilters] = useQueryStates(appointmentFilterParsers);
  const change = (changes: Partial<AppointmentFilters>) => void setFilters(changes);
  const [openId, setOpenId] = useQueryState(
    "appointment",
    parseAsString.withOptions({ history: "push" }),
  );
  const { question, actions, close } = useChangeQuestion();
  const refresh = useRefreshAppointments();
  const shownActions = canEdit ? actions : undefined;
  return (
    <div className="flex flex-col gap-3">
      {filters.view === "week" ? (
        <WeekDesk
          teamId={teamId}
          filters={filters}
          onChange={change}
          actions={shownActions}
          onOpen={(appointmentId) => void setOpenId(appointmentId)}
        />
      ) : (
        <ListDesk teamId={teamId} filters={filters} onChange={change} actions={shownActions} />
      )}
      <AppointmentSheet
        appointmentId={openId ?? undefined}
        actions={shownActions}
        onClose={() => void setOpenId(null)}
      />
      <ChangeDialogs
        question={question}
        onClose={close}
        onChanged={refresh}
        onMoved={(from, to) => {
          // The drawer follows the demo to its new booking.
          if (openId === from) void setOpenId(to, { history: "replace" });
        }}
      />
    </div>
  );
}

interface ViewProps {
  readonly teamId: string;
  readonly filters: AppointmentFilters;
  readonly onChange: (changes: Partial<AppointmentFilters>) => void;
  readonly actions: AppointmentActions | undefined;
}

function ListDesk({ teamId, filters, onChange, actions }: ViewProps) {
  usePageKeys({ w: () => onChange({ view: "week" }) });
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <ViewSwitch value="list" onChange={(view) => onChange({ view })} />
        <StatusFilter value={filters.status} onChange={(status) => onChange({ status, page: 1 })} />
      </div>
      <ListView query={toAppointmentQuery(teamId, filters)} onChange={onChange} actions={actions} />
    </>
  );
}

interface WeekDeskProps extends ViewProps {
  readonly onOpen: (appointmentId: string) => void;
}

function WeekDesk({ teamId, filters, onChange, actions, onOpen }: WeekDeskProps) {
  const now = useBusinessNow();
  const zone = useViewerZone();
  const today = localDate(now, zone ?? "UTC");
  const monday = mondayOfAddress(filters.week, today);
  const span = toWeekSpan(teamId, filters, today);
  const prefetch = usePrefetchSpan();
  const go = (week: string | null) => onChange({ week });
  const turn = (days: number) => () => go(addToDay(monday, days));
  usePageKeys({
    l: () => onChange({ view: "list" }),
    t: () => go(null),
    ArrowLeft: turn(-7),
    ArrowRight: turn(7),
  });
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <ViewSwitch value="week" onChange={(view) => onChange({ view })} />
        <WeekNav
          monday={monday}
          today={today}
          onGo={go}
          onNear={(week) => prefetch({ ...span, ...spanOfWeek(week) })}
        />
        <div className="min-w-0 lg:ml-auto">
          <StatusFilter
            value={filters.status}
            onChange={(status) => onChange({ status, page: 1 })}
          />
        </div>
      </div>
      <WeekView
        span={span}
        monday={monday}
        today={today}
        zone={zone}
        actions={actions}
        onOpen={onOpen}
      />
    </>
  );
}
