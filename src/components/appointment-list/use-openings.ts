"use client";

import { useQuery } from "@tanstack/react-query";
import { listOpeningsAction } from "@/app/(desk)/appointments/actions";
import { addToDay, startOfDay } from "@/components/appointment-week/week-days";
import { AppError } from "@/lib/errors";
import type { AppointmentRow } from "@/lib/services/appointments/list";
import { runAction } from "@/lib/utils/action-result";
import { openingKeys } from "./appointment-keys";
import { groupByLocalDay } from "./group-by-day";

/** Free times change under our hands: what is older than this is asked for again. */
const FRESH_MS = 15_000;

interface OpeningsOptions {
  readonly row: AppointmentRow;
  readonly monday: string;
  readonly zone: string;
}

/** The free times of a week by the viewer's days, asked of Cal.com. */
export function useOpenings(options: OpeningsOptions) {
  return useQuery({
    queryKey: openingKeys.week(options.row.id, options.monday, options.zone),
    queryFn: () => fetchOpenings(options),
    staleTime: FRESH_MS,
    retry: false,
  });
}

async function fetchOpenings({ row, monday, zone }: OpeningsOptions) {
  const result = await runAction(
    listOpeningsAction({
      appointmentId: row.id,
      from: startOfDay(monday, zone),
      to: startOfDay(addToDay(monday, 7), zone),
      timeZone: zone,
    }),
  );
  if (!result.isOk) {
    throw new AppError("provider", "listing free times", { userMessage: result.message });
  }
  if (result.data.type === "unreachable") {
    const { retryAfterSeconds } = result.data;
    throw new AppError("provider", "the calendar is unreachable", {
      userMessage: `Cal.com does not answer right now. Try again ${
        retryAfterSeconds ? `in ${retryAfterSeconds} seconds` : "in a moment"
      }.`,
    });
  }
  // For its own demo the calendar counts the present time as free, too.
  const currentMs = Date.parse(row.startTime);
  const starts = result.data.openings.map((opening) => opening.start);
  return groupByLocalDay(
    starts.filter((start) => start.getTime() !== currentMs),
    zone,
  );
}
