"use client";

import { useQueryClient } from "@tanstack/react-query";
import { X } from "lucide-react";
import { addHolidayAction, removeHolidayAction } from "@/app/(desk)/automation/rules/actions";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { userMessageOf } from "@/lib/errors";
import type { TeamHoliday } from "@/lib/services/holidays";
import { runAction } from "@/lib/utils/action-result";
import { formatDay } from "./format-day";
import { HolidayForm } from "./holiday-form";
import { teamHolidaysKey } from "./rule-keys";
import { useTeamHolidays } from "./use-rules";

interface TeamHolidaysProps {
  readonly teamId: string;
  readonly isAdmin: boolean;
}

/** The days on which the team calls nobody: add, remove with a way back. */
export function TeamHolidays({ teamId, isAdmin }: TeamHolidaysProps) {
  const holidays = useTeamHolidays(teamId);
  const client = useQueryClient();
  const refresh = () => void client.invalidateQueries({ queryKey: teamHolidaysKey(teamId) });
  const remove = async (holiday: TeamHoliday) => {
    const result = await runAction(removeHolidayAction({ holidayId: holiday.id }));
    refresh();
    if (!result.isOk) return toast.error(result.message);
    toast.success(`${holiday.name} removed`, {
      action: { label: "Undo", onClick: () => void restore(holiday) },
    });
  };
  const restore = async ({ day, name }: TeamHoliday) => {
    const result = await runAction(addHolidayAction({ day, name }));
    if (!result.isOk) toast.error(result.message);
    refresh();
  };
  return (
    <Panel
      title="Your own days"
      description="Nobody is called on these, in any state: company holidays, or a state of emergency."
    >
      <div className="flex flex-col gap-4">
        {isAdmin ? <HolidayForm onAdded={refresh} /> : null}
        {holidays.isError ? (
          <ErrorState
            title="Your days could not be loaded"
            message={userMessageOf(holidays.error)}
            onRetry={() => void holidays.refetch()}
          />
        ) : !holidays.data ? (
          <SkeletonRows rows={2} label="Loading your days" />
        ) : holidays.data.length === 0 ? (
          <p className="text-[0.8125rem] text-muted">
            {isAdmin ? "None yet." : "None yet. An admin of your team can add some."}
          </p>
        ) : (
          <ul aria-label="Your own days" className="divide-y divide-line">
            {holidays.data.map((holiday) => (
              <li key={holiday.id} className="flex min-h-9 items-center gap-3 text-[0.8125rem]">
                <span className="figure w-36 shrink-0">{formatDay(holiday.day)}</span>
                <span className="min-w-0 grow truncate" title={holiday.name}>
                  {holiday.name}
                </span>
                {isAdmin ? (
                  <Button
                    variant="ghost"
                    size="icon-sm"
                    aria-label={`Remove ${holiday.name}, ${formatDay(holiday.day)}`}
                    onClick={() => void remove(holiday)}
                  >
                    <X aria-hidden="true" />
                  </Button>
                ) : null}
              </li>
            ))}
          </ul>
        )}
      </div>
    </Panel>
  );
}
