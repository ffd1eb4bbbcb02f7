/** What the stand-ins tell their surroundings; a pino logger fits. */
export interface StandInLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

export const silentLog: StandInLog = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
