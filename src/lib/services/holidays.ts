import { z } from "zod";
import type { ServiceContext } from "../context";
import { AppError, databaseError } from "../errors";

export const teamHolidaySchema = z.object({
  day: z.iso.date("Choose a day."),
  name: z
    .string()
    .trim()
    .min(1, "Name the day, for example Founders' day.")
    .max(80, "The name has at most 80 characters."),
});

export type TeamHolidayInput = z.output<typeof teamHolidaySchema>;

export interface Holiday {
  readonly id: string;
  /** A calendar day, `2026-11-26`. */
  readonly day: string;
  readonly name: string;
  /** `US` for a federal holiday, otherwise the state that keeps it. */
  readonly scope: string;
}

export interface TeamHoliday {
  readonly id: string;
  readonly day: string;
  readonly name: string;
}

interface OfTeam {
  readonly teamId: string;
}

/** The federal and state holidays of one year; the same for every team. */
export async function listHolidays(
  ctx: Pick<ServiceContext, "db">,
  { year }: { readonly year: number },
): Promise<Holiday[]> {
  const { data, error } = await ctx.db
    .from("holidays")
    .select("id, day, name, scope")
    .gte("day", `${year}-01-01`)
    .lte("day", `${year}-12-31`)
    .order("day")
    .order("scope")
    .order("name");
  if (error) throw databaseError("listing the holidays", error);
  return data;
}

/** The days on which a team calls nobody, soonest first. */
export async function listTeamHolidays(
  ctx: Pick<ServiceContext, "db">,
  { teamId }: OfTeam,
): Promise<TeamHoliday[]> {
  const { data, error } = await ctx.db
    .from("team_holidays")
    .select("id, day, name")
    .eq("team_id", teamId)
    .order("day");
  if (error) throw databaseError("listing the team's holidays", error);
  return data;
}

export type AddHolidayResult = { readonly kind: "added" } | { readonly kind: "already_there" };

/**
 * Adds a day on which the team calls nobody, in any state.
 *
 * @throws AppError `forbidden` for whoever is not an admin of the team.
 */
export async function addTeamHoliday(
  ctx: ServiceContext,
  { teamId, day, name }: OfTeam & TeamHolidayInput,
): Promise<AddHolidayResult> {
  if (ctx.actor.kind !== "user") throw new AppError("forbidden", "holidays are added by a user");
  const { error } = await ctx.db
    .from("team_holidays")
    .insert({ team_id: teamId, day, name, created_by: ctx.actor.userId });
  if (error?.code === "23505") return { kind: "already_there" };
  if (error) throw databaseError("adding a holiday", error);
  return { kind: "added" };
}

/**
 * Takes one of the team's own days away.
 *
 * @throws AppError `not_found` when it is gone, or not the caller's to remove.
 */
export async function removeTeamHoliday(
  ctx: ServiceContext,
  { teamId, holidayId }: OfTeam & { readonly holidayId: string },
): Promise<void> {
  const { data, error } = await ctx.db
    .from("team_holidays")
    .delete()
    .eq("team_id", teamId)
    .eq("id", holidayId)
    .select("id");
  if (error) throw databaseError("removing a holiday", error);
  if (data.length > 0) return;
  throw new AppError("not_found", "no such holiday for the caller", {
    userMessage: "This day is gone already, or you may not remove it.",
  });
}
