import { buildAssistant } from "@/assistant/definition";
import { asObject } from "../../local/stand-ins/json";
import type { CallRecord } from "../../local/stand-ins/vapi/types";
import { IDS, SECRETS } from "../integration/stand-ins/rig";
import { createLead, createTeam, type Lead } from "../support/database-actors";
import { beCruel } from "./cruelty";
import { type Check, checkOutcome, readCalls } from "./outcome";
import { nameOf, type Scene } from "./scenes";
import { type Stage, WEBHOOK_URL } from "./stage";

const SECOND_MS = 1000;
/**
 * The platform runs the automation every five minutes; these runs are the ones that find something: after the report,
 * when a lost one is overdue, and once more for what the second has begun.
 */
const SETTLING_MINUTES = [5, 20, 15];
const RUN_EVERY_MS = 20 * 60 * SECOND_MS;
/** Enough to wait from a time that was asked for until the calling hours begin. */
const MOST_RUNS = 15;
const CALENDAR_DELAY_MS = 3600;
/** Once, and the three retries of the assistant's plan. */
const TRIES_OF_TOOL_CALLS = 4;
const WEB_BOOKING_MS = 3 * SECOND_MS;

export interface PlayOptions {
  readonly seed: number;
  readonly isCruel: boolean;
}

export interface Performance {
  readonly scene: Scene;
  readonly calls: readonly CallRecord[];
  readonly checks: readonly Check[];
  /** What the calendar was made to do wrong, beside the webhooks. */
  readonly trouble: string;
}

/** Plays a scene from the run of the automation that places the call until nothing is left to settle. */
export async function play(
  stage: Stage,
  scene: Scene,
  { seed, isCruel }: PlayOptions,
): Promise<Performance> {
  await stage.set(seed);
  const lead = await arrange(stage, scene);
  const record = await placeCall(stage);
  if (scene.hasDemo) await bookOnTheWeb(stage, lead);
  const trouble = isCruel ? beCruel(stage.standIns, `${nameOf(scene)}:${seed}`) : "none";
  if (scene.toolTrouble) loseTools(stage, scene.toolTrouble);
  await stage.playCall(record);
  await stage.passMinutes(...SETTLING_MINUTES);
  if (scene.goesOn) await playCallback(stage, lead);
  const checks = await checkOutcome(stage.pool, stage.standIns, lead, scene.expected);
  return { scene, calls: [...stage.standIns.vapi.records.all.values()], checks, trouble };
}

async function arrange(stage: Stage, scene: Scene): Promise<Lead> {
  const { vapi } = stage.standIns;
  const teamId = await createTeam(stage.pool, { max_attempts: 4, max_attempts_per_number_24h: 3 });
  const lead = await createLead(stage.pool, teamId, {
    company_name: "Lakeside Air",
    contact_name: "Pat Lee",
    phone: "+13125550142",
    email: "pat@lakeside-air.example",
  });
  vapi.scripts.set(lead.phone, scene.script);
  publish(stage, scene.transferNumber);
  if (scene.isCalendarSlow) {
    stage.outside.slow.push({
      method: "POST",
      path: /^\/cal\/v2\/bookings$/,
      ms: CALENDAR_DELAY_MS,
      times: 1,
    });
  }
  return lead;
}

/** Puts the assistant live as the application defines it. */
function publish({ standIns: { vapi } }: Stage, transferNumber: string | undefined): void {
  const webhookAuth = { secret: SECRETS.vapiWebhookSecret };
  const definition = buildAssistant({ webhookUrl: WEBHOOK_URL, webhookAuth, transferNumber });
  const { status, body } = vapi.assistants.update(IDS.assistantId, asObject(definition));
  if (status !== 200) throw new Error(`the assistant was refused: ${JSON.stringify(body)}`);
}

/** Runs the automation, again and again if need be, until it has placed a call. */
async function placeCall(stage: Stage): Promise<CallRecord> {
  const { records } = stage.standIns.vapi;
  const known = records.all.size;
  for (let run = 0; run < MOST_RUNS && records.all.size === known; run += 1) {
    if (run > 0) await stage.jumpTo(new Date(stage.clock.now().getTime() + RUN_EVERY_MS));
    await stage.cron();
  }
  const record = [...records.all.values()][known];
  if (!record) throw new Error("the automation has placed no call");
  return record;
}

function loseTools({ standIns: { vapi } }: Stage, action: "lose" | "lose-answer"): void {
  const type = "tool-calls";
  vapi.outbox.faults.rules.push({ type, action, times: TRIES_OF_TOOL_CALLS, amount: 0 });
}

/** While the phone is still ringing; the calendar's word of it comes before anybody picks up. */
async function bookOnTheWeb(stage: Stage, lead: Lead): Promise<void> {
  const {
    clock,
    standIns: { cal },
  } = stage;
  const soon = clock.now().getTime() + 24 * 3_600_000;
  const range = {
    start: clock.now().toISOString(),
    end: new Date(soon + 3 * 86_400_000).toISOString(),
  };
  const days = cal.slots({ eventTypeId: String(IDS.eventTypeId), ...range });
  const slot = Object.values(days)
    .flat()
    .find(({ start }) => Date.parse(start) > soon);
  if (!slot) throw new Error("the calendar has no free time to book");
  await cal.book({
    eventTypeId: IDS.eventTypeId,
    start: slot.start,
    attendee: {
      name: "Pat Lee",
      email: lead.email,
      phoneNumber: lead.phone,
      timeZone: "America/Chicago",
      language: "en",
    },
  });
  await stage.pass(WEB_BOOKING_MS);
}

/** To the time that was asked for, and on until it has been called and settled. */
async function playCallback(stage: Stage, lead: Lead): Promise<void> {
  const [first] = await readCalls(stage.pool, lead);
  const at = first?.requested_callback_at;
  if (!at) return;
  await stage.jumpTo(new Date(at.getTime() - 10 * 60 * SECOND_MS));
  await stage.cron();
  await stage.jumpTo(at);
  await stage.playCall(await placeCall(stage));
  await stage.passMinutes(...SETTLING_MINUTES);
}
