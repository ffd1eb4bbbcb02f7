import { type Columns, createLead, createTeam, one, type Queryable } from "./database-actors";
import { minutesLater } from "./database-calls";
import { allowEveryState } from "./window-policies";

/** Tuesday 2026-03-03 at 08:00 in Chicago: nobody may be called yet. */
export const EARLY = "2026-03-03T14:00:00Z";

/** A team that has registered in every state. */
export async function createRegisteredTeam(db: Queryable, settings: Columns = {}): Promise<string> {
  const team = await createTeam(db, settings);
  await allowEveryState(db, team);
  return team;
}

/** What the database answers. */
export interface Forecast {
  readonly hours: readonly { readonly at: string; readonly calls: number }[];
  readonly finished_at: string | null;
  readonly calls: number;
  readonly spend_usd: number;
  readonly leads_left: number;
  readonly is_hypothetical: boolean;
  readonly assumptions: Record<string, number>;
}

interface Assumed {
  readonly finishRate?: number;
  readonly costUsd?: number;
  readonly minutes?: number;
}

/** The forecast under assumptions of the test's own. */
export async function simulate(
  db: Queryable,
  team: string,
  days: number,
  now: string,
  { finishRate = 0, costUsd = 0.1, minutes = 2 }: Assumed = {},
): Promise<Forecast> {
  const { forecast } = one(
    await db.query<{ forecast: Forecast }>(
      `select private.simulate_calls(private.policy_of($1),
         row(0, $4::numeric, $5::numeric, $6::numeric, 0)::private.forecast_assumptions, $2, $3) as forecast`,
      [team, days, now, finishRate, costUsd, minutes],
    ),
  );
  return forecast;
}

/** The forecast that everybody gets. */
export async function forecastCalls(
  db: Queryable,
  team: string,
  days: number,
  now: string,
): Promise<Forecast | null> {
  const { forecast } = one(
    await db.query<{ forecast: Forecast | null }>(
      "select public.forecast_calls($1, $2, $3) as forecast",
      [team, days, now],
    ),
  );
  return forecast;
}

/** Calls by the hour in which they were made, in milliseconds. */
export type Hours = ReadonlyMap<number, number>;

export function hoursOf(forecast: Forecast): Hours {
  return new Map(forecast.hours.map(({ at, calls }) => [Date.parse(at), calls]));
}

export const PLACES: readonly Columns[] = [
  { timezone: "America/New_York" },
  { timezone: "America/Chicago", states: ["AL"] },
  { timezone: "America/Denver", timezones: ["America/Denver", "America/Phoenix"], states: ["UT"] },
  { timezone: "America/Los_Angeles" },
];

/** So many leads, one after the other in the list, in four places by turns. */
export async function createList(
  db: Queryable,
  team: string,
  count: number,
  columns: Columns = {},
): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    const created_at = minutesLater(n - 100_000, EARLY);
    await createLead(db, team, { ...PLACES[n % PLACES.length], created_at, ...columns });
  }
}
