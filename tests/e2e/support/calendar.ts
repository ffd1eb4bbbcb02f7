import pg from "pg";
import { SYSTEM } from "./system";

const DAY_MS = 86_400_000;

export interface StandInBooking {
  readonly uid: string;
  readonly start: string;
  readonly status: string;
  readonly rescheduledFromUid?: string;
  readonly attendee: { readonly email: string };
  readonly cancellationReason?: string;
}

/** All bookings of the calendar, the oldest first. */
export async function listBookings(): Promise<readonly StandInBooking[]> {
  return getJson<StandInBooking[]>("/_state/bookings");
}

/** Free times of the calendar, `days` business days in the running clock ahead of now and a week on. */
export async function findSlots(days: number): Promise<readonly Date[]> {
  const from = (await latestRun()).getTime() + days * DAY_MS;
  const query = new URLSearchParams({
    eventTypeId: String(await eventTypeId()),
    start: new Date(from).toISOString(),
    end: new Date(from + 7 * DAY_MS).toISOString(),
    timeZone: "UTC",
  });
  const { data } = await getJson<{ data: Record<string, { start: string }[]> }>(
    `/cal/v2/slots?${query}`,
    { "cal-api-version": "2024-09-04" },
  );
  return Object.values(data)
    .flat()
    .map((slot) => new Date(slot.start));
}

/** Books a demo by hand, as somebody on the public booking page does. Gives its uid. */
export async function bookByHand(name: string, email: string, start: Date): Promise<string> {
  const answer = await fetch(`${SYSTEM.standInsUrl}/cal/v2/bookings`, {
    method: "POST",
    headers: { "content-type": "application/json", "cal-api-version": "2024-08-13" },
    body: JSON.stringify({
      eventTypeId: await eventTypeId(),
      start: start.toISOString(),
      attendee: { name, email, timeZone: "America/Denver" },
    }),
  });
  const body = (await answer.json()) as { data: { uid: string } };
  if (!answer.ok) throw new Error(`the calendar refused a booking: ${JSON.stringify(body)}`);
  return body.data.uid;
}

/** Gives the calendar's stand-in a command, such as `{"do": "host-cancel", …}`. */
export async function commandCalendar(command: object): Promise<void> {
  const answer = await fetch(`${SYSTEM.standInsUrl}/cal/_control`, {
    method: "POST",
    body: JSON.stringify(command),
  });
  if (!answer.ok) throw new Error(`the calendar refused a command: ${await answer.text()}`);
}

/** The calendar has one event type; its number stands in every booking. */
async function eventTypeId(): Promise<number> {
  const [first] = await listBookings();
  if (!first) throw new Error("the calendar has no booking yet");
  const { data } = await getJson<{ data: { eventTypeId: number } }>(
    `/cal/v2/bookings/${first.uid}`,
    { "cal-api-version": "2024-08-13" },
  );
  return data.eventTypeId;
}

/** Business time, as exact as the runs of the automation are frequent. */
async function latestRun(): Promise<Date> {
  const database = new pg.Client({ connectionString: SYSTEM.databaseUrl });
  await database.connect();
  try {
    const { rows } = await database.query<{ at: Date }>(
      "select max(started_at) as at from automation_runs",
    );
    if (!rows[0]) throw new Error("the automation has not run yet");
    return rows[0].at;
  } finally {
    await database.end();
  }
}

async function getJson<Answer>(path: string, headers: Record<string, string> = {}) {
  const answer = await fetch(`${SYSTEM.standInsUrl}${path}`, { headers });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Answer;
}
