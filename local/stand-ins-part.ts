import type { ClockSettings } from "../src/lib/utils/clock";
import { createScaledClock } from "./stand-ins/clock";
import { type StandIns, startStandIns } from "./stand-ins/index";
import { messageOf } from "./support/errors";
import type { Log } from "./support/log";
import type { LocalSecrets } from "./support/secrets";

export interface LocalStandInsOptions {
  readonly port: number;
  readonly clockSettings: ClockSettings;
  readonly appUrl: string;
  readonly secrets: LocalSecrets;
  readonly dataFile: string;
  readonly log: Log;
}

/** The stand-ins of Vapi, Cal.com and Resend with the keys that the local application is given. */
export function startLocalStandIns(options: LocalStandInsOptions): Promise<StandIns> {
  const { port, clockSettings, appUrl, secrets, dataFile, log } = options;
  return startStandIns({
    port,
    clock: createScaledClock(clockSettings, (error) => log(messageOf(error))),
    appUrl: () => appUrl,
    secrets,
    ids: {
      assistantId: secrets.vapiAssistantId,
      phoneNumberId: secrets.vapiPhoneNumberId,
      eventTypeId: secrets.calEventTypeId,
    },
    dataFile,
    log,
  });
}
