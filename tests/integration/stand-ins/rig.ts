import { ManualClock } from "../../../local/stand-ins/clock";
import { type StandInOptions, type StandIns, startStandIns } from "../../../local/stand-ins/index";
import { asObject, type JsonObject, parseJson } from "../../../local/stand-ins/json";
import { type Receiver, startReceiver } from "./receiver";

/** A Tuesday, 10:00 in Chicago. */
export const TUESDAY_10_CENTRAL = new Date("2026-03-03T16:00:00Z");

export const IDS = {
  assistantId: "11111111-1111-4111-8111-111111111111",
  phoneNumberId: "22222222-2222-4222-8222-222222222222",
  eventTypeId: 4711,
};

export const SECRETS = {
  vapiApiKey: "vapi-key",
  vapiWebhookSecret: "vapi-webhook-secret",
  calApiKey: "cal_key",
  calWebhookSecret: "cal-webhook-secret",
  resendApiKey: "re_key",
  resendWebhookSecret: `whsec_${Buffer.from("resend-webhook-secret").toString("base64")}`,
};

export interface Rig {
  readonly clock: ManualClock;
  readonly receiver: Receiver;
  readonly standIns: StandIns;
  stop(): Promise<void>;
}

/** The stand-ins on a clock that the test moves, beside an application that only records what it is sent. */
export async function startRig(options: Partial<StandInOptions> = {}): Promise<Rig> {
  const clock = new ManualClock(TUESDAY_10_CENTRAL);
  const receiver = await startReceiver();
  const standIns = await startStandIns({
    clock,
    appUrl: () => receiver.url,
    secrets: SECRETS,
    ids: IDS,
    seed: 7,
    log: () => undefined,
    ...options,
  });
  const stop = async () => {
    await standIns.stop();
    await receiver.stop();
  };
  return { clock, receiver, standIns, stop };
}

/** The messages that reached one webhook, oldest first. */
export function messagesAt(receiver: Receiver, path: string): JsonObject[] {
  return receiver.requests
    .filter((request) => request.path === path)
    .map((request) => asObject(parseJson(request.text)));
}
