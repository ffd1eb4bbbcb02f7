import { setTimeout as sleep } from "node:timers/promises";
import type { SupabaseClient } from "@supabase/supabase-js";
import { z } from "zod";
import type { Database } from "../src/lib/database.types";
import type { Stack } from "./stack";
import type { Log } from "./support/log";

const EVERY_MS = 1000;

const SENTENCES: Readonly<Record<string, (detail: Record<string, unknown>) => string>> = {
  "call.ended": (detail) =>
    `call ${String(detail.attempt)}: ${String(detail.outcome).replaceAll("_", " ")}`,
  "appointment.accepted": (detail) => `demo booked for ${formatTime(String(detail.start_time))}`,
  "email.sent": (detail) => `e-mail sent: ${String(detail.subject)}`,
};

/** Prints a line for each notable event of the team, oldest first, until the stack stops. */
export async function watchDemo(
  stack: Stack,
  db: SupabaseClient<Database>,
  teamId: string,
  log: Log,
): Promise<void> {
  let after = new Date(0).toISOString();
  const seen = new Set<string>();
  while (!stack.signal.aborted) {
    const { data, error } = await db
      .from("activity")
      .select("id, kind, detail, happened_at, created_at, leads(company_name)")
      .eq("team_id", teamId)
      .in("kind", Object.keys(SENTENCES))
      .gte("created_at", after)
      .order("created_at")
      .limit(200);
    if (stack.signal.aborted) return;
    if (error) log(`the demo cannot read the timeline: ${error.message}`);
    for (const event of data ?? []) {
      after = event.created_at;
      if (seen.has(event.id)) continue;
      seen.add(event.id);
      const detail = z.record(z.string(), z.unknown()).parse(event.detail);
      const time = formatTime(event.happened_at);
      log(
        `${time}  ${event.leads?.company_name ?? "a booking by hand"}: ${SENTENCES[event.kind]?.(detail)}`,
      );
    }
    await sleep(EVERY_MS, undefined, { signal: stack.signal }).catch(() => undefined);
  }
}

const formatter = new Intl.DateTimeFormat("en-US", {
  weekday: "short",
  month: "short",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "America/Chicago",
  timeZoneName: "short",
});

function formatTime(instant: string): string {
  return formatter.format(new Date(instant));
}
